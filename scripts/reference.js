/** Writes `docs/element.md` and `docs/scenarios.md` from the built package: run `npm run docs` after a build. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';

const root = join(import.meta.dirname, '..');

/** Properties in the order of the docs. Properties that are not listed come last, in the order of the source. */
const propertyGroups = {
  'Data source': ['endpoint', 'query', 'method', 'refreshInterval', 'report', 'token', 'requestInit', 'fetcher'],
  View: [
    'timeFrame',
    'timeFrames',
    'minDate',
    'maxDate',
    'firstDayOfWeek',
    'fiscalYearStart',
    'timeZone',
    'dateBasis',
    'groupBy',
    'sort',
    'columns',
    'extraColumns',
    'search',
    'filter',
    'figures',
    'view',
    'viewStorage',
    'viewPrefix',
    'views',
  ],
  Presentation: ['messages', 'controls', 'share', 'headingLevel', 'previewMode'],
  Tests: ['now', 'wait'],
};

/** Examples of values, for attributes whose type does not list them. */
const attributeValues = {
  endpoint: ['/api/report'],
  'time-frame': ['last-30-days', '2026-10-01/2026-10-31', '2026-10-01/..'],
  'time-zone': ['Europe/Paris'],
  sort: ['-clicked,campaignName'],
  columns: ['emailName,sent,openedRate'],
  search: ['newsletter'],
  filter: ['archived=exclude;delivered>=200'],
  figures: ['activity=human;compare=previous-period'],
  controls: ['search columns refresh', 'none'],
  'time-frames': ['last-7-days this-month last-month', 'none'],
  'min-date': ['2024-01-01'],
  'max-date': ['2026-12-31'],
  'fiscal-year-start': ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12'],
  share: ['link csv print', 'none'],
  'view-storage': ['url', 'local:sales'],
  'view-prefix': ['cer'],
  'refresh-interval': ['300'],
  'heading-level': ['1', '2', '3', '4', '5', '6'],
};

const inCell = (text = '') => text.replaceAll('\n', ' ').replaceAll('|', '\\|');
const code = (text) => (text ? `\`${inCell(text)}\`` : '');

/** @param {string[]} heads @param {string[][]} rows */
function table(heads, rows) {
  if (rows.length === 0) return '';
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}

/** The values that an attribute can have: all of them if its type lists them, otherwise examples. */
function valuesOf({ attribute, type }) {
  const listed = [...(type?.text ?? '').matchAll(/'([^']*)'/g)].map(([, value]) => value);
  const values = listed.length > 0 ? listed : (attributeValues[attribute] ?? []);
  return values.map(code).join(', ');
}

/** The tables of properties, one for each group. */
function propertyTables(fields) {
  const listed = new Set(Object.values(propertyGroups).flat());
  const others = fields.filter(({ name }) => !listed.has(name)).map(({ name }) => name);
  return Object.entries({ ...propertyGroups, Other: others }).flatMap(([title, names]) => {
    const rows = names
      .map((name) => fields.find((field) => field.name === name))
      .filter(Boolean)
      .map((field) => [
        ...[code(field.name), code(field.attribute), field.attribute ? valuesOf(field) : code(field.type?.text)],
        ...[code(field.default), inCell(field.description)],
      ]);
    const heads = ['property', 'attribute', 'values', 'default', 'description'];
    return rows.length > 0 ? [`### ${title}`, table(heads, rows)] : [];
  });
}

/** The introduction of each section of the reference. */
const introductions = {
  'Attributes and properties':
    'Properties without an attribute can only be set in JavaScript. For attributes, the column “values” lists the values, or an\n' +
    'example. An invalid value logs a warning, and the default applies. `sort` and `columns` take\n' +
    '[column ids](endpoint.md#column-ids).',
  Events:
    'Events do not bubble. TypeScript: `CampaignEmailReportEventMap`. Examples:\n' +
    '[react to loading and errors](html.md#react-to-loading-and-errors),\n' +
    "[save the reader's view](html.md#save-the-readers-view), [open emails your way](email-viewer.md).",
  Slots: 'Elements inside the tag with a `slot` attribute. [Example](styling.md#replace-texts-and-add-controls).',
  'Custom properties':
    'Set them on the element or on an ancestor. [Example](styling.md#change-colors-spacing-and-density).',
  Parts: 'For `campaign-email-report::part(…)`. [Example](styling.md#style-a-part).',
  States:
    'For `campaign-email-report:state(…)`. The element has exactly one of them. [Example](styling.md#style-a-state).',
};

/** The tables of each section of the reference. */
function referenceTables({ members, events, slots, cssProperties, cssParts, cssStates }) {
  const named = (entries = []) => entries.map(({ name, description }) => [code(name), inCell(description)]);
  const methods = members
    .filter(({ kind }) => kind === 'method')
    .map((method) => ({ ...method, name: `${method.name}()` }));
  const eventRows = events.map(({ name, type, description }) => [code(name), code(type?.text), inCell(description)]);
  const customProperties = cssProperties.map(({ name, default: value, description }) => [
    code(name),
    code(value),
    inCell(description),
  ]);
  return {
    'Attributes and properties': propertyTables(members.filter(({ kind }) => kind === 'field')),
    Methods: [table(['method', 'description'], named(methods))],
    Events: [table(['event', 'type', 'description'], eventRows)],
    Slots: [table(['slot', 'description'], named(slots))],
    'Custom properties': [table(['property', 'default', 'description'], customProperties)],
    Parts: [table(['part', 'description'], named(cssParts))],
    States: [table(['state', 'description'], named(cssStates))],
  };
}

/** The page `docs/element.md`. */
export function makeReference() {
  const { modules } = JSON.parse(readFileSync(join(root, 'dist', 'custom-elements.json'), 'utf8'));
  const element = modules.flatMap(({ declarations }) => declarations).find(({ tagName }) => tagName);
  const sections = Object.entries(referenceTables(element)).map(([title, tables]) =>
    [`## ${title}`, introductions[title], ...tables].filter(Boolean).join('\n\n'),
  );
  const head =
    '<!-- Generated by `npm run docs` from the doc comments of the element. Do not edit. -->\n\n# API reference';
  return `${[head, element.description, ...sections].join('\n\n')}\n`;
}

/** The page `docs/scenarios.md`. */
export async function makeScenarios() {
  const { scenarios } = await import(join(root, 'dist', 'testing.js'));
  const head = '<!-- Generated by `npm run docs` from the list of scenarios. Do not edit. -->\n\n# Scenarios';
  const about =
    'The ids for [`campaign-email-report/testing`](testing.md). “State” is the [state](element.md#states) of the element after\n' +
    'the first request. “After refresh” is the state after the reader refreshes, if it differs.';
  const groups = [...new Set(scenarios.map(({ group }) => group))].flatMap((group) => {
    const rows = scenarios
      .filter((scenario) => scenario.group === group)
      .map(({ id, title, outcome, refreshed }) => [code(id), inCell(title), code(outcome), code(refreshed)]);
    return [`## ${group}`, table(['id', 'the endpoint', 'state', 'after refresh'], rows)];
  });
  return `${[head, about, ...groups].join('\n\n')}\n`;
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(join(root, 'docs', 'element.md'), makeReference());
  writeFileSync(join(root, 'docs', 'scenarios.md'), await makeScenarios());
}
