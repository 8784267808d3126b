import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { generateDatabase } from '../service/test/support/generated-database.ts';

/** The average number of people per report row. */
const peoplePerRow = 850;

/**
 * Measures with a database of generated records.
 * @param file the database: kept, and reused if it exists. Default: a temporary one
 */
export async function withRecords(
  { file, records }: { file: string | undefined; records: number },
  measure: (file: string) => Promise<void>,
): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'bench-records-'));
  try {
    const path = file === undefined ? join(directory, 'records.duckdb') : resolve(process.env['INIT_CWD'] ?? '.', file);
    if (!existsSync(path)) await generateDatabase(path, { rows: Math.ceil(records / peoplePerRow), peoplePerRow });
    await measure(path);
  } finally {
    await rm(directory, { recursive: true });
  }
}

/** Requests a URL, uncompressed, and reads the body of its response. */
export async function fetchBody(url: string): Promise<void> {
  const response = await fetch(url, { headers: { 'accept-encoding': 'identity' } });
  if (!response.ok) throw new Error(await response.text());
  await response.arrayBuffer();
}
