import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { importMemoryUsage, parseImportMemory } from '../import/import-memory.ts';
import { parseStore, storeUsage, withStore } from '../store/store-option.ts';
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
  --import-memory MB  ${importMemoryUsage}
  --store STORE       ${storeUsage} (environment: IMPORT_STORE)`;

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
      store: { type: 'string' },
    },
  });
  const { database, guid: guids = [], file: files = [], people = [] } = values;
  if (!database) throw new UsageError('--database FILE is missing.');
  const hasRemovals = guids.length + files.length + people.length > 0;
  const isList = values['list-files'] === true;
  if (isList && hasRemovals)
    throw new UsageError('--list-files removes nothing: leave out --file, --guid and --people.');
  if (!isList && !hasRemovals) throw new UsageError('Nothing to remove: use --file, --guid or --people.');
  const path = resolve(workingDirectory, database);
  const memory = parseImportMemory(values['import-memory'], environment);
  const servers = parseStore(values.store ?? (environment['IMPORT_STORE'] || undefined));
  return withStore(servers, async (nodes) => {
    if (isList) {
      for (const file of await listImportedFiles(path, nodes)) console.log(JSON.stringify(file));
      return 0;
    }
    const counts = await removeData({
      ...{ database: path, guids, files, memory },
      people: people.map((each) => resolve(workingDirectory, each)),
      cluster: servers && { nodes },
      onProgress: (message) => console.error(message),
    });
    console.log(JSON.stringify(counts));
    return 0;
  });
}
