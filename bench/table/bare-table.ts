import { isRateId, columnKind, type ColumnId } from '../../src/model/columns.ts';
import { rates } from '../../src/model/metrics.ts';
import type { Rows } from '../../src/view/rows.ts';

const rowHeight = 36;
const around = 8;

const style = `
  .bare { block-size: 600px; overflow: auto; contain: strict; overflow-anchor: none; background: white; }
  .bare table { table-layout: fixed; inline-size: 2000px; border-spacing: 0; font: inherit; font-variant-numeric: tabular-nums; }
  .bare tr { block-size: ${rowHeight}px; }
  .bare td, .bare th { padding: 0 12px; overflow: hidden; border-bottom: 1px solid #d5d9e0; background: white; font-weight: 400; text-align: end; text-overflow: ellipsis; white-space: nowrap; }
  .bare th { position: sticky; left: 0; text-align: start; }
  .bare thead th { top: 0; z-index: 1; }
  .bare .spacer td { padding: 0; border: 0; }
`;

/** The texts of a column, as short as they can be made. */
function textsOf(rows: Rows, column: ColumnId): (row: number) => string {
  const counts = new Intl.NumberFormat('en');
  const days = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
  const keptDays = new Map<number, string>();
  const keptCounts: string[] = [];
  if (isRateId(column)) {
    const { numerator, denominator } = rates[column];
    return (row) => `${(((rows.numbers[numerator][row] ?? 0) / (rows.numbers[denominator][row] ?? 1)) * 100).toFixed(1)}%`;
  }
  if (column === 'campaignArchived') return (row) => (rows.text.campaignArchived[row] ? 'Yes' : 'No');
  if (columnKind(column) === 'text') return (row) => rows.text[column as 'emailName'][row] ?? '';
  const numbers = rows.numbers[column as 'sent'];
  if (columnKind(column) === 'count') return (row) => (keptCounts[numbers[row] ?? 0] ??= counts.format(numbers[row] ?? 0));
  return (row) => {
    const day = Math.floor((numbers[row] ?? 0) / 86_400_000);
    let text = keptDays.get(day);
    if (text === undefined) keptDays.set(day, (text = days.format(day * 86_400_000)));
    return text;
  };
}

/** What the platform allows: a native table over columns, whose rows are written over and over, and nothing else. */
export function mountBare(rows: Rows, order: Uint32Array, columns: readonly ColumnId[]): HTMLElement {
  const scroller = document.createElement('div');
  scroller.className = 'bare';
  scroller.innerHTML = `<style>${style}</style><table><colgroup><col style="width:240px"></colgroup>
    <thead><tr>${columns.map((column) => `<th>${column}</th>`).join('')}</tr></thead>
    <tbody><tr class="spacer"><td></td></tr><tr class="spacer"><td></td></tr></tbody></table>`;
  const [upper, lower] = scroller.querySelectorAll<HTMLElement>('.spacer');
  const body = scroller.querySelector('tbody');
  if (!upper || !lower || !body) throw new Error('There is no table.');
  const texts = columns.map((column) => textsOf(rows, column));
  const blank = document.createElement('tr');
  blank.innerHTML = `<th> </th>${'<td> </td>'.repeat(columns.length - 1)}`;
  let shown: { index: number; element: HTMLElement; nodes: Text[] }[] = [];
  const create = () => {
    const element = blank.cloneNode(true) as HTMLElement;
    return { index: -1, element, nodes: Array.from(element.children, (cell) => cell.firstChild as Text) };
  };
  const show = () => {
    const seen = Math.floor(scroller.scrollTop / rowHeight);
    const first = Math.max(0, seen - around);
    const end = Math.min(order.length, seen + Math.ceil(600 / rowHeight) + around);
    const spare = shown.filter(({ index }) => index < first || index >= end);
    const kept = new Map(shown.filter(({ index }) => index >= first && index < end).map((row) => [row.index, row]));
    for (const { element } of spare) element.remove();
    let next = upper.nextSibling;
    shown = [];
    for (let index = first; index < end; index++) {
      let row = kept.get(index);
      if (!row) {
        row = spare.pop() ?? create();
        row.index = index;
        const at = order[index] ?? 0;
        row.nodes.forEach((node, place) => (node.data = texts[place]?.(at) ?? ''));
      }
      if (row.element === next) next = next.nextSibling;
      else body.insertBefore(row.element, next);
      shown.push(row);
    }
    upper.style.height = `${first * rowHeight}px`;
    lower.style.height = `${(order.length - end) * rowHeight}px`;
  };
  document.body.append(scroller);
  show();
  scroller.addEventListener('scroll', show, { passive: true });
  return scroller;
}
