import { ProblemList, formatProblem, ContractError } from '../src/endpoint/contract-error.ts';
import { checkWindow, type WindowRequest } from '../src/endpoint/window-request.ts';
import { rateOf } from '../src/model/metrics.ts';
import type { Report } from '../src/model/report.ts';
import { parseSort, type Sort } from '../src/model/sort.ts';
import { findRow, keyOf, nameRow, type CheckContext } from './check-context.ts';
import type { Topic } from './findings.ts';

/** Returns a mistake of a window, or `undefined`. */
type Test = (report: Report) => string | undefined;

const sortOf = (text: string): Sort => parseSort(text) ?? [];

/** Checks the sort order, and windows where the endpoint returns them. */
export async function checkSortAndWindows(context: CheckContext, first: Report): Promise<void> {
  const { findings } = context;
  const probe = first.window
    ? first
    : await context.fetchReport('windows', 'limit=2', { window: { offset: 0, limit: 2 } });
  if (!probe) return;
  if (!probe.window) {
    await checkSortOfWhole(context);
    const hint = 'Consider windows above 100,000 rows. See docs/endpoint.md#return-long-reports-in-windows.';
    findings.add(
      'info',
      'windows',
      `The endpoint returns whole reports, which the element sorts, searches and filters. ${hint}`,
    );
    return;
  }
  if (!first.window) {
    await checkSortOfWhole(context);
    findings.add('info', 'windows', 'The endpoint returns windows on request, and this report as a whole.');
  }
  await new WindowChecks(context).run(first);
}

/** A whole report may have any order. */
async function checkSortOfWhole(context: CheckContext): Promise<void> {
  const report = await context.fetchReport('sort', 'sort=sent', { sort: sortOf('sent') });
  if (!report) return;
  const isSorted = problemOfOrder(report, (row) => report.numbers.sent[row] ?? NaN) === undefined;
  const message = isSorted ? 'Rows come in the requested order.' : 'sort is ignored, which whole reports may do.';
  context.findings.add(isSorted ? 'ok' : 'info', 'sort', message);
}

/** Returns a row whose value is out of its ascending order; unknown values come last. */
function problemOfOrder(report: Report, valueOf: (row: number) => number, direction = 1): string | undefined {
  const row = findRow(report, (at) => {
    if (at === 0) return false;
    const [before, value] = [valueOf(at - 1), valueOf(at)];
    return Number.isNaN(before) ? !Number.isNaN(value) : direction * before > direction * value;
  });
  return row === undefined ? undefined : `rows[${row}] (${nameRow(report, row)}) is in the wrong order.`;
}

const sent =
  ({ numbers }: Report) =>
  (row: number) =>
    numbers.sent[row] ?? NaN;
const openedRate =
  ({ numbers }: Report) =>
  (row: number) =>
    rateOf(numbers.opened[row] ?? NaN, numbers.delivered[row] ?? NaN);

/** The checks of windows. Each requests a window, validates it as the element does, and tests its rows. */
class WindowChecks {
  readonly #context: CheckContext;

  constructor(context: CheckContext) {
    this.#context = context;
  }

  async run(first: Report): Promise<void> {
    await this.#checkPositions();
    await this.#checkSort();
    if (first.length === 0) return;
    await this.#checkSearch(first);
    await this.#checkFilters(first);
    await this.#checkCampaigns();
  }

  async #check(topic: Topic, name: string, window: WindowRequest, test: Test, sort = '-firstSentAt'): Promise<void> {
    const { findings } = this.#context;
    const report = await this.#fetch(topic, name, window, sort);
    if (report) findings.verify(topic, `${name} is honored.`, prefixed(name, test(report)));
  }

  /** Requests a window. Everything that differs from the request becomes a finding. */
  async #fetch(topic: Topic, name: string, window: WindowRequest, sort = '-firstSentAt'): Promise<Report | undefined> {
    const report = await this.#context.fetchReport(topic, name, { window, sort: sortOf(sort) });
    if (!report) return undefined;
    const problems = new ProblemList();
    checkWindow(report, sortOf(sort), window, problems);
    try {
      problems.throwIfAny();
      if (report.complete) return report;
      this.#context.findings.add(
        'error',
        topic,
        `${name}: the window has ${report.length} rows, fewer than limit and rowCount require.`,
      );
    } catch (error) {
      if (!(error instanceof ContractError)) throw error;
      for (const problem of error.problems) {
        const message = `${name}: ${formatProblem(problem)}. See docs/endpoint.md#return-long-reports-in-windows.`;
        this.#context.findings.add('error', topic, message, { path: problem.path });
      }
    }
    return undefined;
  }

  async #checkPositions(): Promise<void> {
    const one = await this.#fetch('windows', 'offset=0&limit=2', { offset: 0, limit: 2 });
    if (!one) return;
    await this.#check('windows', 'offset=2&limit=2', { offset: 2, limit: 2 }, (two) => {
      const keys = new Set(Array.from({ length: one.length }, (_, row) => keyOf(one, row)));
      const repeated = findRow(two, (row) => keys.has(keyOf(two, row)));
      if (repeated !== undefined) return `${nameRow(two, repeated)} is also in the window before.`;
      return two.rowCount === one.rowCount
        ? undefined
        : `rowCount is ${two.rowCount}, and ${one.rowCount} with offset=0.`;
    });
    if (!one.window?.totals)
      this.#context.findings.add('info', 'windows', 'Windows have no totals, so totals are shown as –.');
  }

  async #checkSort(): Promise<void> {
    const window = { offset: 0, limit: 100 };
    for (const [sort, valueOf, direction] of [
      ['sent', sent, 1],
      ['-sent,campaignName', sent, -1],
      ['openedRate', openedRate, 1],
      ['-openedRate', openedRate, -1],
    ] as const) {
      const test: Test = (report) => problemOfOrder(report, valueOf(report), direction);
      await this.#check('sort', `sort=${sort}`, window, test, sort);
    }
  }

  async #checkSearch(first: Report): Promise<void> {
    const name = first.text.emailName[0] ?? '';
    const search = name.toUpperCase().trim();
    if (search !== '') {
      await this.#check('windows', `search=${search}`, { offset: 0, limit: 200, search }, ({ rowCount }) =>
        rowCount === 0 ? `no row was found, although an email has the name ${JSON.stringify(name)}.` : undefined,
      );
    }
    const nothing = 'no-email-has-this-name-8c1f';
    await this.#check('windows', 'search without a match', { offset: 0, limit: 2, search: nothing }, ({ rowCount }) =>
      rowCount === 0 ? undefined : `${rowCount} rows were found.`,
    );
  }

  async #checkFilters(first: Report): Promise<void> {
    const campaign = first.text.campaignId[0] ?? '';
    const page = { offset: 0, limit: 200 };
    await this.#check('windows', `campaign=${campaign}`, { ...page, campaign }, ({ length }) =>
      length > 0 ? undefined : 'no row was found.',
    );
    const folder = first.text.campaignFolder.find((path) => path?.startsWith('/') && path.length > 1);
    if (folder) {
      await this.#check('windows', `folder=${folder}`, { ...page, folder: [folder] }, (report) =>
        problemOfRow(report, (row) => {
          const path = report.text.campaignFolder[row] ?? '';
          return path === folder || path.startsWith(`${folder}/`);
        }),
      );
    }
    await this.#check('windows', 'archived=exclude', { ...page, archived: 'exclude' }, (report) =>
      problemOfRow(report, (row) => report.text['campaignArchived'][row] !== true),
    );
    const sent = Math.max(...first.numbers.sent.subarray(0, 1000));
    await this.#check('windows', `filter=sent>=${sent}`, { ...page, filter: [`sent>=${sent}`] }, (report) =>
      problemOfRow(report, (row) => (report.numbers.sent[row] ?? 0) >= sent),
    );
  }

  async #checkCampaigns(): Promise<void> {
    const window: WindowRequest = { offset: 0, limit: 200, groupBy: 'campaign' };
    await this.#check('windows', 'groupBy=campaign', window, (report) => {
      const totals = report.window?.totals?.sent[0];
      if (totals === undefined || report.length !== report.rowCount) return undefined;
      const sum = report.numbers.sent.reduce((total, sent) => total + sent, 0);
      return sum === totals ? undefined : `sent is ${sum} in all campaigns, and ${totals} in totals.`;
    });
  }
}

const prefixed = (name: string, mistake: string | undefined) =>
  mistake === undefined ? undefined : `${name}: ${mistake}`;

function problemOfRow(report: Report, isRight: (row: number) => boolean): string | undefined {
  const wrong = findRow(report, (row) => !isRight(row));
  return wrong === undefined ? undefined : `rows[${wrong}] (${nameRow(report, wrong)}) does not match.`;
}
