/**
 * The table beside what the platform allows: a native table over columns whose rows are written over and over, and
 * nothing else. One run, interleaved, medians of the main thread's own task time, as the browser counts it.
 *
 *     npm run bench:table [-- ROWS REPETITIONS]
 */
import { chromium, type Page } from 'playwright-core';
import { build, type Rolldown } from 'vite';
import { chromiumFlags, findChromium } from '../test/support/chromium.js';
import type { Bench } from './table/page.ts';

const repetitions = Number(process.argv[3] ?? 9);
const steps = 40;

async function buildPage(): Promise<string> {
  const built = (await build({
    configFile: false,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      target: 'es2022',
      lib: { entry: 'bench/table/page.ts', formats: ['es'] },
      // The package says that only its built entry has side effects; here the source is the entry.
      rolldownOptions: { output: { codeSplitting: false }, treeshake: false },
    },
  })) as Rolldown.RolldownOutput[];
  return built[0]?.output[0].code ?? '';
}

/** Milliseconds of main-thread work that something takes for each of so many times. */
async function workOf(page: Page, times: number, act: () => Promise<void>): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const taskTime = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0;
  };
  const before = await taskTime();
  await act();
  const work = ((await taskTime()) - before) * 1000;
  await session.detach();
  return work / times;
}

const median = (values: number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

const rows = Number(process.argv[2] ?? 100_000);
const script = await buildPage();
const browser = await chromium.launch({ executablePath: await findChromium(), args: chromiumFlags });
const found = { element: { mount: [], step: [], wheel: [] }, bare: { mount: [], step: [], wheel: [] } } as Record<
  'element' | 'bare',
  Record<'mount' | 'step' | 'wheel', number[]>
>;
for (let repetition = 0; repetition < repetitions; repetition++) {
  for (const kind of ['element', 'bare'] as const) {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    page.on('pageerror', (error) => console.error(error));
    await page.setContent('<!doctype html><style>body { margin: 0; font: 14px/1.5 system-ui, sans-serif }</style>');
    await page.addScriptTag({ type: 'module', content: script });
    const ask = <Name extends keyof Bench>(name: Name, value: Parameters<Bench[Name]>[0]) =>
      page.evaluate(([method, argument]) => (globalThis as unknown as { bench: Record<string, (value: unknown) => Promise<void>> }).bench[method as string]?.(argument), [name, value] as const);
    await ask('prepare', rows);
    const { mount, step, wheel } = found[kind];
    mount.push(await workOf(page, 1, () => ask('mount', kind)));
    await ask('scroll', 5);
    step.push(await workOf(page, steps, () => ask('scroll', steps)));
    wheel.push(await workOf(page, steps, () => ask('wheel', steps)));
    await page.close();
  }
}
await browser.close();

console.log(`${rows.toLocaleString('en')} rows, ms of main-thread work, medians of ${repetitions}`);
for (const what of ['mount', 'step', 'wheel'] as const) {
  const [element, bare] = [median(found.element[what]), median(found.bare[what])];
  console.log(`${what.padEnd(6)} table ${element.toFixed(1)}  bare ${bare.toFixed(1)}  ${(element / bare).toFixed(2)} x`);
}
