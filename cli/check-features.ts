import { countIds, rateIds, rates } from '../src/model/metrics.ts';
import type { Report } from '../src/model/report.ts';
import type { CheckContext } from './check-context.ts';

/** The functions that the report does not offer without optional fields of its head. */
const consequencesOfHead: Readonly<Record<string, string>> = {
  asOf: 'Readers do not see up to when the data is complete.',
  dataFrom: 'Readers do not see when the data begins.',
  rowCount: 'A report that was cut off is not noticed, and loading has no progress bar.',
  previewUrl: 'Emails cannot be opened.',
  campaignsUrl: 'Readers can only filter by campaigns that are in the report.',
  seriesUrl: 'There are no charts of how a figure developed.',
  ages: 'Readers cannot compare emails at the same age.',
  peopleFilters: 'Readers cannot choose the people whom the report counts.',
};

/** The functions that the report does not offer without optional fields of rows that are not counts. */
const consequencesOfRows: Readonly<Record<string, string>> = {
  firstSentAt: 'There is no date column, and the default sort order has no effect.',
  lastActivityAt: 'There is no column of the most recent activity.',
  campaignFolder: 'Readers cannot filter by folder or search for folders.',
  campaignArchived: 'Readers cannot hide archived campaigns.',
  campaignType: 'There is no column that tells batch campaigns from triggered ones.',
  program: 'The names of emails are shown with the name of their program.',
  workspace: 'There is no column of workspaces.',
};

/** Lists the optional fields that the report lacks, with what readers miss. */
export function listMissingFields({ findings }: CheckContext, report: Report): void {
  const { offered, head, text, length, window } = report;
  const add = (consequences: Readonly<Record<string, string>>, isPresent: (field: string) => boolean) => {
    for (const [field, consequence] of Object.entries(consequences)) {
      if (!isPresent(field)) findings.missing.push({ field, consequence });
    }
  };
  const isInHead = (field: string) => (head[field] ?? null) !== null;
  add(consequencesOfHead, isInHead);
  if (window) add({ sortable: 'Readers cannot sort by the cautious value of a rate.' }, isInHead);
  if (length === 0) return;
  add(consequencesOfRows, (field) => offered.has(field) || text[field]?.some((value) => value !== undefined) === true);
  for (const id of countIds.filter((count) => !offered.has(count))) {
    const columns = rateIds.filter((rate) => rates[rate].numerator === id || rates[rate].denominator === id);
    findings.missing.push({ field: id, consequence: `Columns that are not offered: ${[id, ...columns].join(', ')}.` });
  }
}
