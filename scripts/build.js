/** Builds the package: ES modules, the module for a script tag, type declarations, and descriptions for editors. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { build } from 'vite';
import { writeManifest } from './manifest.js';

const dist = join(import.meta.dirname, '..', 'dist');
const types = join(dist, 'types');
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

/** Writes the values for `integrity` attributes and import maps, by file. */
function writeIntegrity() {
  const chunks = readdirSync(join(dist, 'standalone')).filter((name) => name.endsWith('.js'));
  const files = ['campaign-email-report.js', ...chunks.map((name) => `standalone/${name}`)];
  const hash = (file) =>
    createHash('sha384')
      .update(readFileSync(join(dist, file)))
      .digest('base64');
  const entries = files.map((file) => [file, `sha384-${hash(file)}`]);
  writeFileSync(join(dist, 'integrity.json'), `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`);
}

await build({ logLevel: 'error' });
await build({ logLevel: 'error', mode: 'standalone' });
writeIntegrity();
execFileSync('npx', ['tsc', '-p', 'tsconfig.build.json'], { stdio: 'inherit' });
deleteUnreachableTypes();
writeManifest('dist');
