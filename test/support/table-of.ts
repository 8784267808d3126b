import type { Report } from '../../src/model/report.ts';
import { finish } from '../../src/model/work.ts';
import { Folding } from '../../src/view/folding.ts';
import { orderByComparing } from '../../src/view/order.ts';
import type { Fold } from '../../src/view/search.ts';
import { TableMaker, type Table } from '../../src/view/table.ts';
import type { ViewState } from '../../src/view/view-state.ts';

/** What to show of a report, at once, to a reader for whom a collator orders names. */
export function tableOf(report: Report, view: ViewState, collator: Intl.Collator): Table {
  const folding = new Folding(collator.resolvedOptions().locale);
  const fold = (): Fold => (text) => folding.fold(text);
  return finish(new TableMaker(report, { collator, fold, orderRows: orderByComparing }).table(view));
}
