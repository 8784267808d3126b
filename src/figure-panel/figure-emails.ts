import type { Report } from '../model/report.ts';
import type { Rows } from '../table-model/rows.ts';
import type { Line, Table } from '../table-model/table.ts';

/** The emails that a figure is about. */
export interface FigureEmails {
  /** The campaign of all of them, and the only email; `undefined` where there are several. */
  readonly campaignId: string | undefined;
  readonly emailId: string | undefined;
  /** Where they are: `places` are indexes of `rows`. */
  readonly rows: Rows;
  readonly places: readonly number[];
}

/**
 * Returns the emails that a line, or the totals, are about: those that a search and a filter leave. Sums of opens leave out emails
 * whose opens are not tracked. Returns `undefined` for sums of a report that loads page by page: not all of its emails are known.
 */
export function figureEmails(
  line: Line | undefined,
  { emails: report, mask }: Pick<Table, 'emails' | 'mask'>,
  isOfOpens: boolean,
): FigureEmails | undefined {
  const campaignId = line?.rows.text.campaignId[line.row];
  if (line && line.emails === undefined)
    return { campaignId, emailId: line.rows.text.emailId[line.row], rows: line.rows, places: [line.row] };
  if (!report) return undefined;
  const excluded = new Set(isOfOpens ? report.untracked : []);
  const places = placesOf(report, campaignId).filter((place) => mask?.[place] !== 0 && !excluded.has(place));
  return { campaignId, emailId: undefined, rows: report, places };
}

function placesOf({ length, text }: Report, campaignId: string | undefined): readonly number[] {
  const places = Array.from({ length }, (_, place) => place);
  return campaignId === undefined ? places : places.filter((place) => text.campaignId[place] === campaignId);
}
