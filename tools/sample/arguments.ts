import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { UsageError } from '../../service/usage-error.ts';
import { MONTHS_OF_HISTORY, isoDay, parseDay } from './calendar.ts';
import type { SampleOptions } from './write-sample.ts';

export const usage = `Usage: npm run sample -- --activities N --seed TEXT [--until DATE] --out DIR

Writes the files that \`npm run service -- import\` reads: activity extracts, campaigns.json, folders.json and emails.

  --activities N   number of activity records to write, spread over about ${MONTHS_OF_HISTORY} months
  --seed TEXT      any text; the same seed, number and last day always give the same files
  --until DATE     last day of the data, such as 2026-11-23 (default: today); the data ends at 04:00 UTC on that day
  --out DIR        directory to write to, created if missing`;

/**
 * Parses the command line. Relative paths are resolved against `workingDirectory`.
 * @throws UsageError if an option is missing or invalid
 */
export function parseSampleArguments(args: string[], workingDirectory: string): SampleOptions {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ args, options: { activities: text, seed: text, until: text, out: text } });
  const activities = Number(values.activities);
  if (!/^\d+$/.test(values.activities ?? '') || activities < 1 || !Number.isSafeInteger(activities)) {
    throw new UsageError('--activities must be an integer of at least 1.');
  }
  if (!values.seed) throw new UsageError('--seed TEXT is missing.');
  if (!values.out) throw new UsageError('--out DIR is missing.');
  const until = parseDay(values.until ?? isoDay(Date.now()));
  if (until === undefined) throw new UsageError(`--until must be a date such as 2026-11-23, not "${values.until}".`);
  return { activities, seed: values.seed, until, directory: resolve(workingDirectory, values.out) };
}
