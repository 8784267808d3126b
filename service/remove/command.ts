import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { importMemoryUsage, parseImportMemory } from '../import/import-memory.ts';
import { UsageError } from '../usage-error.ts';
import { listImportedFiles } from './imported-file-list.ts';
import { removeData } from './remove-data.ts';

export const usage = `Usage: npm run service -- remove --database FILE [options]

Removes data that should not be in the database, and updates the report.

  --database FILE     database to remove data from
  --file FILE         imported activity file to withdraw, by its name or its number; repeatable. What other files have stays
  --list-files        list the imported activity files, and remove nothing
  --guid GUID         activity to remove, by its marketoGUID; repeatable
  --people FILE       people to erase: CSV with a column id, or JSON; repeatable. Later imports and syncs do not bring them back
  --import-memory MB  ${importMemoryUsage}`;

/**
 * Removes data and prints counts as one line of JSON, or lists the imported files, one per line.
 * @returns the exit code
 * @throws UsageError if the command line is invalid, or an Error if nothing was removed
 */
export async function run(
  args: string[],
  workingDirectory: string,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      database: { type: 'string' },
      guid: { type: 'string', multiple: true },
      file: { type: 'string', multiple: true },
      'list-files': { type: 'boolean' },
      people: { type: 'string', multiple: true },
      'import-memory': { type: 'string' },
    },
  });
  const { database, guid: guids = [], file: files = [], people = [] } = values;
  if (!database) throw new UsageError('--database FILE is missing.');
  const hasRemovals = guids.length + files.length + people.length > 0;
  if (values['list-files'] === true) {
    if (hasRemovals) throw new UsageError('--list-files removes nothing: leave out --file, --guid and --people.');
    for (const file of await listImportedFiles(resolve(workingDirectory, database))) console.log(JSON.stringify(file));
    return 0;
  }
  if (!hasRemovals) throw new UsageError('Nothing to remove: use --file, --guid or --people.');
  const counts = await removeData({
    database: resolve(workingDirectory, database),
    guids,
    files,
    memory: parseImportMemory(values['import-memory'], environment),
    people: people.map((path) => resolve(workingDirectory, path)),
    onProgress: (message) => console.error(message),
  });
  console.log(JSON.stringify(counts));
  return 0;
}
