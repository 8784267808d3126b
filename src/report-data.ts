import { HostProperties } from './host-properties.ts';
import type { ExportOptions } from './model/export-options.ts';
import { reportRows, type ReportRow } from './table-model/report-rows.ts';
import type { RenderContext } from './ui/render-context.ts';

/** The methods that return the report as data. */
export class ReportData extends HostProperties {
  /** @internal The context of the last update. */
  protected context: RenderContext | undefined;

  /**
   * Returns the rows of the table, in their order, as plain objects: campaigns with their subtotals, and emails. Rows
   * that have not loaded yet are omitted. Rates are fractions, and unknown values are `null`.
   */
  getRows(): ReportRow[] {
    const table = this.context?.displayed?.table;
    return this.context && table ? reportRows(table, this.context.view.columnSet) : [];
  }

  /**
   * Creates a CSV or Excel file of the report, as the share menu does, but without `export` and without a download:
   * `await report.exportData({ format: 'xlsx' })`. By default it has all rows that match the search and the
   * filter, in the order on screen, with the columns on screen. A report that loads page by page is fetched first. Rejects if
   * no report has loaded, or if a window fails to load.
   */
  async exportData(options: ExportOptions): Promise<Blob> {
    const { exportData } = await import('./export/export-report.ts');
    return await exportData(this, () => this.context, options);
  }
}
