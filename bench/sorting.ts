/**
 * Compares the element's sort of different kinds of names with a plain sort. Prints the median CPU time of interleaved
 * runs, in milliseconds.
 *
 *   npx tsx bench/sorting.ts [--rows 100000,1000000] [--runs 5] [--shapes French] [--chromium]
 *
 * In Node.js, this is the CPU time of the process, including compilation and garbage collection. In Chromium, it is the CPU
 * time of the main thread, and each sort is the first one of a new page.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { build, type Rolldown } from 'vite';
import { chromiumFlags, findChromium } from '../test/support/chromium.js';
import { nameShapes } from '../test/support/name-shapes.ts';
import { cpu as mainThreadTime } from './grid-pages.ts';
import { median } from './median.ts';
import { nameSorts, type NameSorts } from './name-sorts.ts';

const { values: options } = parseArgs({
  options: {
    rows: { type: 'string', default: '100000' },
    runs: { type: 'string', default: '5' },
    shapes: { type: 'string', default: '' },
    chromium: { type: 'boolean' },
  },
});

declare global {
  interface Window {
    bench: { nameSorts: typeof nameSorts };
    sorts: NameSorts;
  }
}

type MeasureSort = (way: keyof NameSorts) => number | Promise<number>;

function measureInNode(shape: string, length: number): MeasureSort {
  const sorts = nameSorts(shape, length);
  return (way) => {
    const before = process.cpuUsage();
    sorts[way]();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  };
}

async function chromiumMeasurer() {
  const [output] = (await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      lib: { entry: join(import.meta.dirname, 'name-sorts.ts'), formats: ['iife'], name: 'bench' },
    },
  })) as Rolldown.RolldownOutput[];
  const script = output?.output[0].code ?? '';
  const browser = await chromium.launch({ executablePath: await findChromium(), args: chromiumFlags });
  const measure =
    (shape: string, length: number): MeasureSort =>
    async (way) => {
      const page = await browser.newPage();
      await page.addScriptTag({ content: script });
      await page.evaluate(([name, rows]) => void (window.sorts = window.bench.nameSorts(name, rows)), [
        shape,
        length,
      ] as const);
      const session = await page.context().newCDPSession(page);
      await session.send('Performance.enable', { timeDomain: 'threadTicks' });
      const before = await mainThreadTime(session);
      await page.evaluate((name) => void window.sorts[name](), way);
      const taken = (await mainThreadTime(session)) - before;
      await page.close();
      return taken;
    };
  return { measure, close: () => browser.close() };
}

async function measureNames(length: number, measurerOf: (shape: string, length: number) => MeasureSort) {
  console.log(`\n| ${length} names | plain | ranked | ratio |\n|---|--:|--:|--:|`);
  for (const { name } of nameShapes) {
    if (!name.includes(options.shapes)) continue;
    const measure = measurerOf(name, length);
    const times: Record<keyof NameSorts, number[]> = { plain: [], ranked: [] };
    for (let run = 0; run < Number(options.runs); run++) {
      for (const way of ['plain', 'ranked'] as const) times[way].push(await measure(way));
    }
    const [plain, ranked] = [median(times.plain), median(times.ranked)];
    console.log(`| ${name} | ${plain.toFixed(0)} | ${ranked.toFixed(0)} | ${(ranked / plain).toFixed(2)} |`);
  }
}

const browser = options.chromium ? await chromiumMeasurer() : undefined;
for (const length of options.rows.split(',').map(Number)) {
  await measureNames(length, browser?.measure ?? measureInNode);
}
await browser?.close();
