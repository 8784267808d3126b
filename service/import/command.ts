import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { UsageError } from '../usage-error.ts';
import { importFiles } from './import-files.ts';
import type { ImportRequest } from './import-files.ts';

export const usage = `Usage: npm run service -- import --database FILE [options] FILE.csv…

Imports Bulk Activity Extracts, plain or gzip, named by path or glob pattern. Creates the database if it is missing.
Importing the same activities again changes nothing.

  --campaigns FILE   smart campaigns, as the Asset API returns them; repeatable
  --folders FILE     folders, as the Asset API returns them; repeatable
  --emails DIR       directory with <emailId>.html and, optionally, <emailId>.txt and <emailId>.json
  --rejects FILE     CSV file to write the malformed records to`;

/**
 * Runs the import and prints its counts as one line of JSON.
 * @returns the exit code
 * @throws UsageError if the command line is invalid, or an Error if nothing was imported
 */
export async function run(args: string[], workingDirectory: string): Promise<number> {
  const counts = await importFiles(parseRequest(args, workingDirectory));
  console.log(JSON.stringify(counts));
  return 0;
}

function parseRequest(args: string[], directory: string): ImportRequest {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      database: { type: 'string' },
      campaigns: { type: 'string', multiple: true },
      folders: { type: 'string', multiple: true },
      emails: { type: 'string' },
      rejects: { type: 'string' },
    },
  });
  const { database, campaigns = [], folders = [], emails, rejects } = values;
  if (!database) throw new UsageError('--database FILE is missing.');
  if (positionals.length + campaigns.length + folders.length === 0 && !emails) {
    throw new UsageError('No files to import: name an extract, or use --campaigns, --folders or --emails.');
  }
  const absolute = (path: string): string => resolve(directory, path);
  const request = {
    database: absolute(database),
    directory,
    extracts: positionals,
    campaigns: campaigns.map(absolute),
    folders: folders.map(absolute),
    emails: emails ? absolute(emails) : undefined,
    rejects: rejects ? absolute(rejects) : undefined,
    onProgress: (message: string) => console.error(message),
  };
  const inputs = [request.database, ...request.campaigns, ...request.folders, ...positionals.map(absolute)];
  if (request.rejects !== undefined && inputs.includes(request.rejects)) {
    throw new UsageError(`--rejects ${rejects ?? ''} would overwrite an input file. Name another file.`);
  }
  return request;
}
