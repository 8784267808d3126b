/**
 * The lower bound: a native table with recycled rows over typed arrays. It has no states, no messages and only the
 * accessibility of a native table.
 */
import {
  columnIds,
  countColumns,
  format,
  rateColumns,
  textsWithin,
  type ColumnId,
  type Grid,
  type Row,
  type SortColumn,
  drawn,
} from './data.ts';

const rowHeight = 36;
const overscan = 8;
type Columns = {
  length: number;
  text: Record<'emailName' | 'campaignName', string[]>;
  numbers: Record<string, Float64Array>;
};

function toColumns(rows: Row[]): Columns {
  const numbers: Record<string, Float64Array> = {
    firstSentAt: Float64Array.from(rows, (row) => Date.parse(row.firstSentAt)),
  };
  for (const id of countColumns) numbers[id] = Float64Array.from(rows, (row) => row[id]);
  return {
    length: rows.length,
    text: { emailName: rows.map((row) => row.emailName), campaignName: rows.map((row) => row.campaignName) },
    numbers,
  };
}

/** Returns the sorted order of keys below 2³². A stable LSD radix sort with two passes of 16 bits. */
function radixOrder(keys: Uint32Array): Uint32Array<ArrayBuffer> {
  let order = Uint32Array.from(keys.keys());
  let target = new Uint32Array(keys.length);
  for (const shift of [0, 16]) {
    const counts = new Uint32Array(65_537);
    for (const key of keys) counts[((key >>> shift) & 0xffff) + 1]!++;
    for (let digit = 0; digit < 65_536; digit++) counts[digit + 1]! += counts[digit]!;
    for (const row of order) target[counts[(keys[row]! >>> shift) & 0xffff]!++] = row;
    [order, target] = [target, order];
  }
  return order;
}

export const grid: Grid = (() => {
  let columns: Columns;
  let order: Uint32Array;
  const ranks = new Map<SortColumn, Uint32Array>();
  const scroller = document.createElement('div');
  const body = document.createElement('tbody');
  const [above, below] = [document.createElement('tr'), document.createElement('tr')];
  const lines: { row: HTMLTableRowElement; texts: Text[] }[] = [];
  let first = -1;

  const valueOf = (id: ColumnId, row: number): string | number => {
    if (id === 'emailName' || id === 'campaignName') return columns.text[id][row]!;
    if (id in rateColumns) {
      const [numerator, denominator] = rateColumns[id as keyof typeof rateColumns];
      const under = columns.numbers[denominator]![row]!;
      return under > 0 ? columns.numbers[numerator]![row]! / under : NaN;
    }
    return columns.numbers[id]![row]!;
  };

  const draw = (force = false) => {
    const height = Math.min(columns.length * rowHeight, 8_000_000);
    const scale = height / (columns.length * rowHeight);
    const view = Math.ceil(scroller.clientHeight / rowHeight);
    const top = Math.max(
      0,
      Math.min(columns.length - lines.length, Math.floor(scroller.scrollTop / scale / rowHeight) - overscan),
    );
    if (top === first && !force) return;
    first = top;
    const shift = Math.max(
      0,
      Math.min(scroller.scrollTop - (view > 0 ? overscan * rowHeight : 0), height - lines.length * rowHeight),
    );
    above.style.height = `${scale === 1 ? top * rowHeight : shift}px`;
    below.style.height = `${height - lines.length * rowHeight - (scale === 1 ? top * rowHeight : shift)}px`;
    lines.forEach(({ texts }, index) => {
      const row = order[top + index]!;
      columnIds.forEach((id, place) => {
        const text = format(id, valueOf(id, row));
        if (texts[place]!.data !== text) texts[place]!.data = text;
      });
    });
  };

  const keysOf = (column: SortColumn): Uint32Array => {
    const known = ranks.get(column);
    if (known) return known;
    let keys: Uint32Array;
    if (column === 'sent') {
      keys = Uint32Array.from(columns.numbers['sent']!);
    } else {
      const names = columns.text[column];
      const collator = new Intl.Collator('en', { numeric: true });
      const distinct = [...new Set(names)].sort(collator.compare);
      const rankOf = new Map(distinct.map((name, rank) => [name, rank]));
      keys = Uint32Array.from(names, (name) => rankOf.get(name)!);
    }
    ranks.set(column, keys);
    return keys;
  };

  const mount = async (host: HTMLElement) => {
    order = Uint32Array.from({ length: columns.length }, (_, row) => row);
    scroller.style.cssText = 'height:100%;overflow:auto;overflow-anchor:none;contain:strict';
    const table = document.createElement('table');
    table.style.cssText = 'table-layout:fixed;width:2000px;border-spacing:0;font:14px sans-serif';
    table.innerHTML = `<thead><tr>${columnIds.map((id) => `<th style="position:sticky;top:0;background:#fff">${id}</th>`).join('')}</tr></thead>`;
    body.append(above);
    host.append(scroller);
    const count = Math.min(columns.length, Math.ceil(host.clientHeight / rowHeight) + 2 * overscan);
    for (let line = 0; line < count; line++) {
      const row = document.createElement('tr');
      row.style.height = `${rowHeight}px`;
      const texts = columnIds.map((_, place) => {
        const cell = document.createElement(place === 0 ? 'th' : 'td');
        cell.style.cssText = `padding:0 12px;overflow:hidden;white-space:nowrap;text-overflow:ellipsis;${place === 0 ? 'position:sticky;left:0;background:#fff;text-align:left' : 'text-align:right'}`;
        const text = document.createTextNode('');
        cell.append(text);
        row.append(cell);
        return text;
      });
      lines.push({ row, texts });
      body.append(row);
    }
    body.append(below);
    table.append(body);
    scroller.append(table);
    scroller.addEventListener('scroll', () => draw(), { passive: true });
    draw(true);
    await drawn();
  };

  return {
    prepare: (rows) => {
      columns = toColumns(rows);
    },
    mount,
    mountRows: async (host, rows) => {
      columns = toColumns(rows);
      await mount(host);
    },
    sort: async (column, descending) => {
      const keys = keysOf(column);
      order = radixOrder(descending ? keys.map((key) => ~key) : keys);
      draw(true);
      await drawn();
    },
    load: async (host, count, firstDrawn) => {
      const rows = (await (await fetch(`/rows.json?count=${count}`)).json()) as { rows: Row[] };
      columns = toColumns(rows.rows);
      await mount(host);
      firstDrawn();
    },
    scroller: () => scroller,
    namesInView: () =>
      textsWithin(
        scroller,
        lines.map(({ row }) => row.cells[0]!),
      ),
  };
})();
