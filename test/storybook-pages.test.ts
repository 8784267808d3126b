import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'vitest';
import { toId } from 'storybook/internal/csf';

const folder = join(import.meta.dirname, '..', 'stories');
const read = (name: string) => readFileSync(join(folder, name), 'utf8');
const files = readdirSync(folder).filter((name) => name.endsWith('.stories.ts'));

/** The sections of the sidebar, one per file of stories. */
const sections = files.map((name) => {
  const text = read(name);
  const [, title = ''] = /title: '([^']+)'/.exec(text) ?? [];
  const stories = [...text.matchAll(/^export const (\w+)/gm)].map(([, story = '']) => story);
  return { title, stories, hasPage: !text.includes("'!autodocs'") };
});

const places = new Set(
  sections.flatMap(({ title, stories, hasPage }) => [
    ...stories.map((story) => `/story/${toId(title, story.replace(/([a-z])([A-Z0-9])/g, '$1 $2'))}`),
    ...(hasPage ? [`/docs/${toId(title, 'docs')}`] : []),
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
      const missed = sections.filter(
        ({ title }) => !links.some((path) => path.split('/')[2]?.startsWith(`${toId(title)}--`)),
      );
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
