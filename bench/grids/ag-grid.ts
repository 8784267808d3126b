/** AG Grid Community, with only the modules for client-side sorting. */
import {
  ClientSideRowModelModule,
  ColumnApiModule,
  createGrid,
  ModuleRegistry,
  type ColDef,
  type GridApi,
} from 'ag-grid-community';
import {
  cellValue,
  columnIds,
  drawn,
  textsWithin,
  toGridRow,
  until,
  type ColumnId,
  type Grid,
  type GridRow,
  type Row,
} from './data.ts';
import { compareNames, format } from './formats.ts';

ModuleRegistry.registerModules([ClientSideRowModelModule, ColumnApiModule]);

const columns: ColDef<GridRow>[] = columnIds.map((id, place) => ({
  colId: id,
  field: id,
  headerName: id,
  width: 118,
  ...(place === 0 ? { pinned: 'left' as const } : {}),
  ...(id === 'emailName' || id === 'campaignName' ? { comparator: compareNames } : {}),
  valueFormatter: ({ value }) => format(id, value as string | number),
}));

export const grid: Grid = (() => {
  let data: GridRow[];
  let columnDefs = columns;
  let api: GridApi<GridRow>;
  const host = document.createElement('div');
  host.style.cssText = 'height:100%';
  const scroller = () => host.querySelector<HTMLElement>('.ag-grid-viewport') as HTMLElement;
  const names = () => textsWithin(scroller(), host.querySelectorAll('.ag-row [col-id=emailName]'));
  const mount = async (parent: HTMLElement) => {
    parent.append(host);
    await new Promise<void>((resolve) => {
      api = createGrid<GridRow>(host, {
        columnDefs,
        rowData: data,
        rowHeight: 36,
        animateRows: false,
        getRowId: ({ data: row }) => row.emailId,
        onFirstDataRendered: () => resolve(),
      });
    });
    await drawn();
  };
  return {
    prepare: (rows) => {
      data = rows.map(toGridRow);
    },
    mount,
    mountRows: async (parent, rows) => {
      columnDefs = columns.map((column) => ({
        ...column,
        valueGetter: ({ data: row }) => row && cellValue(row as unknown as Row, column.colId as ColumnId),
      }));
      data = rows as unknown as GridRow[];
      await mount(parent);
    },
    sort: async (colId, descending) => {
      const before = names()[0];
      api.applyColumnState({ state: [{ colId, sort: descending ? 'desc' : 'asc' }], defaultState: { sort: null } });
      await until(() => names()[0] !== before);
    },
    load: async (parent, count, first) => {
      const { rows } = (await (await fetch(`/rows.json?count=${count}`)).json()) as { rows: Row[] };
      data = rows.map(toGridRow);
      await mount(parent);
      first?.();
    },
    scroller,
    namesInView: names,
  };
})();
