import type { ChartsMessages } from '../i18n/charts-messages.ts';
import { countsOf, type Rows } from '../table-model/rows.ts';
import { columnLabel, type Localization } from '../ui/cell-formatters.ts';
import { drawBars, type Bar } from './bar-drawing.ts';
import type { Chart, ChartTexts } from './drawing.ts';

/** A line of the table, or its totals. */
export interface Counted {
  readonly rows: Rows;
  readonly row: number;
}

/** A count with its label. */
interface Step {
  readonly label: string;
  readonly count: number;
}

/** Returns the known counts of a row. Those about opens are of the emails whose opens are tracked, and so are those beside them. */
function stepsOf({ rows, row }: Counted, ids: readonly string[], { messages }: Localization): readonly Step[] {
  return ids.flatMap((id) => {
    const [counts] = countsOf(rows.numbers, { numerator: id, denominator: ids.includes('opened') ? 'opened' : 'sent' });
    const count = counts?.[row] ?? NaN;
    return Number.isNaN(count) ? [] : [{ label: columnLabel(id, undefined, messages), count }];
  });
}

/** Whether a sum leaves out emails whose opens are not tracked. */
const isOfTracked = ({ rows: { numbers }, row }: Counted): boolean =>
  (numbers['sentTracked'] ?? numbers.sent)[row] !== numbers.sent[row];

/**
 * Returns the chart of the steps from sent to clicked, with the loss at each. Returns `contradictory` if a step has more people
 * than the one before it, and `undefined` without two steps.
 */
export function funnelChart(
  counted: Counted,
  { localization, chartMessages }: ChartTexts,
): Chart | 'contradictory' | undefined {
  const { formats } = localization;
  const steps = stepsOf(counted, ['sent', 'delivered', 'opened', 'clicked'], localization);
  if (steps.length < 2) return undefined;
  const before = (index: number) => steps[index - 1];
  if (steps.some(({ count }, index) => count > (before(index)?.count ?? Infinity))) return 'contradictory';
  const shareOf = (index: number) => formats.rate(quotient((steps[index] as Step).count, before(index)?.count));
  const lossOf = (index: number) => formats.count((before(index)?.count ?? NaN) - (steps[index] as Step).count);
  const rowOf = (index: number): string[] => {
    const { label, count } = steps[index] as Step;
    return [label, formats.count(count), ...(index > 0 ? [shareOf(index), lossOf(index)] : ['', ''])];
  };
  const valuesOf = ({ count }: Step, index: number) => {
    const { ofPrevious, lost } = chartMessages;
    const previous = before(index);
    return [
      formats.count(count),
      ...(previous ? [ofPrevious(shareOf(index), previous.label), lost(lossOf(index))] : []),
    ].join(' · ');
  };
  const most = (steps[0] as Step).count;
  const bars = steps.map((step, index): Bar => {
    const ink = index === steps.length - 1 ? 'accent' : 'muted';
    return { label: step.label, values: valuesOf(step, index), share: quotient(step.count, most) || 0, ink };
  });
  const { funnel: title, step, people, share, loss } = chartMessages;
  const content = { title, head: [step, people, share, loss], rowOf };
  const note = isOfTracked(counted) ? chartMessages.tracked : '';
  return barChart(content, bars, chartMessages, note);
}

/** Returns the chart of bounces by kind; `undefined` if they are unknown. */
export function bouncesChart(counted: Counted, { localization, chartMessages }: ChartTexts): Chart | undefined {
  const { formats } = localization;
  const steps = stepsOf(counted, ['hardBounced', 'softBounced'], localization);
  const sent = counted.rows.numbers.sent[counted.row] ?? NaN;
  const isPossible = steps.reduce((sum, { count }) => sum + count, 0) <= sent;
  if (steps.length === 0 || !isPossible) return undefined;
  const { bounces: title, kind, people, shareOfSent, ofSent } = chartMessages;
  const shareOf = ({ count }: Step) => formats.rate(quotient(count, sent));
  const most = Math.max(...steps.map(({ count }) => count));
  const bars = steps.map((step): Bar => {
    const values = `${formats.count(step.count)} · ${ofSent(shareOf(step))}`;
    return { label: step.label, values, share: quotient(step.count, most) || 0, ink: 'muted' };
  });
  const rowOf = (index: number) => {
    const step = steps[index] as Step;
    return [step.label, formats.count(step.count), shareOf(step)];
  };
  return barChart({ title, head: [kind, people, shareOfSent], rowOf }, bars, chartMessages);
}

const quotient = (part: number, whole = NaN) => (whole > 0 ? part / whole : NaN);

function barChart(
  content: Pick<Chart, 'title' | 'head' | 'rowOf'>,
  bars: readonly Bar[],
  { item }: ChartsMessages,
  note = '',
): Chart {
  const textOf = (index: number) => item(bars[index]?.label ?? '', bars[index]?.values ?? '');
  return {
    ...content,
    summary: [...(note ? [note] : []), ...bars.map((_, index) => `${textOf(index)}.`)].join(' '),
    draw: (width) => drawBars(bars, width),
    count: bars.length,
    textOf,
  };
}
