import { rename, writeFile } from 'node:fs/promises';
import { csvLine } from '../csv-line.ts';
import { queryDatabase } from './synced-data.ts';

/** Writes the malformed records that the database keeps to a CSV file, as `import --rejects` does. */
export async function writeMalformedRecords(database: string, servers: number, path: string): Promise<void> {
  const rows = await queryDatabase(database, servers, async (connection) => {
    const result = await connection.runAndReadAll(
      'SELECT file, record::VARCHAR, reason, content FROM malformed ORDER BY file, record',
    );
    return result.getRows().map((row) => row.map(String));
  });
  const lines = [['file', 'record', 'reason', 'content'], ...(rows ?? [])].map(csvLine);
  const partial = `${path}.partial`;
  await writeFile(partial, `${lines.join('\n')}\n`, { mode: 0o600 });
  await rename(partial, path);
}
