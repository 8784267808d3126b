import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { compile } from 'svelte/compiler';
import { render } from 'svelte/server';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { typeErrors } from './example-types.ts';
import { examplesOf } from './markdown.ts';
import { root } from './site.ts';

const folder = join(root, '.cache', 'templates');
const write = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

beforeAll(() => mkdirSync(folder, { recursive: true }));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a template of Vue', () => {
  const vueErrors = (template: string) => {
    write(
      'App.vue',
      `<script setup lang="ts">import 'campaign-email-report/vue';</script><template>${template}</template>`,
    );
    const compilerOptions = {
      strict: true,
      exactOptionalPropertyTypes: true,
      skipLibCheck: true,
      noEmit: true,
      types: [],
    };
    const modules = { module: 'esnext', moduleResolution: 'bundler', target: 'es2022', lib: ['es2023', 'dom'] };
    const vueCompilerOptions = { strictTemplates: true };
    const options = { compilerOptions: { ...compilerOptions, ...modules }, vueCompilerOptions, include: ['App.vue'] };
    const config = write('tsconfig.json', JSON.stringify(options));
    return spawnSync('npx', ['vue-tsc', '-p', config], { cwd: root, encoding: 'utf8' }).stdout;
  };

  it('may fill slots and set properties under strictTemplates', () => {
    const slots = `<h2 slot="heading">A</h2><p slot="empty">B</p>`;
    const bindings = `:timeFrame="undefined" @view-change="(event) => event.detail.timeFrame.length"`;
    assert.equal(vueErrors(`<campaign-email-report ${bindings}>${slots}</campaign-email-report>`), '');
  });

  it('may not set unknown properties', () => {
    assert.match(vueErrors(`<campaign-email-report :timeframe="'today'" />`), /error TS/);
  });
});

describe('a template of Svelte', () => {
  it('has no token in the HTML of a server, as the docs describe', async () => {
    const example = examplesOf('docs/svelte.md').find(({ code }) => code.includes('token'));
    const code = (example?.code ?? '').replace("import 'campaign-email-report/define';", '');
    const file = write('Docs.js', compile(code, { generate: 'server', filename: 'Docs.svelte' }).js.code);
    const { default: component } = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as {
      default: Parameters<typeof render>[0];
    };
    const { body } = await render(component, { props: {} });
    assert.match(body, /<campaign-email-report><\/campaign-email-report>/);
  });

  it('may not set functions and objects as attributes', () => {
    const types = (attributes: string) =>
      `import 'campaign-email-report/svelte'; import type { SvelteHTMLElements } from 'svelte/elements';
      export const tag: SvelteHTMLElements['campaign-email-report'] = ${attributes};`;
    const errors = typeErrors([
      { language: 'ts', code: types(`{ timeFrame: 'today', headingLevel: undefined, class: 'a' }`) },
      { language: 'ts', code: types(`{ token: () => 'a' }`) },
      { language: 'ts', code: types(`{ requestInit: {} }`) },
    ]);
    assert.deepEqual(
      errors.map(({ length }) => length),
      [0, 1, 1],
    );
  });
});
