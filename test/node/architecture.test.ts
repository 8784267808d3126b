import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, it } from 'node:test';
import ts from 'typescript';

const root = join(import.meta.dirname, '..', '..');

/** A room may import rooms of lower floors, and itself. Type imports obey too. */
const floorOf: Record<string, number> = {
  model: 0,
  data: 1,
  text: 1,
  view: 1,
  preview: 1,
  controllers: 2,
  elements: 3,
  '': 4,
};

interface Import {
  readonly from: string;
  readonly to: string;
}

function sourceFiles(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.includes('node_modules'))
    .map((name) => join(folder, name));
}

function importsOf(file: string): Import[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(join(root, file), 'utf8'), true, true);
  return importedFiles.map(({ fileName }) => ({
    from: file,
    to: fileName.startsWith('.') ? relative(root, join(root, dirname(file), fileName)) : fileName,
  }));
}

const roomOf = (file: string) => /^src\/(\w+)\//.exec(file)?.[1] ?? '';
const isPackage = ({ to }: Import) => !to.startsWith('src/') && !to.startsWith('service/');
const shown = ({ from, to }: Import) => `${from} imports ${to}`;

const files = sourceFiles('src');
const imports = files.flatMap(importsOf);

function isBreach({ from, to }: Import): boolean {
  const [own, other] = [roomOf(from), roomOf(to)];
  if (own === other) return false;
  return (floorOf[other] ?? Infinity) >= (floorOf[own] ?? -1);
}

const withoutCircle = new Set<string>();

function findCircle(file: string, path: readonly string[] = []): readonly string[] | undefined {
  if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
  if (withoutCircle.has(file)) return undefined;
  for (const { from, to } of imports) {
    if (from !== file || !to.startsWith('src/')) continue;
    const circle = findCircle(to, [...path, file]);
    if (circle) return circle;
  }
  withoutCircle.add(file);
  return undefined;
}

describe('the house', () => {
  it('has files to look at, all in rooms that are known', () => {
    assert.ok(files.length > 20);
    assert.deepEqual(
      files.filter((file) => !(roomOf(file) in floorOf)),
      [],
    );
  });

  it('lets a room import lower floors alone', () => {
    assert.deepEqual(
      imports
        .filter((entry) => !isPackage(entry))
        .filter(isBreach)
        .map(shown),
      [],
    );
  });

  it('never imports the service', () => {
    assert.deepEqual(imports.filter(({ to }) => to.startsWith('service/')).map(shown), []);
  });

  it('has no circles', () => {
    assert.deepEqual(files.map((file) => findCircle(file)).find(Boolean), undefined);
  });

  it('uses lit in controllers and elements alone', () => {
    const users = imports.filter(({ to }) => /^(lit$|lit\/|@lit\/)/.test(to)).map(({ from }) => roomOf(from));
    assert.deepEqual([...new Set(users)].sort(), ['controllers', 'elements']);
  });

  it('imports no other packages than its dependencies', () => {
    const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
    };
    const names = imports.filter(isPackage).map(({ to }) => /^(@[^/]+\/)?[^/]+/.exec(to)?.[0] ?? to);
    assert.deepEqual([...new Set(names)].sort(), Object.keys(dependencies).sort());
  });

  const users = (pattern: RegExp) => files.filter((file) => pattern.test(readFileSync(join(root, file), 'utf8')));

  it('fetches in one file', () => {
    assert.deepEqual(users(/\bfetch\(/), ['src/data/ask.ts']);
  });

  it('reads the clock in one place', () => {
    assert.deepEqual(users(/new Date\(\)|Date\.now\(\)/), ['src/elements/campaign-email-report.ts']);
  });

  it('is a service that takes nothing from the element but pure data and types', () => {
    const taken = sourceFiles('service')
      .flatMap(importsOf)
      .filter(({ to }) => to.startsWith('src/'));
    // Reading HTML is left to a parser: the browser's in the element, one of the standard in the service.
    const isPure = ({ to }: Import) => roomOf(to) === 'preview' && to !== 'src/preview/read-email.ts';
    const allowed = (entry: Import) =>
      roomOf(entry.to) === 'model' || entry.to === 'src/data/contract.ts' || isPure(entry);
    assert.deepEqual(taken.filter((entry) => !allowed(entry)).map(shown), []);
  });
});
