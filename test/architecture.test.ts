import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, it } from 'vitest';
import ts from 'typescript';

const root = join(import.meta.dirname, '..');

/** A layer may import the layers before it, but no feature. Type imports count too. */
const layers = ['platform', 'model', 'i18n', 'endpoint', 'table-model', 'loading', 'ui'];
/** A feature may import layers, but no other feature. */
const features = [
  'charts',
  'report',
  'table',
  'columns',
  'search',
  'time-frame',
  'email',
  'export',
  'figure-panel',
  'filter',
  'figures',
  'views',
  'testing',
];
/** The folder of the element and of the files that only the element uses: `src` itself. */
const element = '';

interface Import {
  readonly from: string;
  readonly to: string;
}

function sourceFiles(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.[tj]s$/.test(name) && !name.includes('node_modules'))
    .map((name) => join(folder, name));
}

function importsOf(file: string): Import[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(join(root, file), 'utf8'), true, true);
  return importedFiles.map(({ fileName }) => ({
    from: file,
    to: fileName.startsWith('.') ? relative(root, join(root, dirname(file), fileName)) : fileName,
  }));
}

const folderOf = (file: string) => /^src\/([\w-]+)\//.exec(file)?.[1] ?? element;
const isPackage = ({ to }: Import) => !/^(src|service|test|tools)\//.test(to);
const describeImport = ({ from, to }: Import) => `${from} imports ${to}`;

const files = sourceFiles('src');
const imports = files.flatMap(importsOf);
const ownImports = imports.filter((entry) => !isPackage(entry));

function isAllowed({ from, to }: Import): boolean {
  const [own, other] = [folderOf(from), folderOf(to)];
  if (own === other || own === element) return true;
  if (!layers.includes(other)) return false;
  return features.includes(own) || layers.indexOf(other) < layers.indexOf(own);
}

const withoutCycle = new Set<string>();

function findCycle(file: string, path: readonly string[] = []): readonly string[] | undefined {
  if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
  if (withoutCycle.has(file)) return undefined;
  for (const { from, to } of ownImports) {
    const cycle = from === file ? findCycle(to, [...path, file]) : undefined;
    if (cycle) return cycle;
  }
  withoutCycle.add(file);
  return undefined;
}

/** Whether a module, or one that it imports, needs a browser: it renders something. Types need nothing. */
function needsBrowser(file: string): boolean {
  const reached = new Set<string>();
  const visit = (each: string): boolean => {
    if (reached.has(each)) return false;
    reached.add(each);
    const code = ts.transpile(readFileSync(join(root, each), 'utf8'), { verbatimModuleSyntax: true });
    return ts.preProcessFile(code, true, true).importedFiles.some(({ fileName }) => {
      if (fileName.startsWith('.')) return visit(relative(root, join(root, dirname(each), fileName)));
      return /^(?:lit$|lit\/|@lit\/)/.test(fileName);
    });
  };
  return visit(file);
}

/** The modules that the package publishes: hosts use their exports. */
const entries = ['src/index.ts', 'src/define.ts', 'src/testing/testing.ts'];

/** Returns the names that a module exports, and whether each is used if only its file uses it: a type, or the class of a tag. */
function exportsOf(text: string): readonly (readonly [name: string, isForOwnFile: boolean])[] {
  const declarations = text.matchAll(
    /^export (?:abstract |async )?(const|function\*?|class|interface|type) ([\w$]+)/gm,
  );
  const lists = text.matchAll(/^export (?:type )?\{([^}]*)\}/gm);
  return [
    ...[...declarations].map(([, kind = '', name = '']) => [name, /class|interface|type/.test(kind)] as const),
    ...[...lists].flatMap(([, list = '']) =>
      (list.match(/(?!type )\b\w+/g) ?? []).map((name) => [name, false] as const),
    ),
  ];
}

/** Returns the exports whose names are in no file that imports their file. Comments count, which keeps this fast. */
function unusedExports(): readonly string[] {
  const own = ['src', 'service', 'cli', 'tools', 'scripts'].flatMap(sourceFiles);
  const others = ['bench', 'stories', '.storybook', 'test'].flatMap(sourceFiles);
  const used = new Map<string, Set<string>>();
  const textOf = (file: string) => readFileSync(join(root, file), 'utf8');
  const wordsOf = (text: string): readonly string[] => text.match(/[\w$]+/g) ?? [];
  for (const file of [...own, ...others, 'vite.config.ts', 'vitest.config.ts']) {
    const words = wordsOf(textOf(file));
    for (const { to } of importsOf(file)) {
      const names = used.get(to) ?? new Set();
      used.set(to, names);
      for (const word of words) names.add(word);
    }
  }
  return own
    .filter((file) => !entries.includes(file))
    .flatMap((file) => {
      const words = wordsOf(textOf(file));
      const isUsedHere = (name: string) => words.indexOf(name) < words.lastIndexOf(name);
      return exportsOf(textOf(file))
        .filter(([name, isForOwnFile]) => !used.get(file)?.has(name) && !(isForOwnFile && isUsedHere(name)))
        .map(([name]) => `${file}: ${name}`);
    });
}

const filesThatMatch = (pattern: RegExp) =>
  files.filter((file) => pattern.test(readFileSync(join(root, file), 'utf8')));

describe('architecture', () => {
  it('knows every folder of src', () => {
    assert.ok(files.length > 20);
    const known = [...layers, ...features, element];
    assert.deepEqual(
      files.filter((file) => !known.includes(folderOf(file))),
      [],
    );
  });

  it('is described completely: ARCHITECTURE.md lists every folder and file of src', () => {
    const page = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8');
    const listed = [...page.matchAll(/^\| (`[^|]+`) \|/gm)].flatMap(([, names = '']) =>
      [...names.matchAll(/`([^`]+)`/g)].map(([, name]) => name),
    );
    const names = readdirSync(join(root, 'src'));
    assert.deepEqual(
      names.filter((name) => !listed.includes(name)),
      [],
    );
  });

  it('lets layers import earlier layers, and features import layers', () => {
    assert.deepEqual(ownImports.filter((entry) => !isAllowed(entry)).map(describeImport), []);
  });

  it('keeps imports from the service, tests and tools out of src', () => {
    assert.deepEqual(ownImports.filter(({ to }) => !to.startsWith('src/')).map(describeImport), []);
  });

  it('has no import cycle', () => {
    assert.deepEqual(files.map((file) => findCycle(file)).find(Boolean), undefined);
  });

  it('uses lit only where something is rendered', () => {
    const users = imports.filter(({ to }) => /^(lit$|lit\/|@lit\/)/.test(to)).map(({ from }) => from);
    const mayUseLit = (file: string) =>
      /^src\/i18n\/[\w-]+-controller.ts$/.test(file) ||
      ['loading', 'ui', ...features, element].includes(folderOf(file));
    assert.deepEqual(
      users.filter((file) => !mayUseLit(file)),
      [],
    );
  });

  it('uses its own decorators, which are smaller than those of lit', () => {
    const users = imports.filter(({ to }) => /^lit\/decorators/.test(to));
    assert.deepEqual(users.map(describeImport), []);
  });

  it('imports no package that is not a dependency', () => {
    const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
    };
    const names = imports.filter(isPackage).map(({ to }) => /^(@[^/]+\/)?[^/]+/.exec(to)?.[0] ?? to);
    assert.deepEqual([...new Set(names)].sort(), Object.keys(dependencies).sort());
  });

  it('has no export that no other file uses', () => {
    assert.deepEqual(unusedExports(), []);
  });

  it('fetches in one file', () => {
    assert.deepEqual(filesThatMatch(/(?<![#.\w])fetch\(/), ['src/endpoint/http-request.ts']);
  });

  it('reads the clock in one file', () => {
    assert.deepEqual(filesThatMatch(/new Date\(\)|Date\.now\(\)/), ['src/host-properties.ts']);
  });

  it('lets the command line import only layers without lit, and the steps of explanations', () => {
    /** Whether an explanation adds up is a question that the element answers. */
    const isOfExplanations = (to: string) =>
      /^src\/figure-panel\/(explanation|figure-steps)\.ts$/.test(to) && !needsBrowser(to);
    const taken = sourceFiles('cli')
      .flatMap(importsOf)
      .filter(({ to }) => !/^(cli\/|node:|src\/(platform|model|endpoint)\/)/.test(to) && !isOfExplanations(to));
    assert.deepEqual(taken.map(describeImport), []);
  });

  it('lets the service import only pure modules and the types of the endpoint', () => {
    const isPure = (file: string) =>
      folderOf(file) === 'model' ||
      /^src\/endpoint\/([\w-]+-)?contract\.ts$/.test(file) ||
      ['src/table-model/diacritic-folding.ts', 'src/platform/json-object.ts', 'src/platform/similar-names.ts'].includes(
        file,
      ) ||
      // Each side parses HTML itself: the element with the browser, the service with a library.
      (file.startsWith('src/email/sanitizer/') && file !== 'src/email/sanitizer/parse-email-html.ts');
    /** Emails show the same figures as the element, so its code makes them: everything from the contract to a file. */
    const isForEmails = (from: string, to: string) =>
      from.startsWith('service/deliver/') &&
      (['platform', 'i18n', 'endpoint', 'table-model', 'export', 'figures', 'ui'].includes(folderOf(to)) ||
        to === 'src/views/view-parameters.ts') &&
      !needsBrowser(to);
    const taken = sourceFiles('service')
      .flatMap(importsOf)
      // Tests compare the service with the element.
      .filter(({ from, to }) => to.startsWith('src/') && !from.startsWith('service/test/'));
    assert.deepEqual(taken.filter(({ from, to }) => !isPure(to) && !isForEmails(from, to)).map(describeImport), []);
  });
});
