import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The projects that Vitest runs, and the folders of their tests. All other tests are of the project `element`: Web Test
 * Runner runs them in a browser.
 */
const folders = {
  /** Tests that need no DOM: the pure layers of `src`. Files directly in `test` belong here too. */
  node: [
    'test/platform',
    'test/model',
    'test/table-model',
    'test/i18n',
    'test/endpoint',
    'test/export',
    'test/sample',
    'test/views',
    'test/cli',
    'test/charts',
  ],
  /** Tests of the reference service. */
  service: ['service/test'],
  /** Tests that start a browser. Those of the built package need `npm run build`. */
  package: ['test/embed', 'test/engines'],
  /** Each story is a test. */
  stories: ['stories'],
};

/** Files in these folders that need a browser: their subjects use its frames, a service worker, its collation or the element. */
const browserFiles = [
  'test/charts/development-panel.test.ts',
  'test/endpoint/fetch-report.test.ts',
  'test/endpoint/fetch-report-network.test.ts',
  'test/endpoint/retry.test.ts',
  'test/export/share-menu.test.ts',
  'test/table-model/sorting/sorting.test.ts',
  'test/views/kept-views.test.ts',
  'test/views/views-menu.test.ts',
];

/** @typedef {keyof typeof folders} VitestProject */

/**
 * The test files of a project, as Vitest wants them.
 *
 * @param {VitestProject} project
 * @returns {{ include: string[], exclude: string[] }}
 */
export function vitestFiles(project) {
  const include = folders[project].map((folder) => `${folder}/**/*.test.ts`);
  if (project === 'node') include.push('test/*.test.ts');
  return { include, exclude: browserFiles };
}

/**
 * The test files whose path contains one of the words, by project.
 *
 * @param {readonly string[]} [words]
 * @returns {Partial<Record<VitestProject | 'element', string[]>>}
 */
export function findTestFiles(words = ['']) {
  const found = {};
  const roots = ['test', 'service/test', 'stories'];
  const files = roots.flatMap((root) => readdirSync(root, { recursive: true }).map((name) => join(root, name)));
  for (const file of files.filter((name) => /\.(test|stories)\.ts$/.test(name)).sort()) {
    if (words.some((word) => file.includes(word))) (found[projectOf(file)] ??= []).push(file);
  }
  return found;
}

/** @param {string} file */
function projectOf(file) {
  if (browserFiles.includes(file)) return 'element';
  if (/^test\/[^/]+$/.test(file)) return 'node';
  const [project] =
    Object.entries(folders).find(([, own]) => own.some((folder) => file.startsWith(`${folder}/`))) ?? [];
  return project ?? 'element';
}
