/** RevoGrid, with its own sorting. */
import { defineCustomElements } from '@revolist/revogrid/loader';
import { columnIds, drawn, textsWithin, toGridRow, until, type Grid, type GridRow, type Row } from './data.ts';
import { compareNames, format } from './formats.ts';

defineCustomElements();

interface RevoGrid extends HTMLElement {
  columns: unknown[];
  source: GridRow[];
  rowSize: number;
  readonly: boolean;
  updateColumnSorting(column: unknown, order: 'asc' | 'desc', additive: boolean): Promise<unknown>;
}

const columns = columnIds.map((id, place) => ({
  prop: id,
  name: id,
  size: 118,
  sortable: true,
  ...(place === 0 ? { pin: 'colPinStart' } : {}),
  cellTemplate: (_: unknown, { value }: { value: string | number }) => format(id, value),
  ...(id === 'emailName' || id === 'campaignName'
    ? { cellCompare: (prop: typeof id, a: GridRow, b: GridRow) => compareNames(a[prop], b[prop]) }
    : {}),
}));

export const grid: Grid = (() => {
  const element = document.createElement('revo-grid') as RevoGrid;
  element.style.cssText = 'display:block;height:100%';
  let data: GridRow[] = [];
  const names = () =>
    element.querySelectorAll('revogr-viewport-scroll.colPinStart revogr-data[type=rgRow] .rgRow .rgCell');
  const scroller = () =>
    element.querySelector<HTMLElement>('revogr-viewport-scroll.rgCol .vertical-inner') as HTMLElement;
  const mount = async (host: HTMLElement) => {
    element.columns = columns;
    element.rowSize = 36;
    element.readonly = true;
    element.source = data;
    host.append(element);
    await until(() => names().length > 0);
  };
  return {
    prepare: (rows) => {
      data = rows.map(toGridRow);
    },
    mount,
    mountRows: async (host, rows) => {
      // RevoGrid sorts and renders properties only, so rates must be properties.
      data = rows.map(toGridRow);
      await mount(host);
    },
    sort: async (prop, descending) => {
      const [before] = textsWithin(scroller(), names());
      const column = columns.find((each) => each.prop === prop);
      await element.updateColumnSorting(column, descending ? 'desc' : 'asc', false);
      await until(() => textsWithin(scroller(), names())[0] !== before);
    },
    load: async (host, count, first) => {
      const { rows } = (await (await fetch(`/rows.json?count=${count}`)).json()) as { rows: Row[] };
      data = rows.map(toGridRow);
      await mount(host);
      first?.();
    },
    scroller,
    namesInView: () => textsWithin(scroller(), names()),
  };
})();
