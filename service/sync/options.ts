import { readFile } from 'node:fs/promises';
import { parseEnv } from 'node:util';
import { isLoopback } from '../loopback.ts';
import { UsageError } from '../usage-error.ts';
import type { Credentials } from './access-token.ts';

/** Reads the credentials from a file with two lines, or from the environment. They are never arguments. */
export async function readCredentials(
  file: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Credentials> {
  const values = file === undefined ? environment : parseEnv(await readCredentialFile(file));
  const { MARKETO_CLIENT_ID: clientId, MARKETO_CLIENT_SECRET: clientSecret } = values;
  if (clientId && clientSecret) return { clientId, clientSecret };
  const place = file === undefined ? 'the environment, or in a file that --credentials names' : file;
  throw new UsageError(`MARKETO_CLIENT_ID and MARKETO_CLIENT_SECRET are missing. Set both in ${place}.`);
}

async function readCredentialFile(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => {
    throw new UsageError(`--credentials: ${file} cannot be read.`);
  });
}

/** Returns the origin of an instance from any of its URLs. */
export function parseInstance(text: string, option = '--instance'): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname))) return url.origin;
  throw new UsageError(
    `${option} must be a URL such as https://123-ABC-456.mktorest.com, not ${JSON.stringify(text)}. See Admin > Web Services.`,
  );
}

/** Reads a date, or an instant with a zone. */
export function parseMoment(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const isMoment = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2}))?$/.test(text);
  const moment = isMoment ? Date.parse(text) : NaN;
  if (!Number.isNaN(moment)) return moment;
  throw new UsageError(`${option} must be a date such as 2026-03-01, not ${JSON.stringify(text)}.`);
}

export function parseCount(option: string, text: string | undefined, fallback: number): number {
  if (text === undefined) return fallback;
  if (/^\d{1,9}(\.\d+)?$/.test(text)) return Number(text);
  throw new UsageError(`${option} must be a number, not ${JSON.stringify(text)}.`);
}

/** Reads an interval such as 24h or 30m. @returns milliseconds */
export function parseInterval(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const [, count, unit] = /^([1-9]\d{0,3})([hm])$/.exec(text) ?? [];
  if (count !== undefined) return Number(count) * (unit === 'h' ? 3_600_000 : 60_000);
  throw new UsageError(`${option} must be an interval such as 24h, not ${JSON.stringify(text)}.`);
}
