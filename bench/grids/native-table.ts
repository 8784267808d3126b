/**
 * The lower bound: a native table with recycled rows over typed arrays. It has no states, no messages and only the
 * accessibility of a native table.
 */
import {
  columnIds,
  countColumns,
  rateColumns,
  textsWithin,
  type ColumnId,
  type Grid,
  type Row,
  type SortColumn,
  drawn,
} from './data.ts';
import { format } from './formats.ts';

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

/** Returns a rank for each name, by the collation of the language. */
function rankNames(names: readonly string[]): Uint32Array {
  const collator = new Intl.Collator('en', { numeric: true });
  const distinct = [...new Set(names)].sort(collator.compare);
  const rankOf = new Map(distinct.map((name, rank) => [name, rank]));
  return Uint32Array.from(names, (name) => rankOf.get(name)!);
}

/** Creates a table row with one text node per column. */
function createLine(): { row: HTMLTableRowElement; texts: Text[] } {
  const row = document.createElement('tr');
  row.style.height = `${rowHeight}px`;
  const texts = columnIds.map((_, index) => {
    const cell = document.createElement(index === 0 ? 'th' : 'td');
    const position = index === 0 ? 'position:sticky;left:0;background:#fff;text-align:left' : 'text-align:right';
    cell.style.cssText = `padding:0 12px;overflow:hidden;white-space:nowrap;text-overflow:ellipsis;${position}`;
    const text = document.createTextNode('');
    cell.append(text);
    row.append(cell);
    return text;
  });
  return { row, texts };
}

class NativeTable implements Grid {
  #columns: Columns = toColumns([]);
  #order = new Uint32Array();
  #firstRow = -1;
  readonly #sortKeys = new Map<SortColumn, Uint32Array>();
  readonly #scroller = document.createElement('div');
  readonly #body = document.createElement('tbody');
  /** Rows that take the space of the rows above and below the rendered ones. */
  readonly #above = document.createElement('tr');
  readonly #below = document.createElement('tr');
  readonly #lines: { row: HTMLTableRowElement; texts: Text[] }[] = [];

  prepare(rows: Row[]): void {
    this.#columns = toColumns(rows);
  }

  async mount(host: HTMLElement): Promise<void> {
    this.#order = Uint32Array.from({ length: this.#columns.length }, (_, row) => row);
    this.#scroller.style.cssText = 'height:100%;overflow:auto;overflow-anchor:none;contain:strict';
    const table = document.createElement('table');
    table.style.cssText = 'table-layout:fixed;width:2000px;border-spacing:0;font:14px sans-serif';
    const headers = columnIds.map((id) => `<th style="position:sticky;top:0;background:#fff">${id}</th>`);
    table.innerHTML = `<thead><tr>${headers.join('')}</tr></thead>`;
    this.#body.append(this.#above);
    host.append(this.#scroller);
    const count = Math.min(this.#columns.length, Math.ceil(host.clientHeight / rowHeight) + 2 * overscan);
    for (let index = 0; index < count; index++) {
      const line = createLine();
      this.#lines.push(line);
      this.#body.append(line.row);
    }
    this.#body.append(this.#below);
    table.append(this.#body);
    this.#scroller.append(table);
    this.#scroller.addEventListener('scroll', () => this.#render(), { passive: true });
    this.#render(true);
    await drawn();
  }

  async mountRows(host: HTMLElement, rows: Row[]): Promise<void> {
    this.prepare(rows);
    await this.mount(host);
  }

  async sort(column: SortColumn, descending: boolean): Promise<void> {
    const keys = this.#keysOf(column);
    this.#order = radixOrder(descending ? keys.map((key) => ~key) : keys);
    this.#render(true);
    await drawn();
  }

  async load(host: HTMLElement, count: number, onFirstRows?: () => void): Promise<void> {
    const { rows } = (await (await fetch(`/rows.json?count=${count}`)).json()) as { rows: Row[] };
    this.prepare(rows);
    await this.mount(host);
    onFirstRows?.();
  }

  scroller(): HTMLElement {
    return this.#scroller;
  }

  namesInView(): string[] {
    const names = this.#lines.map(({ row }) => row.cells[0]!);
    return textsWithin(this.#scroller, names);
  }

  #valueOf(id: ColumnId, row: number): string | number {
    const { text, numbers } = this.#columns;
    if (id === 'emailName' || id === 'campaignName') return text[id][row]!;
    if (id in rateColumns) {
      const [numerator, denominator] = rateColumns[id as keyof typeof rateColumns];
      const divisor = numbers[denominator]![row]!;
      return divisor > 0 ? numbers[numerator]![row]! / divisor : NaN;
    }
    return numbers[id]![row]!;
  }

  #render(force = false): void {
    const rowCount = this.#columns.length;
    const rendered = this.#lines.length;
    const { clientHeight, scrollTop } = this.#scroller;
    // Browsers limit the height of an element, so a long table maps scroll positions to rows.
    const height = Math.min(rowCount * rowHeight, 8_000_000);
    const scale = height / (rowCount * rowHeight);
    const top = Math.floor(scrollTop / scale / rowHeight) - overscan;
    const firstRow = Math.max(0, Math.min(rowCount - rendered, top));
    if (firstRow === this.#firstRow && !force) return;
    this.#firstRow = firstRow;
    const shift = scrollTop - (clientHeight > 0 ? overscan * rowHeight : 0);
    const bounded = Math.max(0, Math.min(shift, height - rendered * rowHeight));
    const above = scale === 1 ? firstRow * rowHeight : bounded;
    this.#above.style.height = `${above}px`;
    this.#below.style.height = `${height - rendered * rowHeight - above}px`;
    this.#lines.forEach(({ texts }, index) => {
      const row = this.#order[firstRow + index]!;
      columnIds.forEach((id, column) => {
        const text = format(id, this.#valueOf(id, row));
        if (texts[column]!.data !== text) texts[column]!.data = text;
      });
    });
  }

  #keysOf(column: SortColumn): Uint32Array {
    let keys = this.#sortKeys.get(column);
    if (!keys) {
      const { text, numbers } = this.#columns;
      keys = column === 'sent' ? Uint32Array.from(numbers['sent']!) : rankNames(text[column]);
      this.#sortKeys.set(column, keys);
    }
    return keys;
  }
}

export const grid: Grid = new NativeTable();
