import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ParsedReport, type ReportResponse } from 'campaign-email-report';
import { parseCampaigns } from '../../src/endpoint/fetch-campaigns.ts';
import { parseSeries } from '../../src/endpoint/fetch-series.ts';
import { parseEmail } from '../../src/endpoint/parse-email.ts';
import { cspWithoutRemoteImages } from '../../src/email/sanitizer/frame-policy.ts';
import { parseViewFile } from '../../service/deliver/view-file.ts';
import type { SyncPlan } from '../../service/sync/dry-run.ts';
import { exitCodes } from '../../service/sync/outcome.ts';
import { runScript } from './example-commands.ts';
import type { ExampleDatabase } from './example-server.ts';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Returns the message of the error that a function throws. */
function problemOf(run: () => unknown): string[] {
  try {
    run();
    return [];
  } catch (error) {
    return [String(error)];
  }
}

/** A plan adds up. */
function wrongPlan({ exports, otherCalls, contentCalls, calls }: SyncPlan): string[] {
  const sum = exports.reduce((total, each) => total + each.calls, otherCalls + (contentCalls ?? 0));
  return sum === calls ? [] : [`calls: expected ${sum}`];
}

/**
 * Checks the example of a response: a report, a series, an email, a problem document, the counts of an import, the
 * outcome or the plan of a sync, the result of a check, or a saved view.
 */
export function wrongJson(code: string): string[] {
  const value: unknown = JSON.parse(code);
  if (!isObject(value)) return ['not an object'];
  if ('rows' in value) return wrongReport(value);
  if ('points' in value) return problemOf(() => parseSeries({ ...value, unit: 'day' }));
  if ('campaigns' in value) return problemOf(() => parseCampaigns(value));
  if ('html' in value) return problemOf(() => parseEmail(value, String(value['id'])));
  if ('title' in value) return wrongProblem(value);
  if ('findings' in value)
    return Array.isArray(value['missing']) && Array.isArray(value['requests']) ? [] : ['a check'];
  if ('view' in value) return problemOf(() => parseViewFile(code));
  if ('outcome' in value) return Object.hasOwn(exitCodes, String(value['outcome'])) ? [] : ['an unknown outcome'];
  if ('exports' in value) return wrongPlan(value as unknown as SyncPlan);
  return 'imported' in value ? [] : ['an unknown kind of JSON'];
}

function wrongReport(value: object): string[] {
  const { rowCount, limit, rows } = value as ReportResponse;
  const isShort = (rowCount ?? rows.length) !== rows.length && limit !== rows.length;
  return [...problemOf(() => new ParsedReport(value as ReportResponse)), ...(isShort ? ['rowCount differs'] : [])];
}

/** Members of a problem document that the element or a reader of the docs can rely on (RFC 9457). */
function wrongProblem({ title, status, detail }: Record<string, unknown>): string[] {
  const isValid = typeof title === 'string' && typeof detail === 'string' && Number(status) >= 400;
  return isValid ? [] : ['not a problem document'];
}

/** Checks a report in lines: the first is the head, each other a row. */
export function wrongLines(code: string): string[] {
  const [head = '', ...rows] = code.trimEnd().split('\n');
  return wrongReport({ ...(JSON.parse(head) as object), rows: rows.map((row) => JSON.parse(row) as object) });
}

const requestParameters = new Set(['from', 'to', 'timeZone', 'dateBasis', 'sort', 'unit', 'campaign', 'email']);
const directives = new Set(
  `base-uri connect-src default-src font-src form-action frame-ancestors frame-src img-src require-trusted-types-for
  sandbox script-src style-src trusted-types`.split(/\s+/),
);

/** Checks a request or headers: their syntax, the parameters of the request, the directives of a policy. */
export function wrongHttp(code: string): string[] {
  return code
    .trimEnd()
    .split('\n')
    .flatMap((line) => {
      const [, target] = /^GET (\S+)$/.exec(line) ?? [];
      if (target !== undefined) {
        const names = [...new URL(target, 'http://127.0.0.1').searchParams.keys()];
        return names.filter((name) => !requestParameters.has(name)).map((name) => `parameter ${name}`);
      }
      const [, name = '', value = ''] = /^([A-Z][A-Za-z-]+): (\S.*)$/.exec(line) ?? [];
      if (name === '') return [`not a header: ${line}`];
      return name === 'Content-Security-Policy' ? wrongPolicy(value) : [];
    });
}

/** Of a policy that an email has, also whether it is the one that the preview uses. */
function wrongPolicy(policy: string): string[] {
  const parts = policy.split('; ');
  const unknown = parts.map((part) => part.split(' ')[0] ?? '').filter((name) => !directives.has(name));
  const own = parts.filter((part) => !/^(?:sandbox|frame-ancestors)/.test(part)).join('; ');
  const differs = policy.includes('form-action') && own !== cspWithoutRemoteImages;
  return [...unknown.map((name) => `directive ${name}`), ...(differs ? [`not the policy of the preview: ${own}`] : [])];
}

/** The Content Security Policy of a host page in an example. */
export function pagePolicyIn(code: string): string | undefined {
  return /^Content-Security-Policy: (.*script-src.*)$/m.exec(code)?.[1];
}

/**
 * Runs the definition of a table and a query of its rows, unchanged, for days in Paris.
 * @returns the rows that were first sent from 1 November 2026 on, those sent before, and all rows
 */
export async function runSql(
  [definition = '', query = '']: readonly string[],
  open: (definition: string) => Promise<ExampleDatabase>,
): Promise<Record<'since' | 'before' | 'all', unknown[]>> {
  const database = await open(definition);
  const rowsOf = async (from: string | null, to: string | null) => {
    const rows = await database.rows(query, [from, to, 'Europe/Paris']);
    const problems = wrongReport({ version: 1, rows });
    if (problems.length > 0) throw new Error(problems.join('\n'));
    return rows.sort((one, other) => JSON.stringify(one).localeCompare(JSON.stringify(other)));
  };
  try {
    return {
      since: await rowsOf('2026-11-01', null),
      before: await rowsOf(null, '2026-10-31'),
      all: await rowsOf(null, null),
    };
  } finally {
    await database.close();
  }
}

/** Imports an extract, or a people file, with the service. Returns the counts that it prints. */
export function importCsv(csv: string, option?: '--people'): unknown {
  const folder = mkdtempSync(join(tmpdir(), 'campaign-email-report-docs-'));
  try {
    const file = join(folder, 'example.csv');
    writeFileSync(file, csv);
    const options = option ? [option, file] : [file];
    const { stdout, stderr } = runScript('service', 'import', '--database', join(folder, 'report.duckdb'), ...options);
    assert.notEqual(stdout, '', stderr);
    return JSON.parse(stdout);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
