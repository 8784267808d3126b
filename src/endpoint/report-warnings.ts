import { flagColumnIds, instantColumnIds, textColumnIds, type ColumnSet } from '../model/columns.ts';
import { countIds, trackedIds } from '../model/metrics.ts';
import type { Report } from '../model/report.ts';
import { isJsonObject } from '../platform/json-object.ts';
import { similarNames } from '../platform/similar-names.ts';
import { warnAbout } from '../platform/warn-about.ts';
import { quote } from './contract-error.ts';
import type { ReportResponse } from './contract.ts';
import { headWarnings } from './head-warnings.ts';
import { isNullish } from './validators.ts';

const page = 'docs/endpoint.md';

type HeadField = keyof ReportResponse;

/** The optional fields of every head, and those that only a window has. */
const headFields: readonly HeadField[] = [
  ...(['asOf', 'dataFrom', 'notes', 'from', 'to', 'timeZone', 'dateBasis', 'rowCount'] as const),
  ...(['previewUrl', 'previewPageUrl', 'ages', 'peopleFilters', 'campaignsUrl', 'seriesUrl', 'limit'] as const),
];
const windowFields: readonly HeadField[] = ['sortable', 'totals'];

/** The fields that repeat parameters of the request. A head lacks them otherwise. */
const repeatedFields: readonly HeadField[] = ['age', 'people', 'deleted'];

const knownHeadFields = new Set<string>([...headFields, ...windowFields, ...repeatedFields]);

/** The counts of a row and of sums. */
const countFields = [...countIds, 'tooYoung'];

const otherRowFields = ['hasPreview', 'mayHaveBegunEarlier', 'explain'];
const rowFields = [...textColumnIds, ...flagColumnIds, ...instantColumnIds, ...countFields, ...otherRowFields];

/** The warnings of each element: it logs each of them once. */
const logged = new WeakMap<object, Set<string>>();

/** Returns the warnings about a report, and logs those that the element has not logged before. */
export function logWarnings(element: { readonly id: string }, report: Report, columns: ColumnSet): string[] {
  const warnings = reportWarnings(report, columns);
  const known = logged.get(element) ?? new Set();
  logged.set(element, known);
  for (const warning of warnings) {
    if (known.has(warning)) continue;
    known.add(warning);
    warnAbout(element, warning);
  }
  return warnings;
}

/**
 * Describes the probable mistakes of a report that is shown: fields whose names are similar to those of fields that it lacks,
 * URL templates without `{emailId}`, fields of the head that are left out, and bad values of extra columns. Other unknown
 * fields are the host's own.
 */
export function reportWarnings(report: Report, columns: ColumnSet): string[] {
  const suspects = [...report.suspects].flatMap(([name, row]) => {
    return (row === -1 ? describeHeadField(name, report) : describeRowField(name, row, report, columns)) ?? [];
  });
  const { head, badValues } = report;
  return [...suspects, ...headWarnings(head), ...describeTotals(report, columns), ...(badValues?.values() ?? [])];
}

function describeHeadField(name: string, report: Report): string | undefined {
  if (name === 'previewUrl' || name === 'previewPageUrl') {
    const got = quote(report[name] ?? '');
    return `${name}: expected a URL template with {emailId}, got ${got}. See ${page}#return-emails-for-previews.`;
  }
  if (knownHeadFields.has(name)) return undefined;
  const fields = [...headFields, ...(report.window ? windowFields : [])];
  return describeUnknown('', name, fields, (id) => !isNullish(report.head[id]));
}

function describeRowField(name: string, row: number, report: Report, columns: ColumnSet): string | undefined {
  if (trackedIds.includes(name)) return undefined;
  const { offered, withoutPreview, explanations = [], window, numbers } = report;
  const present = new Set<string>(offered);
  if (withoutPreview.length > 0) present.add('hasPreview');
  if (explanations.some(Boolean)) present.add('explain');
  const fields = [...rowFields, ...(window?.groupBy ? trackedIds : []), ...ownFields(columns)];
  const isPresent = (id: string) => present.has(id) || (trackedIds.includes(id) && id in numbers);
  return describeUnknown(`rows[${row}].`, name, fields, isPresent);
}

/** Totals are a row without names and ids. */
function describeTotals({ window, head }: Report, columns: ColumnSet): string[] {
  const totals = window && head['totals'];
  if (!isJsonObject(totals)) return [];
  const fields = [...instantColumnIds, ...countFields, ...trackedIds, 'explain', ...ownFields(columns)];
  const unknown = Object.keys(totals).filter((name) => !fields.includes(name));
  return unknown.flatMap((name) => describeUnknown('totals.', name, fields, (id) => !isNullish(totals[id])) ?? []);
}

const ownFields = ({ extras }: ColumnSet) => extras.filter(({ rate }) => !rate).map(({ id }) => id);

/** A field that most resembles one that is present is the host's own. */
function describeUnknown(
  parent: string,
  name: string,
  fields: readonly string[],
  isPresent: (id: string) => boolean,
): string | undefined {
  const similar = similarNames(name, fields).filter((id) => !isPresent(id));
  if (similar.length === 0) return undefined;
  const place = `${parent}${quote(name).slice(1, -1)}`;
  const expected = similar.map((id) => `"${id}"`).join(' or ');
  return `${place}: unknown field; did you mean ${expected}? See ${page}#find-mistakes.`;
}
