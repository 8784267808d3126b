import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { parseStore, storeUsage, withStore } from '../store/store-option.ts';
import { UsageError } from '../usage-error.ts';
import { exists, isOutdated } from './create-database.ts';
import { importFiles } from './import-files.ts';
import type { ImportCounts, ImportFiles, ImportRequest } from './import-files.ts';
import { importMemoryUsage, parseImportMemory } from './import-memory.ts';
import type { MalformedLimit } from './malformed-records.ts';

export const usage = `Usage: npm run service -- import --database FILE [options] FILE…

Imports activities: Bulk Activity Extracts (CSV, TSV or SSV) and responses of the REST API (JSON), plain or gzip, named by
path or glob pattern. Creates the database if it is missing. Importing the same activities again changes nothing.
A database of an older version of the service is updated, also without files. The old file is kept beside it.

  --database FILE    database to import into
  --campaigns FILE   smart campaigns, as the Asset API returns them; repeatable
  --programs FILE    programs, as the Asset API returns them; repeatable
  --folders FILE     folders, as the Asset API returns them; repeatable
  --emails PATH      emails, as the Asset API returns them, or a directory of email files; repeatable
  --people FILE      persons: a Bulk Lead Extract, or a response of the REST API; repeatable
  --rejects FILE     CSV file to write the malformed records to
  --max-malformed N  number or percentage of malformed records to accept; default 1%, and 100 in any case
  --retain MONTHS    remove people without any activity for this many months. Their sums stay in reports
  --import-memory MB ${importMemoryUsage}
  --compact          with --store: writes the rows of all earlier imports as one, so that reports read fewer. Without files
  --store STORE      ${storeUsage} (environment: IMPORT_STORE)`;

/**
 * Runs the import and prints its counts as one line of JSON. Without files, it only updates a database of an older version.
 * @returns the exit code
 * @throws UsageError if the command line is invalid, or an Error if nothing was imported
 */
export async function run(
  args: string[],
  workingDirectory: string,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<number> {
  const { request, hasInputs, servers, isCompaction } = parseRequest(args, workingDirectory, environment);
  if (isCompaction && !(await exists(request.database))) {
    throw new Error(`The database ${request.database} does not exist.`);
  }
  if (!hasInputs && !isCompaction && !(await isOutdated(request.database))) {
    if (request.retainedMonths === undefined && (await exists(request.database))) {
      request.onProgress(`The database ${request.database} is up to date.`);
      return 0;
    }
    throw new UsageError(
      'No files to import: name an extract, or use --campaigns, --programs, --folders, --emails or --people.',
    );
  }
  const counts = await importInto(servers, isCompaction, request);
  if (counts.malformed > 0) request.onProgress(describeMalformed(counts.malformed, request.rejects));
  console.log(JSON.stringify(counts));
  return 0;
}

async function importInto(
  servers: readonly URL[] | undefined,
  isCompaction: boolean,
  request: ImportRequest,
): Promise<ImportCounts> {
  if (!servers) return importFiles(request);
  return withStore(servers, (nodes) => importFiles({ ...request, cluster: { nodes, isCompaction } }));
}

function describeMalformed(count: number, rejects: string | undefined): string {
  const subject = count === 1 ? '1 malformed record was' : `${count} malformed records were`;
  return `${subject} left out. ${rejects === undefined ? 'To list them, import again with --rejects FILE.' : `See ${rejects}.`}`;
}

function parseRequest(
  args: string[],
  directory: string,
  environment: NodeJS.ProcessEnv,
): { request: ImportRequest; hasInputs: boolean; servers: readonly URL[] | undefined; isCompaction: boolean } {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      database: { type: 'string' },
      campaigns: { type: 'string', multiple: true },
      programs: { type: 'string', multiple: true },
      folders: { type: 'string', multiple: true },
      emails: { type: 'string', multiple: true },
      people: { type: 'string', multiple: true },
      rejects: { type: 'string' },
      'max-malformed': { type: 'string' },
      'import-memory': { type: 'string' },
      store: { type: 'string' },
      compact: { type: 'boolean' },
      retain: { type: 'string' },
    },
  });
  const { database, rejects } = values;
  if (!database) throw new UsageError('--database FILE is missing.');
  const absolute = (path: string): string => resolve(directory, path);
  const filesOf = (option: keyof ImportFiles): string[] => (values[option] ?? []).map(absolute);
  const files: ImportFiles = {
    campaigns: filesOf('campaigns'),
    programs: filesOf('programs'),
    folders: filesOf('folders'),
    emails: filesOf('emails'),
    people: filesOf('people'),
  };
  const inputs = (Object.values(files) as string[][]).flat();
  const request = {
    ...files,
    database: absolute(database),
    directory,
    extracts: positionals,
    rejects: rejects ? absolute(rejects) : undefined,
    maxMalformed: parseLimit(values['max-malformed']),
    memory: parseImportMemory(values['import-memory'], environment),
    retainedMonths: parseMonths(values.retain),
    onProgress: (message: string) => console.error(message),
  };
  if (
    request.rejects !== undefined &&
    [request.database, ...inputs, ...positionals.map(absolute)].includes(request.rejects)
  ) {
    throw new UsageError(`--rejects ${rejects ?? ''} would overwrite an input file. Name another file.`);
  }
  const servers = parseStore(values.store ?? (environment['IMPORT_STORE'] || undefined));
  const hasInputs = positionals.length + inputs.length > 0;
  const { compact: isCompaction = false } = values;
  if (isCompaction && !servers)
    throw new UsageError('--compact needs --store: only servers have rows of earlier imports.');
  if (isCompaction && hasInputs) throw new UsageError('--compact has no files. Import them before or after it.');
  return { request, hasInputs, servers, isCompaction };
}

function parseLimit(text: string | undefined): MalformedLimit | undefined {
  if (text === undefined) return undefined;
  const [, number, percent] = /^([0-9]+(?:\.[0-9]+)?)(%?)$/.exec(text) ?? [];
  if (number === undefined) {
    throw new UsageError(`--max-malformed must be a number such as 500 or a percentage such as 2%, not "${text}".`);
  }
  return percent === '%' ? { share: Number(number) / 100 } : { records: Number(number) };
}

/** Parses the value of `--retain`. */
export function parseMonths(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^[1-9][0-9]{0,3}$/.test(text)) return Number(text);
  throw new UsageError(`--retain must be a number of months such as 24, not ${JSON.stringify(text)}.`);
}
