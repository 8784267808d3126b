/** Writes the pages about the element and the scenarios from what is built, so that nothing is typed twice: `npm run docs` after a build. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';

const root = join(import.meta.dirname, '..');

const inCell = (text = '') => text.replaceAll('\n', ' ').replaceAll('|', '\\|');
const code = (text) => (text ? `\`${inCell(text)}\`` : '');

/** @param {string[]} heads @param {string[][]} rows */
function table(heads, rows) {
  if (rows.length === 0) return '';
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}

/** The page `docs/element.md`. */
export function makeReference(manifestFile = join(root, 'dist', 'custom-elements.json')) {
  const { modules } = JSON.parse(readFileSync(manifestFile, 'utf8'));
  const element = modules.flatMap(({ declarations }) => declarations).find(({ tagName }) => tagName);
  const fields = element.members.filter(({ kind }) => kind === 'field');
  const methods = element.members.filter(({ kind }) => kind === 'method');
  const named = (entries = []) => entries.map(({ name, description }) => [code(name), inCell(description)]);
  const sections = {
    'Attributes and properties': [
      'A property that has an attribute can be set either way. Objects and functions are properties alone. The ids of columns are\n[those that `sort` names](endpoint.md#columns-that-sort-names).',
      table(
        ['property', 'attribute', 'type', 'default', ''],
        fields.map(({ name, attribute, type, default: value, description }) => [
          ...[code(name), code(attribute), code(type?.text), code(value), inCell(description)],
        ]),
      ),
    ],
    Methods: [
      table(
        ['method', ''],
        methods.map(({ name, description }) => [code(`${name}()`), inCell(description)]),
      ),
    ],
    Events: [
      'None bubbles. What each carries is typed: `CampaignEmailReportEventMap`. How to show emails in a way of your own is in\n[the email viewer](email-viewer.md); a view that is kept, in [plain HTML](html.md#keep-what-the-reader-chose).',
      table(
        ['event', 'type', ''],
        element.events.map(({ name, type, description }) => [code(name), code(type?.text), inCell(description)]),
      ),
    ],
    Slots: [table(['slot', ''], named(element.slots))],
    'Custom properties': [
      'Set them on the element or on anything around it.',
      table(
        ['property', 'default', ''],
        element.cssProperties.map(({ name, default: value, description }) => [
          code(name),
          code(value),
          inCell(description),
        ]),
      ),
    ],
    Parts: ['For `campaign-email-report::part(…)`.', table(['part', ''], named(element.cssParts))],
    States: ['For `campaign-email-report:state(…)`.', table(['state', ''], named(element.cssStates))],
  };
  const text = Object.entries(sections).map(([title, parts]) => [`## ${title}`, ...parts.filter(Boolean)].join('\n\n'));
  const head = '<!-- Made by `npm run docs` from the doc comments of the element. -->\n\n# The element';
  return `${[head, element.description, ...text].join('\n\n')}\n`;
}

/** The page `docs/scenarios.md`. */
export async function makeScenarios(moduleFile = join(root, 'dist', 'testing.js')) {
  const { scenarios } = await import(moduleFile);
  const rows = scenarios.map(({ id, title, outcome, refreshed }) => [
    code(id),
    inCell(title),
    code(outcome),
    code(refreshed),
  ]);
  const head = '<!-- Made by `npm run docs` from the list of scenarios. -->\n\n# Scenarios';
  const about = `What the endpoints of [\`campaign-email-report/testing\`](testing.md) do, and the [state](element.md#states) that the
element comes to; where another follows when the report is refreshed, which one.`;
  return `${[head, about, table(['id', 'what happens', 'state', 'refreshed'], rows)].join('\n\n')}\n`;
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(join(root, 'docs', 'element.md'), makeReference());
  writeFileSync(join(root, 'docs', 'scenarios.md'), await makeScenarios());
}
