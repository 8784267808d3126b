/** Builds the package: ES modules, the module for a script tag, type declarations, and descriptions for editors. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { build } from 'vite';
import { createManifest, findElement, writeManifest } from './manifest.js';

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
  const chunks = readdirSync(join(dist, 'standalone'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.js'))
    .map((name) => name.replaceAll('\\', '/'));
  const files = ['campaign-email-report.js', ...chunks.map((name) => `standalone/${name}`)];
  const hash = (file) =>
    createHash('sha384')
      .update(readFileSync(join(dist, file)))
      .digest('base64');
  const entries = files.map((file) => [file, `sha384-${hash(file)}`]);
  writeFileSync(join(dist, 'integrity.json'), `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`);
}

/** Writes the names that the React component needs on the server, where the element does not exist. */
async function writeNames(manifest) {
  const { CampaignEmailReport } = await import(pathToFileURL(join(dist, 'index.js')));
  CampaignEmailReport.finalize();
  const own = [...CampaignEmailReport.elementProperties].filter(([, { state }]) => !state);
  const attributeOf = (name, { attribute }) => (typeof attribute === 'string' ? attribute : name.toLowerCase());
  const attributes = own
    .filter(([, { attribute }]) => attribute !== false)
    .map(([name, options]) => [name, attributeOf(name, options)]);
  const properties = own.filter(([, { attribute }]) => attribute === false).map(([name]) => name);
  const handlerOf = (type) => `on-${type}`.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
  const events = findElement(manifest).events.map(({ name }) => [handlerOf(name), name]);
  const constant = (name, value) => `export const ${name} = ${JSON.stringify(value)};\n`;
  const text =
    constant('attributes', Object.fromEntries(attributes)) +
    constant('properties', properties) +
    constant('events', Object.fromEntries(events));
  writeFileSync(join(dist, 'names.js'), text);
}

await build({ logLevel: 'error' });
await build({ logLevel: 'error', mode: 'standalone' });
writeIntegrity();
execFileSync('npx', ['tsc', '-p', 'tsconfig.build.json'], { stdio: 'inherit' });
deleteUnreachableTypes();
const manifest = createManifest();
writeManifest('dist', manifest);
await writeNames(manifest);
