import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';

const cli = resolve(import.meta.dirname, '../service/cli.ts');

/** The cost of a piece of work. */
export interface Cost {
  readonly cpuSeconds: number;
  /** The peak resident memory, or NaN if it was not measured. */
  readonly megabytes: number;
}

/** Runs the import command in a new process. @param isNew whether to replace the database */
export async function importFiles(database: string, files: readonly string[], isNew = false): Promise<Cost> {
  if (isNew) await rm(database, { force: true });
  const printUsage =
    `process.on('exit', () => { const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();` +
    `console.error('usage ' + (userCPUTime + systemCPUTime) + ' ' + maxRSS) })`;
  const child = spawn(
    process.execPath,
    [
      '--import',
      'tsx',
      '--import',
      `data:text/javascript,${encodeURIComponent(printUsage)}`,
      cli,
      'import',
      '--database',
      database,
      ...files,
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const code = await new Promise((done) => child.on('close', done));
  if (code !== 0) throw new Error(errors);
  const [, cpu, memory] = /usage (\d+) (\d+)/.exec(errors) ?? [];
  return { cpuSeconds: Number(cpu ?? NaN) / 1e6, megabytes: Number(memory ?? NaN) / 1024 };
}

/** The columns of an extract, from the table `activities`. */
export const extractColumns = `guid AS "marketoGUID", lead_id AS "leadId",
  strftime(activity_date, '%Y-%m-%dT%H:%M:%SZ') AS "activityDate", activity_type AS "activityTypeId",
  campaign_id AS "campaignId", email_id AS "primaryAttributeValueId", email_name AS "primaryAttributeValue", attributes,
  action_result AS "actionResult"`;
