import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, it } from 'vitest';
import { setTimeout as wait } from 'node:timers/promises';
import { createDatabase, csv, record } from './support/import.ts';
import type { TestDatabase } from './support/import.ts';

interface Outcome {
  code: number | null;
  output: string;
  errors: string;
}

const cli = resolve(import.meta.dirname, '../cli.ts');

function start(
  args: string[],
  directory: string,
): { outcome: Promise<Outcome>; signal: (signal: NodeJS.Signals) => void } {
  const child = spawn(process.execPath, ['--import', 'tsx', cli, ...args], {
    env: { ...process.env, INIT_CWD: directory },
  });
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const outcome = new Promise<Outcome>((done) => {
    child.on('close', (code) => done({ code, output, errors }));
  });
  return { outcome, signal: (signal) => child.kill(signal) };
}

const command = (args: string[], directory: string): Promise<Outcome> => start(args, directory).outcome;

describe('the import command', () => {
  it('prints the counts as one line of JSON, and resolves paths against the caller’s directory', async () => {
    const { directory, write } = await createDatabase();
    await write('a.csv', csv([record()]));
    const { code, output, errors } = await command(['import', '--database', 'x.duckdb', 'a*.csv'], directory);
    assert.equal(code, 0, errors);
    assert.match(errors, /^Creating the report records …$/m);
    assert.match(output, /^\{[^\n]*\}\n$/);
    assert.deepEqual(JSON.parse(output), {
      imported: 1,
      duplicates: 0,
      conflicts: 0,
      deletions: 0,
      otherTypes: 0,
      people: 0,
      skippedSends: 0,
      withoutCampaign: 0,
      orphans: 0,
      unreadableAttributes: 0,
      malformed: 0,
      total: {
        ...{ imported: 1, conflicts: 0, skippedSends: 0, withoutCampaign: 0, orphans: 0, unreadableAttributes: 0 },
        ...{ malformed: 0, records: 1 },
      },
    });
    assert.deepEqual((await readdir(directory)).sort(), ['a.csv', 'x.duckdb']);
  });

  it('says how it reads a file that is not regular CSV, and where malformed records are listed', async () => {
    const { directory, write } = await createDatabase();
    await write('a.csv', `${csv([record()])}broken,"record\n`);
    const args = ['import', '--database', 'x.duckdb', 'a.csv'];
    const { code, errors } = await command(args, directory);
    assert.equal(code, 0, errors);
    assert.match(errors, /^a\.csv is not regular CSV \(.*\)\. It is read record by record, which is slower\.$/m);
    assert.match(errors, /^1 malformed record was left out\. To list them, import again with --rejects FILE\.$/m);
    const again = await command([...args, '--rejects', 'rejects.csv'], directory);
    assert.match(again.errors, /^1 malformed record was left out\. See \S+rejects\.csv\.$/m);
  });

  it('says without files that the database is up to date', async () => {
    const { directory, importExtracts } = await createDatabase();
    await importExtracts({ 'a.csv': csv([record()]) });
    const { code, output, errors } = await command(['import', '--database', 'report.duckdb'], directory);
    assert.deepEqual([code, output], [0, '']);
    assert.match(errors, /^The database \S+report\.duckdb is up to date\.\n$/);
  });

  for (const [problem, args, message] of [
    ['a missing command', [], /^Usage: /],
    ['an unknown command', ['explode'], /^Unknown command "explode"/],
    ['a missing database', ['import', 'a.csv'], /^--database FILE is missing/],
    ['missing input files', ['import', '--database', 'x'], /^No files to import/],
    ['an unknown option', ['import', '--databse', 'x'], /'--databse'/],
    [
      'a rejects file that is also an input',
      ['import', '--database', 'x', '--rejects', './a.csv', 'a.csv'],
      /overwrite/,
    ],
  ] as const) {
    it(`answers ${problem} with one line and exit code 2`, async () => {
      const { directory } = await createDatabase();
      const { code, output, errors } = await command([...args], directory);
      assert.deepEqual([code, output, errors.trim().split('\n').length], [2, '', 1]);
      assert.match(errors, message);
    });
  }

  /** Writes an extract that takes a while to import, and imports one activity. */
  async function writeLargeExtract(database: TestDatabase): Promise<void> {
    await database.write('seed.csv', csv([record({ leadId: '1' })]));
    await database.importExtracts({ 'first.csv': csv([record({ leadId: '1' })]) });
    const rows = Array.from(
      { length: 150_000 },
      (_, index) => `n${index},${index + 2},2026-03-01T08:00:00Z,6,10,20,Invite,,`,
    );
    await writeFile(join(database.directory, 'large.csv'), `${csv([]).trim()}\n${rows.join('\n')}\n`);
  }

  it('leaves the old database or the new one when it is killed', async () => {
    const database = await createDatabase();
    await writeLargeExtract(database);
    const args = ['import', '--database', 'report.duckdb', 'large.csv'];
    const started = performance.now();
    await command([...args.slice(0, 2), 'other.duckdb', 'large.csv'], database.directory);
    const duration = performance.now() - started;
    const sent = async (): Promise<unknown> => (await database.rows())[0]?.['sent'];
    const seen = new Set<unknown>();
    for (const part of [0.4, 0.55, 0.65, 0.75, 0.85, 0.95]) {
      const running = start(args, database.directory);
      await wait(duration * part);
      running.signal('SIGKILL');
      await running.outcome;
      seen.add(await sent());
    }
    assert.deepEqual(
      [...seen].filter((count) => count !== 1 && count !== 150_001),
      [],
    );
    assert.equal(
      (await command(args, database.directory)).code,
      0,
      'files of a killed import do not prevent the next one',
    );
    assert.equal(await sent(), 150_001);
    assert.deepEqual(
      (await readdir(database.directory)).filter((name) => name.includes('import')),
      [],
    );
  });

  it('fails while another import is running, which completes afterwards', async () => {
    const database = await createDatabase();
    await writeLargeExtract(database);
    const first = start(['import', '--database', 'report.duckdb', 'large.csv'], database.directory);
    const lock = join(database.directory, 'report.duckdb.import');
    while (!(await readdir(lock).catch((): string[] => [])).includes('work.duckdb')) await wait(5);
    first.signal('SIGSTOP');
    const refused = await Promise.all(
      ['seed.csv', 'first.csv'].map((name) =>
        command(['import', '--database', 'report.duckdb', name], database.directory),
      ),
    );
    first.signal('SIGCONT');
    for (const { code, errors } of refused) {
      assert.notEqual(code, 0);
      assert.match(errors, /^Another import into .* is running/);
    }
    const finished = await first.outcome;
    assert.equal(finished.code, 0, finished.errors);
    assert.equal((await database.rows())[0]?.['sent'], 150_001);
  });
});
