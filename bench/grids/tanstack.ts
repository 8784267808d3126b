/** TanStack Table with TanStack Virtual in Lit, with absolutely positioned rows as in its example. */
import { html, LitElement } from 'lit';
import { createRef, ref } from 'lit/directives/ref.js';
import { repeat } from 'lit/directives/repeat.js';
import {
  createSortedRowModel,
  rowSortingFeature,
  sortFn_basic,
  TableController,
  tableFeatures,
  type ColumnDef,
} from '@tanstack/lit-table';
import { VirtualizerController } from '@tanstack/lit-virtual';
import {
  cellValue,
  columnIds,
  drawn,
  textsWithin,
  toGridRow,
  type ColumnId,
  type Grid,
  type GridRow,
  type Row,
} from './data.ts';
import { compareNames, format } from './formats.ts';

const features = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns: { basic: sortFn_basic },
});
const columns: ColumnDef<typeof features, GridRow>[] = columnIds.map((id) => ({
  id,
  accessorFn: (row: GridRow) => row[id],
  header: id,
  sortFn:
    id === 'emailName' || id === 'campaignName'
      ? (a: { original: GridRow }, b: { original: GridRow }) => compareNames(a.original[id], b.original[id])
      : 'basic',
})) as ColumnDef<typeof features, GridRow>[];

/** The same columns over rows as `JSON.parse` returns them. Rates are computed on access. */
const rowColumns = columns.map((column) => ({
  ...column,
  accessorFn: (row: GridRow) => cellValue(row as unknown as Row, column.id as ColumnId),
})) as typeof columns;

class TanstackGrid extends LitElement {
  data: GridRow[] = [];
  columns = columns;
  sorting: { id: string; desc: boolean }[] = [];
  readonly scroller = createRef<HTMLElement>();
  readonly #table = new TableController<typeof features, GridRow>(this);
  readonly #virtualizer = new VirtualizerController<HTMLElement, HTMLElement>(this, {
    count: 0,
    getScrollElement: () => this.scroller.value ?? null,
    estimateSize: () => 36,
    overscan: 8,
  });

  protected override createRenderRoot() {
    return this;
  }

  protected override render() {
    const table = this.#table.table({
      features,
      columns: this.columns,
      data: this.data,
      state: { sorting: this.sorting },
      getRowId: (row) => row.emailId,
    });
    const { rows } = table.getRowModel();
    const virtualizer = this.#virtualizer.getVirtualizer();
    virtualizer.setOptions({ ...virtualizer.options, count: rows.length });
    return html`<div ${ref(this.scroller)} style="height:100%;overflow:auto;contain:strict;font:14px sans-serif">
      <div style="display:flex;position:sticky;top:0;z-index:1;background:#fff;width:2000px">
        ${columnIds.map((id) => html`<div style="flex:1 0 0;overflow:hidden;padding:0 12px">${id}</div>`)}
      </div>
      <div style="position:relative;width:2000px;height:${virtualizer.getTotalSize()}px">
        ${repeat(
          virtualizer.getVirtualItems(),
          (item) => item.key,
          (item) => {
            const row = rows[item.index];
            return html`<div
              class="row"
              style="display:flex;position:absolute;width:100%;height:36px;transform:translateY(${item.start}px)"
            >
              ${row
                ?.getAllCells()
                .map(
                  (cell, place) =>
                    html`<div
                      style="flex:1 0 0;padding:0 12px;overflow:hidden;white-space:nowrap;text-overflow:ellipsis;${
                        place === 0 ? 'position:sticky;left:0;background:#fff' : 'text-align:right'
                      }"
                    >
                      ${format(cell.column.id as ColumnId, cell.getValue() as string | number)}
                    </div>`,
                )}
            </div>`;
          },
        )}
      </div>
    </div>`;
  }
}
customElements.define('tanstack-grid', TanstackGrid);

export const grid: Grid = (() => {
  const element = new TanstackGrid();
  element.style.cssText = 'display:block;height:100%';
  const mount = async (host: HTMLElement) => {
    host.append(element);
    await element.updateComplete;
    while (element.querySelector('.row') === null) {
      await drawn();
      element.requestUpdate();
    }
    await drawn();
  };
  return {
    prepare: (rows) => {
      element.data = rows.map(toGridRow);
    },
    mount,
    mountRows: async (host, rows) => {
      element.columns = rowColumns;
      element.data = rows as unknown as GridRow[];
      await mount(host);
    },
    sort: async (id, desc) => {
      element.sorting = [{ id, desc }];
      element.requestUpdate();
      await element.updateComplete;
      await drawn();
    },
    load: async (host, count, first) => {
      const { rows } = (await (await fetch(`/rows.json?count=${count}`)).json()) as { rows: Row[] };
      element.data = rows.map(toGridRow);
      await mount(host);
      first?.();
    },
    scroller: () => element.scroller.value as HTMLElement,
    namesInView: () =>
      textsWithin(
        element.scroller.value as HTMLElement,
        [...element.querySelectorAll('.row')].map((row) => row.firstElementChild as Element),
      ),
  };
})();
