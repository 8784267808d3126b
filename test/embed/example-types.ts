import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { root } from './site.ts';

/** Inside the project, so that the package is found by its name and the frameworks' types by theirs. */
const cache = join(root, '.cache');

const options: ts.CompilerOptions = {
  noEmit: true,
  skipLibCheck: true,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  moduleDetection: ts.ModuleDetectionKind.Force,
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
  jsx: ts.JsxEmit.ReactJSX,
  experimentalDecorators: true,
  types: [],
};

/** Modules that examples import and whose types are not available: uninstalled packages, and Node.js. */
const otherModules = `
declare module 'node:fs' {
  export function readFileSync(file: string, encoding: 'utf8'): string;
}
declare module 'pg' {
  class Pool {
    query(sql: string, values: unknown[]): Promise<{ rows: unknown[] }>;
  }
  const pg: { Pool: typeof Pool };
  export default pg;
}
declare module '@playwright/test' {
  import type { Locator, Page } from 'playwright-core';
  export type { Page };
  export function test(title: string, body: (fixtures: { page: Page }) => Promise<void>): void;
  export function expect(locator: Locator): { toBeVisible(): Promise<void> };
}
declare module '@vitejs/plugin-vue' {
  interface Options {
    template?: { compilerOptions?: { isCustomElement?: (tag: string) => boolean } };
  }
  export default function vue(options?: Options): { name: string };
}
declare function $state<Value>(value: Value): Value;
`;

/** A module to check, as `ts`, `tsx` or `js`. */
export interface Code {
  readonly language: 'ts' | 'tsx' | 'js';
  readonly code: string;
}

/**
 * Type-checks modules with the usual settings of a host: TypeScript is strict; JavaScript is checked by inference, and a
 * query may return null.
 * @returns the errors of each module
 */
export function typeErrors(modules: readonly Code[]): string[][] {
  mkdirSync(cache, { recursive: true });
  // Test files run at the same time.
  const scratch = mkdtempSync(join(cache, 'examples-'));
  const write = (name: string, text: string) => {
    writeFileSync(join(scratch, name), text);
    return join(scratch, name);
  };
  try {
    const files = modules.map(({ language, code }, index) => write(`example-${index}.${language}`, code));
    const ambient = [
      // Declarations of modules are only global in a file that is a script.
      write('modules.d.ts', otherModules),
      write('element.ts', "import 'campaign-email-report/define';"),
    ];
    const isScript = (file: string) => file.endsWith('.js');
    const programs = [
      ts.createProgram([...files.filter((file) => !isScript(file)), ...ambient], { ...options, strict: true }),
      ts.createProgram([...files.filter(isScript), ...ambient], {
        ...options,
        allowJs: true,
        checkJs: true,
        strict: false,
      }),
    ];
    const diagnostics = programs.flatMap((program) => ts.getPreEmitDiagnostics(program));
    const elsewhere = diagnostics.filter(({ file }) => !files.includes(file?.fileName ?? ''));
    if (elsewhere.length > 0) throw new Error(elsewhere.map(textOf).join('\n'));
    return files.map((name) => diagnostics.filter(({ file }) => file?.fileName === name).map(textOf));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function textOf({ file, start = 0, messageText }: ts.Diagnostic): string {
  const line = file ? ts.getLineAndCharacterOfPosition(file, start).line + 1 : 0;
  return `line ${line}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
}
