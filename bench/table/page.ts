import '../../src/define.ts';
import { controlEnglish } from '../../src/text/control-english.ts';
import { english } from '../../src/text/english.ts';
import { formatsOf } from '../../src/text/formats.ts';
import type { Table } from '../../src/view/table.ts';
import { initialViewState } from '../../src/view/view-state.ts';
import { mountBare } from './bare-table.ts';
import { columns, makeRows } from './columns.ts';

const frame = () => new Promise<void>((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
const settled = async () => {
  await frame();
  await frame();
};

let data: ReturnType<typeof makeRows> | undefined;
let scroller: HTMLElement | undefined;

async function mountElement({ rows, order }: ReturnType<typeof makeRows>): Promise<HTMLElement> {
  const table: Table = {
    columns,
    isGrouped: false,
    total: { ...rows, length: 1 },
    lineCount: order.length,
    matchCount: order.length,
    emailCount: order.length,
    lineAt: (index) => ({ rows, row: order[index] ?? 0, emails: undefined, isContradictory: false, hasPreview: true }),
  };
  const element = document.createElement('cer-report-table');
  const writing = { messages: english, controls: controlEnglish, formats: formatsOf('en'), timeZone: 'UTC' };
  Object.assign(element, { table, view: { ...initialViewState, groupBy: 'none' }, writing });
  element.style.blockSize = '600px';
  document.body.append(element);
  await element.updateComplete;
  return element.shadowRoot?.querySelector('.scroller') as HTMLElement;
}

/** What the runner asks of the page, one thing after the other. */
const bench = {
  async prepare(length: number): Promise<void> {
    data = makeRows(length);
    await settled();
  },
  async mount(kind: 'element' | 'bare'): Promise<void> {
    if (!data) throw new Error('Not prepared.');
    scroller = kind === 'bare' ? mountBare(data.rows, data.order, columns) : await mountElement(data);
    await settled();
  },
  /** Scrolls on by a view, so many times. */
  async scroll(steps: number): Promise<void> {
    for (let step = 0; step < steps; step++) {
      if (scroller) scroller.scrollTop += 540;
      await frame();
    }
  },
  /** Scrolls on by a notch of the wheel, so many times. */
  async wheel(steps: number): Promise<void> {
    for (let step = 0; step < steps; step++) {
      if (scroller) scroller.scrollTop += 100;
      await frame();
    }
  },
};

Object.assign(globalThis, { bench });

export type Bench = typeof bench;
