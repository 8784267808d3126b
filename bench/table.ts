/**
 * Measures sorting, searching and grouping a table without rendering it. Prints the minimum CPU time of several runs, and
 * the longest slice, in milliseconds.
 *
 *   npx tsx bench/table.ts [--runs 5] [--rows 1000,100000,1000000]
 */
import { parseArgs } from 'node:util';
import { parseReport } from '../src/endpoint/parse-report.ts';
import type { Report } from '../src/model/report.ts';
import { parseSort } from '../src/model/sort.ts';
import type { SlicedTask } from '../src/platform/sliced-task.ts';
import { foldText } from '../src/table-model/diacritic-folding.ts';
import type { Fold } from '../src/table-model/search-matches.ts';
import { FastSorter } from '../src/table-model/sorting/fast-sorter.ts';
import { createRowFilter } from '../src/table-model/filter-rows.ts';
import { createComparisonSorter, type CreateRowSorter } from '../src/table-model/sorting/sorting.ts';
import { TableModel } from '../src/table-model/table-model.ts';
import { initialViewState, type ViewState } from '../src/table-model/view-state.ts';

const { values: options } = parseArgs({
  options: { runs: { type: 'string', default: '5' }, rows: { type: 'string', default: '1000,100000,1000000' } },
});

const words = 'Spring,Launch,Invite,Reminder,Webinar,Newsletter,Product,Update,Été,Autumn,Follow-up,EMEA,Größe'.split(
  ',',
);

function reportOf(length: number): Report {
  let state = 7;
  const random = (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return Math.floor(((state >>> 0) / 2 ** 32) * below);
  };
  const word = () => words[random(words.length)] ?? '';
  const rows = Array.from({ length }, (_, index) => {
    const campaign = 1000 + Math.floor(index / 5);
    const sent = random(100_000);
    const opened = random(sent + 1);
    return {
      campaignId: String(campaign),
      campaignName: `${word()} ${word()} ${campaign}`,
      emailId: String(10_000 + ((index * 7919) % length)),
      emailName: `${word()} ${word()} ${random(1000)}.${word()} ${random(100)}`,
      firstSentAt: new Date(Date.UTC(2026, 0, 1) + random(300) * 86_400_000 + random(86_400) * 1000).toISOString(),
      sent,
      delivered: sent,
      opened,
      clicked: random(opened + 1),
      unsubscribed: random(4),
    };
  });
  return parseReport(JSON.parse(JSON.stringify({ version: 1, rows })));
}

const collator = new Intl.Collator('en', { numeric: true });
const fold = (): Fold => foldText;
const viewOf = (sort: string, fields: Partial<ViewState> = {}): ViewState => ({
  ...initialViewState,
  groupBy: 'none',
  sort: parseSort(sort) ?? [],
  ...fields,
});

interface Figures {
  readonly cpu: number;
  readonly longest: number;
}

function measure(work: SlicedTask<unknown>): Figures {
  const before = process.cpuUsage();
  let longest = 0;
  for (let done: boolean | undefined = false; !done;) {
    const start = performance.now();
    ({ done } = work.next());
    longest = Math.max(longest, performance.now() - start);
  }
  const { user, system } = process.cpuUsage(before);
  return { cpu: (user + system) / 1000, longest };
}

/** The cases: a name, the views whose tables are built first, and the view that is measured. */
const cases: readonly (readonly [name: string, before: readonly ViewState[], view: ViewState])[] = [
  ['count, first sort', [], viewOf('-sent')],
  ['count, next sort', [viewOf('sent')], viewOf('-opened')],
  ['date, next sort', [viewOf('sent')], viewOf('-firstSentAt')],
  ['rate, next sort', [viewOf('sent')], viewOf('-openedRate')],
  ['campaign, first sort', [], viewOf('campaignName')],
  ['email, first sort', [], viewOf('emailName')],
  ['email, next sort', [viewOf('emailName')], viewOf('-emailName')],
  ['search, first letter', [viewOf('-sent')], viewOf('-sent', { search: 'l' })],
  ['search, next letter', [viewOf('-sent'), viewOf('-sent', { search: 'l' })], viewOf('-sent', { search: 'la' })],
  ['grouped, first', [], viewOf('-firstSentAt', { groupBy: 'campaign' })],
  ['grouped, next sort', [viewOf('-firstSentAt', { groupBy: 'campaign' })], viewOf('-sent', { groupBy: 'campaign' })],
  [
    'grouped, all closed',
    [viewOf('-sent', { groupBy: 'campaign' })],
    viewOf('-sent', { groupBy: 'campaign', expandedByDefault: false }),
  ],
];

for (const length of options.rows.split(',').map(Number)) {
  const report = reportOf(length);
  const figures = cases.map(() => ({ cpu: Infinity, longest: Infinity }));
  for (let run = 0; run < Number(options.runs); run++) {
    cases.forEach(([, before, view], index) => {
      const createRowSorter: CreateRowSorter = (rows, names) =>
        report.length > 1000 ? new FastSorter(rows, names) : createComparisonSorter(rows, names);
      const model = new TableModel(report, { collator, fold, filterRows: createRowFilter, createRowSorter });
      for (const earlier of before) measure(model.build(earlier));
      const { cpu, longest } = measure(model.build(view));
      const best = figures[index];
      if (best) Object.assign(best, { cpu: Math.min(best.cpu, cpu), longest: Math.min(best.longest, longest) });
    });
  }
  console.log(`\n| ${length} rows | CPU ms | longest slice ms |\n|---|--:|--:|`);
  cases.forEach(([name], index) => {
    const { cpu = NaN, longest = NaN } = figures[index] ?? {};
    console.log(`| ${name} | ${cpu.toFixed(1)} | ${longest.toFixed(1)} |`);
  });
}
