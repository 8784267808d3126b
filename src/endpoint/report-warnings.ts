import { instantColumnIds, type ColumnSet } from '../model/columns.ts';
import { countIds } from '../model/metrics.ts';
import type { Report } from '../model/report.ts';
import { similarNames } from '../platform/similar-names.ts';
import { warnAbout } from '../platform/warn-about.ts';
import { quote } from './contract-error.ts';

const page = 'docs/endpoint.md';

/** Optional fields of a row. */
const rowFields = ['campaignFolder', 'campaignArchived', 'hasPreview', ...instantColumnIds, ...countIds, 'tooYoung'];

/** Fields that other versions of the element read. */
const otherFields = new Set([
  ...['ages', 'age', 'sortable', 'peopleFilters', 'people', 'deleted', 'campaignsUrl', 'seriesUrl'],
  ...['folder', 'archived', 'filter', 'activity', 'rateBase', 'explain'],
]);
const otherRowFields = new Set([
  ...['privacyOpened', 'personOpened', 'campaignType', 'workspace'],
  ...['mayHaveBegunEarlier', 'program', 'emails', 'emailsTracked', 'sentTracked', 'deliveredTracked', 'clickedTracked'],
  'humanClickedTracked',
]);

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
 * Describes the probable mistakes of a valid report: fields whose names are similar to those of fields that it lacks,
 * URL templates without `{emailId}`, and bad values of extra columns. Other unknown fields are the host's own.
 */
export function reportWarnings(report: Report, columns: ColumnSet): string[] {
  const suspects = [...report.suspects].flatMap(([name, row]) => describeSuspect(name, row, report, columns) ?? []);
  return [...suspects, ...(report.badValues?.values() ?? [])];
}

function describeSuspect(name: string, row: number, report: Report, columns: ColumnSet): string | undefined {
  if (row === -1 && (name === 'previewUrl' || name === 'previewPageUrl')) {
    const got = quote(report[name] ?? '');
    return `${name}: expected a URL template with {emailId}, got ${got}. See ${page}#return-emails-for-previews.`;
  }
  if ((row === -1 ? otherFields : otherRowFields).has(name)) return undefined;
  const similar = similarNames(name, row === -1 ? missingHeadFields(report) : missingRowFields(report, columns));
  if (similar.length === 0) return undefined;
  const path = row === -1 ? '' : `rows[${row}].`;
  const expected = similar.map((field) => `"${field}"`).join(' or ');
  return `${path}${quote(name).slice(1, -1)}: unknown field; did you mean ${expected}? See ${page}#find-mistakes.`;
}

function missingRowFields({ offered, withoutPreview }: Report, { extras }: ColumnSet): string[] {
  const present = new Set<string>(offered);
  if (withoutPreview.length > 0) present.add('hasPreview');
  const ownFields = extras.filter(({ rate }) => !rate).map(({ id }) => id);
  return [...rowFields, ...ownFields].filter((id) => !present.has(id));
}

function missingHeadFields({
  asOf,
  rowCount,
  previewUrl,
  previewPageUrl,
  campaignsUrl,
  scope,
  window,
}: Report): string[] {
  const urls = { previewUrl, previewPageUrl, campaignsUrl };
  const fields = { asOf: asOf || undefined, rowCount, ...urls, ...scope, limit: window };
  const names = ['asOf', 'from', 'to', 'timeZone', 'dateBasis', 'rowCount', ...Object.keys(urls), 'limit'];
  return names.filter((name) => fields[name as keyof typeof fields] === undefined);
}
