/** The measurements of the grid benchmark, and `bench/RESULTS.md`. */
import { median } from './median.ts';

export const gridNames = ['element', 'native-table', 'tanstack', 'revogrid', 'ag-grid'] as const;
export type GridName = (typeof gridNames)[number];
const titles: Record<GridName, string> = {
  element: 'campaign-email-report',
  'native-table': 'Native table (lower bound)',
  tanstack: 'TanStack Table + Virtual (Lit)',
  revogrid: 'RevoGrid',
  'ag-grid': 'AG Grid Community',
};

/** The measurements of a grid. Times are in milliseconds. */
export interface Figures {
  /** The size of the loaded scripts, in kB. */
  script: number;
  scriptBrotli: number;
  /** From prepared data until the first rows are rendered. */
  mountCpu: number;
  mountWall: number;
  /** From the objects that `JSON.parse` returns until all rows are loaded and rendered. */
  rowsCpu: number;
  rowsWall: number;
  countSortCpu: number;
  countSortWall: number;
  campaignSortCpu: number;
  campaignSortWall: number;
  emailSortCpu: number;
  emailSortWall: number;
  scrollCpu: number;
  wheelCpu: number;
  /** The time per frame when scrolling by a viewport. */
  frame: number;
  /** The share of rows in the viewport that were blank after the main thread had rendered. */
  blank: number;
  /** In MB, in addition to the rows. */
  memory: number;
  loadFirst: number;
  loadAll: number;
  loadCpu: number;
  /** The longest task of the main thread from mounting to the last scroll; 0 if it took less than 50 ms. */
  longest: number;
  /** The same during loading. */
  loadLongest: number;
}

/** The rows of the table: measurement, title, decimals. */
const tableRows: readonly [keyof Figures, string, number][] = [
  ['script', 'script, gzip kB', 1],
  ['scriptBrotli', 'script, brotli kB', 1],
  ['mountCpu', 'mount, CPU ms', 0],
  ['mountWall', 'mount, wall ms', 0],
  ['rowsCpu', 'mount from row objects, CPU ms', 0],
  ['rowsWall', 'mount from row objects, wall ms', 0],
  ['countSortCpu', 'sort by a count, CPU ms', 0],
  ['countSortWall', 'sort by a count, wall ms', 0],
  ['campaignSortCpu', 'sort by campaign, first time, CPU ms', 0],
  ['campaignSortWall', 'sort by campaign, first time, wall ms', 0],
  ['emailSortCpu', 'sort by email, first time, CPU ms', 0],
  ['emailSortWall', 'sort by email, first time, wall ms', 0],
  ['scrollCpu', 'scroll by a viewport, sorted, CPU ms', 1],
  ['wheelCpu', 'scroll by a wheel step, CPU ms', 1],
  ['frame', 'scroll by a viewport, wall ms', 1],
  ['blank', 'blank rows in the viewport, %', 1],
  ['memory', 'memory in addition to the rows, MB', 1],
  ['loadFirst', 'fetch to first rows, wall ms', 0],
  ['loadAll', 'fetch to all rows, wall ms', 0],
  ['loadCpu', 'fetch to all rows, CPU ms', 0],
  ['loadLongest', 'fetch to all rows, longest task over 50 ms', 0],
  ['longest', 'mount, sorts and scroll, longest task over 50 ms', 0],
];

/** Formats the medians for a number of rows as a Markdown section. */
export function resultsTable(
  size: number,
  grids: readonly GridName[],
  results: ReadonlyMap<GridName, Partial<Figures>[]>,
): string {
  const medianOf = (name: GridName, figure: keyof Figures, digits: number): string => {
    const value = median((results.get(name) ?? []).map((each) => each[figure] ?? NaN));
    if (Number.isNaN(value)) return '–';
    return (figure === 'blank' ? 100 * value : value).toFixed(digits);
  };
  const lines = tableRows
    .filter(([figure]) => grids.some((name) => results.get(name)?.some((each) => figure in each)))
    .map(
      ([figure, title, digits]) => `| ${title} | ${grids.map((name) => medianOf(name, figure, digits)).join(' | ')} |`,
    );
  return `## ${size.toLocaleString('en')} rows\n\n${markdownTable(grids, lines)}`;
}

/** Formats a table with a column per grid. */
export function markdownTable(grids: readonly GridName[], lines: readonly string[]): string {
  const head = `| | ${grids.map((name) => titles[name]).join(' | ')} |`;
  return [head, `|---|${grids.map(() => '--:').join('|')}|`, ...lines, ''].join('\n');
}

/** Formats the Markdown page with the results. */
export function resultsPage(browserVersion: string, repetitions: string, sections: readonly string[]): string {
  const date = new Date().toISOString().slice(0, 10);
  return `# Grid benchmark

${date}, Chromium ${browserVersion} (headless), medians of ${repetitions} interleaved runs. 17 columns, a viewport of 1,200 × 760 pixels.
CPU is the time that the main thread spends in tasks. The machines are shared, so compare ratios. Scripts include everything
that is loaded to show and sort, and 1 kB of the benchmark itself.

${sections.join('\n')}`;
}
