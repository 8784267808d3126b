import { renderColumns } from './columns/render-columns.ts';
import { renderShare } from './export/render-share.ts';
import { renderFilter } from './filter/render-filter.ts';
import { renderSearch } from './search/render-search.ts';
import { renderTimeFrame } from './time-frame/render-time-frame.ts';

/** The controls of the toolbar, in their order. Each renders nothing where the data or the host does not allow it. */
export const toolbarControls = [renderSearch, renderTimeFrame, renderFilter, renderColumns, renderShare];
