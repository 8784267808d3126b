import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'vitest';
import { makeReference, makeScenarios } from '../../scripts/reference.js';
import { builtInColumns } from '../../src/model/columns.ts';
import { namedTimeFrames } from '../../src/model/time-frame.ts';
import { calls, links, scripts } from '../email/sanitizer/attacks.ts';
import { optionsOf } from './example-commands.ts';
import { anchorsOf, linksOf, pages, readPage } from './markdown.ts';
import { root } from './site.ts';

const { scripts: commands } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>;
};

/** Their examples are not run: `pages` does not contain them. */
const pagesForContributors = ['ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md'];

/** The options in the tables of a page, below a heading. */
function optionsIn(page: string, heading: string): string[] {
  const [, section = ''] = readPage(page).split(`\n## ${heading}\n`);
  const [text = ''] = section.split('\n## ');
  const firstCells = [...text.matchAll(/^\| (`--[^|]+)\|/gm)].map(([, cell = '']) => cell);
  return firstCells.flatMap((cell) => [...cell.matchAll(/`(--[a-z-]+)/g)].map(([, option = '']) => option)).sort();
}

describe('the docs', () => {
  it('have an up-to-date API reference (npm run docs)', () => {
    assert.equal(readPage('docs/element.md'), makeReference());
  });

  it('have an up-to-date list of scenarios (npm run docs)', async () => {
    assert.equal(readPage('docs/scenarios.md'), await makeScenarios());
  });

  it('name every time frame and every column', () => {
    const missingIn = (page: string, names: readonly string[]) => {
      const text = readPage(page);
      return names.filter((name) => !text.includes(`\`${name}\``));
    };
    assert.deepEqual(missingIn('docs/element.md', namedTimeFrames), []);
    assert.deepEqual(missingIn('docs/endpoint.md', builtInColumns.ids), []);
  });

  it('name every option of the service', () => {
    for (const command of ['import', 'remove', 'serve']) {
      const heading = `${command.charAt(0).toUpperCase()}${command.slice(1)}`;
      const options = new Set([...optionsOf('service', command), '--help']);
      assert.deepEqual(optionsIn('docs/service.md', heading), [...options].sort(), command);
    }
    const options = new Set([...optionsOf('service', 'deliver'), '--help']);
    assert.deepEqual(optionsIn('docs/subscriptions.md', 'Options'), [...options].sort());
  });

  it('name every option of the check', () => {
    const { stdout } = spawnSync(process.execPath, ['dist/cli.js', '--help'], { cwd: root, encoding: 'utf8' });
    assert.deepEqual(optionsIn('docs/check.md', 'Options'), [...new Set(stdout.match(/--[a-z-]+/g))].sort());
  });

  it('count every attack on the preview', () => {
    const [, section = ''] = readPage('docs/preview.md').split('\n## How it is tested\n');
    const counts = [...section.matchAll(/^\| [^|]+ \| (\d+) \|$/gm)].map(([, count]) => Number(count));
    const sum = counts.reduce((total, count) => total + count, 0);
    assert.equal(sum, calls.length + scripts.length + Object.keys(links).length);
  });

  it('name no npm script that does not exist', () => {
    // Decisions are history, and may name scripts that are gone.
    const current = pages.filter((page) => !page.startsWith('docs/decisions/'));
    const named = current.flatMap((page) =>
      [...readPage(page).matchAll(/npm run (?:--?\S+ )?([\w:-]+)/g)].map(([, name = '']) => ({ page, name })),
    );
    assert.ok(named.length > 10);
    assert.deepEqual(
      named.filter(({ name }) => !Object.hasOwn(commands, name)).map(({ page, name }) => `${page}: ${name}`),
      [],
    );
  });

  it('name no source file that does not exist', () => {
    const files = ['src', 'test', 'service', 'scripts', 'tools', 'bench', 'stories', 'warehouse'].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => !name.includes('node_modules'))
        .map((name) => `/${folder}/${name}`),
    );
    const named = [...pages, ...pagesForContributors].flatMap((page) =>
      [...readPage(page).matchAll(/`([\w./-]+\.(?:ts|js|sql))`/g)].map(([, name = '']) => ({ page, name })),
    );
    assert.ok(named.length > 50);
    const exists = (name: string) =>
      existsSync(join(root, name)) ||
      existsSync(join(root, 'dist', name)) ||
      files.some((file) => file.endsWith(`/${name}`));
    assert.deepEqual(
      named.filter(({ name }) => !exists(name)).map(({ page, name }) => `${page}: ${name}`),
      [],
    );
  });

  it('link only to pages and headings that exist', () => {
    const dead = [...pages, ...pagesForContributors].flatMap((page) =>
      linksOf(page)
        .filter(({ target, anchor }) => {
          if (!existsSync(join(root, target))) return true;
          return anchor !== '' && target.endsWith('.md') && !anchorsOf(target).has(anchor);
        })
        .map(({ target, anchor }) => `${page} → ${target}#${anchor}`),
    );
    assert.deepEqual(dead, []);
  });
});
