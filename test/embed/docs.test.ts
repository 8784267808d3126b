import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, describe, it } from 'node:test';
import { parseTemplate } from '@angular/compiler';
import { compile } from 'svelte/compiler';
import ts from 'typescript';
import { compileScript, compileTemplate, parse } from 'vue/compiler-sfc';
import { makeReference, makeScenarios } from '../../scripts/reference.js';
import { columnIds } from '../../src/model/columns.ts';
import { namedTimeFrames } from '../../src/model/time-frame.ts';
import { root } from './site.ts';

const docs = join(root, 'docs');
// Inside the project, so that the package is found by its name and the frameworks' types by theirs.
const scratch = join(root, '.cache', 'docs');

/** The pieces of code of a page, by their language. */
function codeOf(page: string, language: string): string[] {
  const text = readFileSync(join(docs, page), 'utf8');
  return [...text.matchAll(/```(\w+)\n([\s\S]*?)```/g)].flatMap(([, tag, code]) =>
    tag === language && code ? [code] : [],
  );
}

/** What the TypeScript compiler says to pieces of code, in a host's usual settings. */
function typeErrors(name: string, pieces: readonly string[]): string[] {
  mkdirSync(scratch, { recursive: true });
  const files = pieces.map((_, index) => join(scratch, `${name}-${index}`.replace(/(\.tsx?)-(\d+)$/, '-$2$1')));
  files.forEach((file, index) => writeFileSync(file, pieces[index] ?? ''));
  const program = ts.createProgram(files, {
    noEmit: true,
    strict: true,
    skipLibCheck: true,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    jsx: ts.JsxEmit.ReactJSX,
    experimentalDecorators: true,
    types: [],
  });
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ file, messageText }) => `${file?.fileName ?? ''}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`);
}

describe('the code in the docs', () => {
  after(() => rmSync(scratch, { recursive: true, force: true }));

  it('is right in React: its properties and events have types', () => {
    const pieces = [...codeOf('react.md', 'ts'), ...codeOf('react.md', 'tsx')];
    assert.equal(pieces.length, 3);
    assert.deepEqual(typeErrors('react.tsx', pieces), []);
  });

  it('is held to those types: a misspelt property and a wrong event are refused', () => {
    const wrong = [
      `import 'campaign-email-report/react'; export const a = <campaign-email-report timeframe={1} />;`,
      `import 'campaign-email-report/react'; export const b = <campaign-email-report onview-change={(event: string) => event} />;`,
    ];
    assert.equal(typeErrors('wrong.tsx', wrong).length, 2);
  });

  it('is right in Vue', () => {
    const [code = ''] = codeOf('vue.md', 'vue');
    const { descriptor, errors } = parse(code);
    const isCustomElement = (tag: string) => tag === 'campaign-email-report';
    const script = compileScript(descriptor, { id: 'docs' });
    const template = compileTemplate({
      ...{ id: 'docs', filename: 'docs.vue', source: descriptor.template?.content ?? '' },
      compilerOptions: { isCustomElement, ...(script.bindings && { bindingMetadata: script.bindings }) },
    });
    assert.deepEqual([...errors, ...template.errors], []);
    assert.match(template.code, /campaign-email-report/);
    assert.deepEqual(typeErrors('vue.ts', [descriptor.scriptSetup?.content ?? '']), []);
  });

  it('is right in Angular', () => {
    const [code = ''] = codeOf('angular.md', 'ts');
    assert.deepEqual(typeErrors('angular.ts', [code]), []);
    const template = /template: `([\s\S]*?)`/.exec(code)?.[1] ?? '';
    assert.ok(template.includes('campaign-email-report'));
    assert.deepEqual(parseTemplate(template, 'docs.html').errors ?? [], []);
  });

  it('is right in tests of a host page', () => {
    const playwright = `declare module '@playwright/test' {
      import type { Locator, Page } from 'playwright-core';
      export type { Page };
      export function test(title: string, body: (fixtures: { page: Page }) => Promise<void>): void;
      export function expect(locator: Locator): { toBeVisible(): Promise<void> };
    }`;
    const pieces = codeOf('testing.md', 'ts');
    assert.equal(pieces.length, 3);
    assert.deepEqual(typeErrors('testing.ts', [...pieces, playwright]), []);
  });

  it('is right in Svelte', () => {
    const [code = ''] = codeOf('svelte.md', 'svelte');
    const { js, warnings } = compile(code, { filename: 'Docs.svelte', generate: 'client' });
    assert.match(js.code, /campaign-email-report/);
    assert.deepEqual(
      warnings.map(({ message }) => message),
      [],
    );
  });

  it('names everything of the element, as its doc comments do (npm run docs)', () => {
    assert.equal(readFileSync(join(docs, 'element.md'), 'utf8'), makeReference());
  });

  it('names every scenario (npm run docs)', async () => {
    assert.equal(readFileSync(join(docs, 'scenarios.md'), 'utf8'), await makeScenarios());
  });

  it('names every time frame and every column', () => {
    const read = (page: string) => readFileSync(join(docs, page), 'utf8');
    const isNamed = (text: string) => (name: string) => text.includes(`\`${name}\``);
    assert.deepEqual(
      namedTimeFrames.filter((name) => !isNamed(read('element.md'))(name)),
      [],
    );
    assert.deepEqual(
      columnIds.filter((id) => !isNamed(read('endpoint.md'))(id)),
      [],
    );
  });

  it('links to what is there', () => {
    const pages = readdirSync(docs, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md'));
    const dead = ['README.md', ...pages.map((page) => join('docs', page))].flatMap((page) => {
      const text = readFileSync(join(root, page), 'utf8');
      return [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)]
        .map(([, target = '']) => join(root, dirname(page), target))
        .filter((target) => !existsSync(target))
        .map((target) => `${page} → ${target}`);
    });
    assert.deepEqual(dead, []);
  });
});
