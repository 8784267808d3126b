import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'vitest';
import { builtInColumns } from '../../src/model/columns.ts';
import { namedTimeFrames } from '../../src/model/time-frame.ts';
import { root } from './site.ts';

interface Described {
  readonly name: string;
  readonly description?: string;
  readonly type?: { readonly text: string };
  readonly default?: string;
}

const kinds = ['attributes', 'members', 'events', 'slots', 'cssProperties', 'cssParts', 'cssStates'] as const;

type ElementDescription = Readonly<Record<(typeof kinds)[number], readonly Described[]>>;

interface Manifest {
  readonly modules: readonly {
    readonly path: string;
    readonly declarations: readonly ElementDescription[];
    readonly exports: readonly { readonly kind: string; readonly name: string }[];
  }[];
}

interface EditorData {
  readonly tags: readonly {
    readonly name: string;
    readonly attributes: readonly { readonly name: string; readonly values: readonly { readonly name: string }[] }[];
  }[];
}

const readBuilt = (name: string): unknown => JSON.parse(readFileSync(join(root, 'dist', name), 'utf8'));
const manifest = readBuilt('custom-elements.json') as Manifest;
const editorData = readBuilt('vscode.html-custom-data.json') as EditorData;

function elementIn({ modules }: Manifest): ElementDescription {
  const [element] = modules.flatMap(({ declarations }) => declarations);
  if (!element) throw new Error('The manifest describes no element.');
  return element;
}

function sources(): string {
  const names = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(root, 'src', name), 'utf8'))
    .join('\n');
}

describe('the custom-elements manifest', () => {
  const element = elementIn(manifest);
  const attribute = (name: string) => element.attributes.find((each) => each.name === name);

  it('names no file of the machine that built it', () => {
    assert.ok(!JSON.stringify([manifest, editorData, readBuilt('web-types.json')]).includes(root));
  });

  it('describes everything that it names', () => {
    for (const kind of kinds) {
      const missing = element[kind].filter(({ description }) => !description).map(({ name }) => name);
      assert.deepEqual([kind, ...missing], [kind]);
    }
    assert.ok(kinds.flatMap((kind) => element[kind]).length > 80);
  });

  it('names every custom property that the styles read, and no others', () => {
    const inStyles = new Set([...sources().matchAll(/var\((--cer-[\w-]+)/g)].map(([, name]) => name));
    assert.deepEqual(element.cssProperties.map(({ name }) => name).sort(), [...inStyles].sort());
  });

  it('gives every custom property a default that a host can write', () => {
    for (const { name, default: value } of element.cssProperties)
      assert.match(`${name}: ${value}`, /: (?!.*--_)(?!undefined)./);
  });

  it('lists the allowed values of attributes', () => {
    assert.equal(attribute('date-basis')?.type?.text, "'first-sent' | 'sent'");
    assert.equal(attribute('group-by')?.type?.text, "'campaign' | 'none'");
    assert.equal(attribute('heading-level')?.type?.text, '1 | 2 | 3 | 4 | 5 | 6');
    for (const name of namedTimeFrames)
      assert.match(attribute('time-frame')?.type?.text ?? '', new RegExp(`'${name}'`));
    for (const id of builtInColumns.ids)
      assert.match(attribute('sort')?.type?.text ?? '', new RegExp(`'${id}' \\| '-${id}'`));
  });

  it('gives the default of every attribute that has a fixed one', () => {
    // Their defaults follow the browser, the page, the data or the version.
    const variable = ['time-zone', 'columns', 'controls', 'share', 'time-frames', 'first-day-of-week'];
    // Without a value, they have no effect.
    const optional = ['min-date', 'max-date', 'fiscal-year-start', 'view-storage'];
    const withoutDefault = element.attributes.filter((each) => each.default === undefined).map(({ name }) => name);
    assert.deepEqual(
      withoutDefault.filter((name) => ![...variable, ...optional].includes(name)),
      [],
    );
  });

  it('names each entry once', () => {
    for (const kind of kinds) {
      const names = element[kind].map(({ name }) => name);
      assert.deepEqual(names, [...new Set(names)]);
    }
  });

  it('leaves out the properties that only tests set', () => {
    const names = element.members.map(({ name }) => name);
    assert.ok(names.includes('fetcher'));
    assert.deepEqual(
      ['now', 'wait'].filter((name) => names.includes(name)),
      [],
    );
  });

  it('names the modules that a host imports', () => {
    const exports = manifest.modules.flatMap(({ path, exports }) =>
      exports.map(({ kind, name }) => [path, kind, name]),
    );
    assert.deepEqual(exports, [
      ['dist/index.js', 'js', 'CampaignEmailReport'],
      ['dist/define.js', 'custom-element-definition', 'campaign-email-report'],
    ]);
  });
});

describe('the data for editors', () => {
  const [tag] = editorData.tags;
  const valuesOf = (name: string) =>
    tag?.attributes.find((attribute) => attribute.name === name)?.values.map((value) => value.name);

  it('suggests the values of attributes', () => {
    assert.equal(tag?.name, 'campaign-email-report');
    assert.deepEqual(valuesOf('time-frame'), namedTimeFrames);
    assert.deepEqual(valuesOf('date-basis'), ['first-sent', 'sent']);
    assert.deepEqual(valuesOf('heading-level'), ['1', '2', '3', '4', '5', '6']);
    assert.equal(valuesOf('sort')?.length, 2 * builtInColumns.ids.length);
  });
});
