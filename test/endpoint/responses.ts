import fc from 'fast-check';
import type { ReportResponse, ReportResponseRow } from '../../src/endpoint/contract.ts';
import { ContractError } from '../../src/endpoint/contract-error.ts';
import { parseReport } from '../../src/endpoint/parse-report.ts';
import { instantColumnIds } from '../../src/model/columns.ts';
import { countIds } from '../../src/model/metrics.ts';
import type { Report } from '../../src/model/report.ts';

/** A valid row; each email id makes a different one. */
export function row(
  emailId: string,
  fields: Partial<Record<keyof ReportResponseRow, unknown>> = {},
): ReportResponseRow {
  const base = {
    campaignId: '1003',
    campaignName: 'Spring',
    emailId,
    emailName: `Email ${emailId}`,
    sent: 10,
  };
  return { ...base, ...fields } as ReportResponseRow;
}

export function response(rows: unknown, head: Record<string, unknown> = {}): ReportResponse {
  return { version: 1, ...head, rows } as ReportResponse;
}

/** Returns the response as NDJSON. */
export function toLines({ rows, ...head }: ReportResponse): string {
  return [head, ...rows].map((value) => JSON.stringify(value)).join('\n') + '\n';
}

export function contractErrorOf(body: unknown): ContractError {
  try {
    parseReport(body);
  } catch (error) {
    if (error instanceof ContractError) return error;
    throw error;
  }
  throw new Error('The body was taken for a report.');
}

/** Returns a report as plain values for comparison: unknown numbers are `null`. */
export function plain(report: Report) {
  const numbers = [...instantColumnIds, ...countIds].map((id) => [
    id,
    Array.from(report.numbers[id], (value) => (Number.isNaN(value) ? null : value)),
  ]);
  return {
    ...report,
    asOf: Number.isNaN(report.asOf) ? null : report.asOf,
    numbers: Object.fromEntries(numbers) as Record<string, (number | null)[]>,
    offered: [...report.offered].sort(),
  };
}

const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const anyText = fc.string({ unit: 'binary', maxLength: 12 });
const anyCount = fc.oneof(fc.nat(1000), fc.maxSafeNat());
const anyInstant = fc
  .date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true })
  .map((date) => date.toISOString());

const anyRow = fc.record(
  {
    campaignId: fc.oneof(anyText, fc.maxSafeInteger()),
    campaignName: anyText,
    campaignFolder: optional(anyText),
    campaignArchived: optional(fc.boolean()),
    emailId: fc.oneof(anyText, fc.maxSafeInteger()),
    emailName: anyText,
    firstSentAt: optional(anyInstant),
    lastActivityAt: optional(anyInstant),
    ...Object.fromEntries(countIds.map((id) => [id, optional(anyCount)])),
    sent: anyCount,
    unheardOf: fc.anything(),
  },
  { requiredKeys: ['campaignId', 'campaignName', 'emailId', 'emailName', 'sent'] },
) as fc.Arbitrary<ReportResponseRow>;

/** Valid responses, as `JSON.parse` returns them. */
export const anyResponse: fc.Arbitrary<ReportResponse> = fc
  .uniqueArray(anyRow, {
    selector: (one) => JSON.stringify([String(one.campaignId), String(one.emailId)]),
    maxLength: 30,
  })
  .map((rows) => JSON.parse(JSON.stringify(response(rows, { rowCount: rows.length }))) as ReportResponse);
