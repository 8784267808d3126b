/**
 * Builds the service for plain Node.js into `dist-service`: `npm run build:service -- [folder]`.
 *
 * The folder has its own package.json and package-lock.json with only the packages that the service needs. On the machine that
 * runs it: `npm ci`, then `node service/cli.js`. See docs/decisions/030.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { basename, join, resolve } from 'node:path';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = join(import.meta.dirname, '..');

type Versions = Readonly<Record<string, string>>;

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly engines?: Versions;
  readonly dependencies: Versions;
}

/** A package in a lock file. Other fields are copied. */
interface LockedPackage {
  readonly version?: string;
  readonly dependencies?: Versions;
  readonly optionalDependencies?: Versions;
}

interface LockFile {
  readonly lockfileVersion: number;
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(join(root, path), 'utf8'));
}

function filesIn(folder: string, extension: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith(extension) && !name.includes('node_modules'),
  );
}

/** Returns the names of the packages that the built files import. */
function importedPackages(folder: string): string[] {
  const specifiers = filesIn(folder, '.js').flatMap((name) =>
    ts.preProcessFile(readFileSync(join(folder, name), 'utf8'), true, true).importedFiles.map((each) => each.fileName),
  );
  const packages = specifiers.filter((specifier) => !specifier.startsWith('.') && !isBuiltin(specifier));
  const names = packages.map((specifier) => specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/'));
  return [...new Set(names)].sort();
}

/** The packages of the service, and those that modules of `src` bring along. */
function runtimeDependencies(folder: string): Versions {
  const [element, service] = ['package.json', 'service/package.json'].map((path) => readJson(path) as Manifest);
  const versions: Versions = { ...element?.dependencies, ...service?.dependencies };
  return Object.fromEntries(
    importedPackages(folder).map((name) => {
      const version = versions[name];
      if (version === undefined) throw new Error(`${name} is missing in the dependencies of service/package.json.`);
      return [name, version];
    }),
  );
}

/** Finds a package as Node.js does: in the folder of the package that needs it, then in those above. */
function locate(packages: LockFile['packages'], from: string, name: string): string | undefined {
  for (let folder = from; ; folder = folder.replace(/(?:^|\/?node_modules\/(?:@[^/]+\/)?)[^/]+$/, '')) {
    const path = `${folder}${folder && '/'}node_modules/${name}`;
    if (packages[path]) return path;
    if (folder === '') return undefined;
  }
}

/** Reduces the project's lock file to the packages that a manifest needs, with the same versions and checksums. */
export function lockFor(manifest: Manifest, lock = readJson('package-lock.json') as LockFile) {
  const found = new Map<string, string>();
  const visit = (from: string, { dependencies = {}, optionalDependencies = {} }: LockedPackage): void => {
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
      const source = locate(lock.packages, from, name);
      // npm ci also refuses a lock file without the packages for other operating systems.
      if (!source) throw new Error(`${name} is missing in package-lock.json.`);
      const target = source.replace(/^service\//, '');
      const other = found.get(target);
      if (other === source) continue;
      if (other) throw new Error(`${name} is in package-lock.json twice: ${source} and ${other}.`);
      found.set(target, source);
      visit(source, lock.packages[source] ?? {});
    }
  };
  visit('service', manifest);
  const entries = [...found].sort().map(([target, source]) => [target, lock.packages[source]] as const);
  const { name, version, license, engines, dependencies } = manifest;
  const own: object = { name, version, license, engines, dependencies };
  const packages: Readonly<Record<string, object | undefined>> = { '': own, ...Object.fromEntries(entries) };
  return { name, version, lockfileVersion: lock.lockfileVersion, requires: true, packages };
}

/** Writes the built service into a folder. Other files there stay, such as installed packages. */
export function buildService(folder: string): void {
  for (const name of ['deploy', 'service', 'src']) rmSync(join(folder, name), { recursive: true, force: true });
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  execFileSync(process.execPath, [tsc, '-p', join(root, 'service/tsconfig.build.json'), '--outDir', folder], {
    stdio: 'inherit',
  });
  for (const name of filesIn(join(root, 'service'), '.sql')) {
    cpSync(join(root, 'service', name), join(folder, 'service', name));
  }
  cpSync(join(root, 'LICENSE'), join(folder, 'LICENSE'));
  // The container file builds the service itself, so it is of no use here.
  cpSync(join(root, 'service/deploy'), join(folder, 'deploy'), {
    recursive: true,
    filter: (path) => !basename(path).startsWith('Containerfile'),
  });
  const manifest = {
    ...(readJson('service/package.json') as Manifest),
    // The commands that messages name, such as npm run service -- import, work here too.
    scripts: { service: 'node service/cli.js' },
    dependencies: runtimeDependencies(folder),
    // They are not in the lock file.
    devDependencies: undefined,
  };
  const write = (file: string, value: object): void =>
    writeFileSync(join(folder, file), `${JSON.stringify(value, null, 2)}\n`);
  write('package.json', manifest);
  write('package-lock.json', lockFor(manifest));
  cpSync(join(root, '.npmrc'), join(folder, '.npmrc'));
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const folder = resolve(process.env['INIT_CWD'] ?? '.', argv[2] ?? join(root, 'dist-service'));
  mkdirSync(folder, { recursive: true });
  buildService(folder);
  console.log(`The service is in ${folder}. Install its packages there: npm ci`);
}
