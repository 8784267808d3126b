import type { ReportResponse, ReportResponseRow } from '../endpoint/contract.ts';
import { headOf, type Answer } from './responses.ts';
import { realisticRows, seededNumbers } from './rows.ts';
import { series } from './series.ts';

/** Periods that end before this day get the earlier counts. */
const laterSince = '2026-11-01';
const day = 86_400_000;
/** The number of days by which the earlier period is before the later one. */
const daysBetween = 30;

/** The counts that add up to sent. */
const outcomes = ['delivered', 'hardBounced', 'softBounced', 'pending', 'aborted'] as const;
const opens = ['opened', 'humanOpened', 'privacyOpened'] as const;
const clicks = ['clicked', 'humanClicked'] as const;

const isEarlier = (parameters: URLSearchParams) => (parameters.get('to') ?? laterSince) < laterSince;

/** Returns a row that was first sent some days before. */
function sentBefore(row: ReportResponseRow, days: number): ReportResponseRow {
  const firstSentAt = new Date(Date.parse(row.firstSentAt ?? '') - days * day).toISOString();
  return { ...row, firstSentAt };
}

/** Returns a row whose counts are multiplied: all of them, those of openers, and those of clickers. */
function multiplied(row: ReportResponseRow, all: number, openers: number, clickers: number): ReportResponseRow {
  const times = (ids: readonly (keyof ReportResponseRow)[], factor: number) =>
    Object.fromEntries(ids.map((id) => [id, Math.floor(Number(row[id] ?? 0) * factor)]));
  const counts = times(outcomes, all);
  const sent = outcomes.reduce((sum, id) => sum + (counts[id] ?? 0), 0);
  return { ...row, ...counts, ...times(opens, all * openers), ...times(clicks, all * openers * clickers), sent };
}

/** Returns the emails that are sent in both periods, some of them to few people; new and ended ones are in one of them. */
function rowsOfPeriod(parameters: URLSearchParams): readonly ReportResponseRow[] {
  const isBefore = isEarlier(parameters);
  const random = seededNumbers(7);
  const changes = () => [0.8 + random() * 0.4, 0.85 + random() * 0.25, 0.9 + random() * 0.2] as const;
  return realisticRows(36).flatMap((row, index) => {
    const [all, openers, clickers] = changes();
    const isMissing = index % 9 === (isBefore ? 4 : 7);
    const own = index % 6 === 5 ? multiplied(row, 40 / row.sent, 1, 1) : row;
    if (isMissing) return [];
    return [isBefore ? sentBefore(multiplied(own, all, openers, clickers), daysBetween) : own];
  });
}

/** Returns a report of emails that are sent again and again, with other counts in each period. */
export const repeatedSends: Answer = (query) => {
  const { parameters } = query;
  const rows = rowsOfPeriod(parameters);
  // Each was first sent before both periods.
  const days = isEarlier(parameters) ? daysBetween : 2 * daysBetween;
  return Response.json({
    ...headOf(query, rows.length),
    seriesUrl: 'series',
    rows: rows.map((row) => sentBefore(row, days)),
  } satisfies ReportResponse);
};

/** Returns how the emails of a period came about. */
export const repeatedSeries: Answer = (query) => series(() => rowsOfPeriod(query.parameters))(query);
