import type { Report } from '../../src/model/report.ts';
import { runSync } from '../../src/platform/sliced-task.ts';
import { foldText } from '../../src/table-model/diacritic-folding.ts';
import { createRowFilter } from '../../src/table-model/filter-rows.ts';
import { createComparisonSorter } from '../../src/table-model/sorting/sorting.ts';
import type { Fold } from '../../src/table-model/search-matches.ts';
import { TableModel } from '../../src/table-model/table-model.ts';
import type { Table } from '../../src/table-model/table.ts';
import type { ViewState } from '../../src/table-model/view-state.ts';

/** Builds the table of a report and a view synchronously. */
export function tableOf(report: Report, view: ViewState, collator: Intl.Collator): Table {
  const fold = (): Fold => foldText;
  const collation = { collator, fold, filterRows: createRowFilter, createRowSorter: createComparisonSorter };
  return runSync(new TableModel(report, collation).build(view));
}
