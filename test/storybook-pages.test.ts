import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'vitest';
import { toId } from 'storybook/internal/csf';

const folder = join(import.meta.dirname, '..', 'stories');
const read = (name: string) => readFileSync(join(folder, name), 'utf8');
/** The pages that replace the generated page of a file of stories. */
const attachedPages = readdirSync(folder)
  .filter((name) => name.endsWith('.mdx'))
  .map(read)
  .filter((text) => text.includes('<Meta of='));
const files = readdirSync(folder).filter((name) => name.endsWith('.stories.ts'));

/** Whether the `Meta` of a page names the stories of a file. */
function isPageOf(page: string, file: string): boolean {
  const [, name = ''] = /<Meta of=\{(\w+)\}/.exec(page) ?? [];
  return page.includes(`import * as ${name} from './${file}'`);
}

/** The sections of the sidebar, one per file of stories. */
const sections = files.map((name) => {
  const text = read(name);
  const [, title = ''] = /title: '([^']+)'/.exec(text) ?? [];
  const stories = [...text.matchAll(/^export const (\w+)/gm)].map(([, story = '']) => story);
  const [, id = toId(title)] = /^ {2}id: '([^']+)'/m.exec(text) ?? [];
  const hasPage = !text.includes("'!autodocs'") || attachedPages.some((page) => isPageOf(page, name));
  return { title, id, stories, hasPage };
});

const places = new Set(
  sections.flatMap(({ id, stories, hasPage }) => [
    ...stories.map((story) => `/story/${toId(id, story.replace(/([a-z])([A-Z0-9])/g, '$1 $2'))}`),
    ...(hasPage ? [`/docs/${toId(id, 'docs')}`] : []),
  ]),
);

const linksOf = (page: string) => [...read(page).matchAll(/\?path=(\/[\w/-]+)/g)].map(([, path = '']) => path);

describe('Storybook introduction pages', () => {
  for (const page of ['introduction.mdx', 'presentation.mdx']) {
    it(`link to every section and to no missing one: ${page}`, () => {
      const links = linksOf(page);
      assert.deepEqual(
        links.filter((path) => !places.has(path)),
        [],
      );
      const missed = sections.filter(({ id }) => !links.some((path) => path.split('/')[2]?.startsWith(`${id}--`)));
      assert.deepEqual(
        missed.map(({ title }) => title),
        [],
      );
    });
  }

  it('have the same links in both languages', () => {
    assert.deepEqual(linksOf('introduction.mdx'), linksOf('presentation.mdx'));
  });
});
