import type { ReportResponse, ReportResponseRow } from '../../src/data/contract.ts';
import { isRateId } from '../../src/model/columns.ts';
import { countIds, rateOf, rates } from '../../src/model/metrics.ts';
import { parseSort } from '../../src/model/sort.ts';
import { reportResponse } from './report-response.ts';

type Row = ReportResponseRow;
type Answer = ReportResponse | Response;

const totalOf = (rows: readonly Row[]): Partial<Row> =>
  Object.fromEntries(countIds.map((id) => [id, rows.reduce((sum, row) => sum + (row[id] ?? NaN), 0)]));

function valueOf(row: Row, column: string): number | string | undefined {
  const id = column as keyof typeof rates;
  if (isRateId(id)) return rateOf(row[rates[id].numerator] ?? NaN, row[rates[id].denominator] ?? NaN);
  return (row as unknown as Record<string, number | string>)[column];
}

function compare(one: Row, other: Row, sort: string): number {
  for (const { column, descending } of parseSort(sort) ?? []) {
    const [a, b] = [valueOf(one, column) ?? '', valueOf(other, column) ?? ''];
    if (a !== b) return (a < b ? -1 : 1) * (descending ? -1 : 1);
  }
  const ids = ({ campaignId, emailId }: Row) => `${String(campaignId).padStart(9)} ${String(emailId).padStart(9)}`;
  return ids(one) < ids(other) ? -1 : 1;
}

function campaignsOf(rows: readonly Row[]): Row[] {
  const ids = [...new Set(rows.map(({ campaignId }) => campaignId))];
  return ids.map((campaignId) => {
    const members = rows.filter((row) => row.campaignId === campaignId);
    const { campaignName, firstSentAt, lastActivityAt } = members[0] as Row;
    return { campaignId, campaignName, firstSentAt, lastActivityAt, ...totalOf(members) } as Row;
  });
}

/** Stands in for an endpoint that answers with windows: it sorts, searches and groups, and cuts up what is left. */
export class WindowsEndpoint {
  readonly urls: URL[] = [];
  readonly signals: AbortSignal[] = [];
  rows: readonly Row[];
  /** The size of the windows that it sends of its own accord. */
  limit: number;
  /** What becomes of an answer on its way. */
  change: (answer: ReportResponse, url: URL) => Answer | Promise<Answer> = (answer) => answer;

  constructor(rows: readonly Row[], limit = 10) {
    this.rows = rows;
    this.limit = limit;
  }

  readonly fetcher: typeof fetch = async (input, init = {}) => {
    const url = new URL(input instanceof Request ? input.url : input);
    this.urls.push(url);
    const { signal } = init;
    if (signal) this.signals.push(signal);
    const aborted = new Promise<never>((_, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason as Error));
    });
    const answer = await Promise.race([this.change(this.answer(url), url), aborted]);
    return answer instanceof Response ? answer : Response.json(answer);
  };

  /** The last address that was asked, without what is the same in all. */
  get asked(): string[] {
    return this.urls.map(({ searchParams }) => {
      const parts = ['sort', 'offset', 'limit', 'search', 'groupBy', 'campaign'].filter((name) => searchParams.has(name));
      return parts.map((name) => `${name}=${searchParams.get(name) ?? ''}`).join(' ');
    });
  }

  answer({ searchParams }: URL): ReportResponse {
    const read = (name: string) => searchParams.get(name) ?? undefined;
    const [sort = '', search, campaign, groupBy] = ['sort', 'search', 'campaign', 'groupBy'].map(read);
    const offset = Number(read('offset') ?? 0);
    const limit = Number(read('limit') ?? this.limit);
    const isFound = ({ campaignName, emailName }: Row) =>
      search === undefined || `${campaignName}\n${emailName}`.toLowerCase().includes(search.toLowerCase());
    const matching = this.rows.filter((row) => isFound(row) && (campaign === undefined || row.campaignId === campaign));
    const rows = (groupBy ? campaignsOf(matching) : [...matching]).sort((a, b) => compare(a, b, sort));
    return reportResponse(rows.slice(offset, offset + limit), {
      rowCount: rows.length,
      ...{ offset, limit, sort, search: search ?? null, campaign: campaign ?? null },
      groupBy: groupBy ? 'campaign' : null,
      totals: totalOf(matching),
    });
  }
}
