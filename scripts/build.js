/** Builds the package: ES modules, the module for a script tag, type declarations, and descriptions for editors. */
import { execFileSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { build } from 'vite';
import { writeManifest } from './manifest.js';

const types = join(import.meta.dirname, '..', 'dist', 'types');
const typeEntries = ['index.d.ts', 'define.d.ts', 'testing/testing.d.ts'];

/** Deletes the type declarations that no entry of the package refers to. */
function deleteUnreachableTypes() {
  const options = { module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler, types: [] };
  const program = ts.createProgram(
    typeEntries.map((entry) => join(types, entry)),
    options,
  );
  const reachable = new Set(program.getSourceFiles().map(({ fileName }) => fileName));
  for (const name of readdirSync(types, { recursive: true, encoding: 'utf8' })) {
    const file = join(types, name);
    if (/\.d\.ts(\.map)?$/.test(name) && !reachable.has(file.replace(/\.map$/, ''))) rmSync(file);
  }
}

await build({ logLevel: 'error' });
await build({ logLevel: 'error', mode: 'standalone' });
execFileSync('npx', ['tsc', '-p', 'tsconfig.build.json'], { stdio: 'inherit' });
deleteUnreachableTypes();
writeManifest('dist');
