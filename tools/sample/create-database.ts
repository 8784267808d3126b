import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { importFiles } from '../../service/import/import-files.ts';
import { isoInstant } from './calendar.ts';
import type { Coverage } from './model.ts';
import { writeSample, type SampleOptions } from './write-sample.ts';

/**
 * Writes a sample and imports it into a database, with a note about its gap.
 * @param database the absolute path of the database file
 */
export async function createSampleDatabase(database: string, options: SampleOptions): Promise<void> {
  const { directory } = options;
  console.error(`Writing a sample of ${options.activities.toLocaleString('en')} email activities …`);
  const { extracts, coverage } = await writeSample(options);
  await importFiles({
    database,
    directory,
    extracts: [...extracts, join(directory, 'deletions.json')],
    campaigns: [join(directory, 'campaigns.json')],
    programs: [join(directory, 'programs.json')],
    folders: [join(directory, 'folders.json')],
    emails: [join(directory, 'emails')],
    people: [join(directory, 'people.csv')],
    rejects: undefined,
    afterMerge: (connection) => recordWindows(connection, coverage),
    onProgress: (message) => console.error(message),
  });
}

/** Records the stretches of time that were extracted, as sync does. */
async function recordWindows(connection: DuckDBConnection, { from, to, gap }: Coverage): Promise<void> {
  const windows = [
    { start: from, end: gap.from },
    { start: gap.to, end: to },
  ];
  for (const [index, { start, end }] of windows.entries()) {
    const instants = [start, end, from, to].map((instant) => `TIMESTAMP '${isoInstant(instant).slice(0, -1)}'`);
    await connection.run(`INSERT INTO sync_windows VALUES ('sample-${index}', ${instants.join(', ')}, NULL, NULL)`);
  }
}
