import fc from 'fast-check';
import { builtInColumns, nameColumn } from '../../src/model/columns.ts';
import { dateBases } from '../../src/model/report.ts';
import { namedTimeFrames, parseTimeFrame } from '../../src/model/time-frame.ts';
import { maxWidth, minWidth } from '../../src/table-model/visible-columns.ts';
import { groupings, initialViewState, withSearch, type ViewState } from '../../src/table-model/view-state.ts';

const anyColumn = fc.constantFrom(...builtInColumns.ids);
const anyColumns = fc
  .uniqueArray(anyColumn, { minLength: 1 })
  .filter((columns) => columns.some((column) => column !== nameColumn));

/** Any view that can be chosen. */
export const anyView: fc.Arbitrary<ViewState> = fc
  .record({
    timeFrame: fc
      .constantFrom(...namedTimeFrames, '2026-10-01/2026-10-31', '2026-10-01/..', '../2026-10-31')
      .map((text) => parseTimeFrame(text) ?? 'all-time'),
    dateBasis: fc.constantFrom(...dateBases),
    timeZone: fc.constantFrom(undefined, 'Europe/Paris', 'Asia/Tokyo', 'UTC'),
    sort: fc
      .uniqueArray(anyColumn, { minLength: 1, maxLength: 4 })
      .chain((columns) =>
        fc.tuple(...columns.map((column) => fc.boolean().map((descending) => ({ column, descending })))),
      ),
    groupBy: fc.constantFrom(...groupings),
    columns: fc.option(anyColumns, { nil: undefined }),
    widths: fc.dictionary(anyColumn, fc.integer({ min: minWidth, max: maxWidth })).map((widths) => ({ ...widths })),
    search: fc.string({ unit: 'binary' }),
    expandedByDefault: fc.boolean(),
    toggledCampaignIds: fc.uniqueArray(fc.string({ unit: 'binary' })).map((ids) => new Set(ids)),
  })
  .map(({ search, ...view }) => withSearch({ ...initialViewState, ...view }, search));
