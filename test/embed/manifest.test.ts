import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';

const root = join(import.meta.dirname, '..', '..');

interface Named {
  readonly name: string;
  readonly description?: string;
}

interface Manifest {
  readonly modules: readonly {
    readonly declarations: readonly Record<
      'attributes' | 'members' | 'events' | 'cssProperties' | 'cssParts',
      readonly Named[]
    >[];
  }[];
}

const manifest = JSON.parse(readFileSync(join(root, 'dist', 'custom-elements.json'), 'utf8')) as Manifest;
const [element] = manifest.modules.flatMap(({ declarations }) => declarations);

const source = readdirSync(join(root, 'src', 'elements'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(join(root, 'src', 'elements', name), 'utf8'))
  .join('\n');

describe('the custom-elements manifest', () => {
  it('says something of everything that it names', () => {
    assert.ok(element);
    const things = [
      ...element.attributes,
      ...element.members,
      ...element.events,
      ...element.cssProperties,
      ...element.cssParts,
    ];
    assert.ok(things.length > 30);
    assert.deepEqual(
      things.filter(({ description }) => !description).map(({ name }) => name),
      [],
    );
  });

  it('names every custom property that the styles read, and no other', () => {
    const read = new Set([...source.matchAll(/var\((--cer-[\w-]+)/g)].map(([, name]) => name));
    assert.deepEqual(element?.cssProperties.map(({ name }) => name).sort(), [...read].sort());
  });
});
