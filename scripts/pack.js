/**
 * Makes the tarball to publish, `campaign-email-report-<version>.tgz`, from the built package: `npm run pack`.
 * Its package.json does not have the fields that only this repository needs.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';

const root = join(import.meta.dirname, '..');
const repositoryFields = ['workspaces', 'scripts', 'devDependencies', 'overrides'];

/** @returns {string[]} the paths of the files that npm publishes */
function publishedFiles() {
  const output = execFileSync('npm', ['pack', '--dry-run', '--json'], { cwd: root, encoding: 'utf8' });
  return JSON.parse(output)[0].files.map(({ path }) => path);
}

/** Replaces the content of a folder with the published files. */
export function stagePackage(folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const path of publishedFiles()) cpSync(join(root, path), join(folder, path));
  const fields = Object.entries(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
  const published = Object.fromEntries(fields.filter(([name]) => !repositoryFields.includes(name)));
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(published, null, 2)}\n`);
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const folder = mkdtempSync(join(tmpdir(), 'campaign-email-report-'));
  stagePackage(folder);
  execFileSync('npm', ['pack', folder], { cwd: root, stdio: 'inherit' });
  rmSync(folder, { recursive: true });
}
