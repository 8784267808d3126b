import { renderColumns } from './columns/render-columns.ts';
import { renderShare } from './export/render-share.ts';
import { renderFilter } from './filter/render-filter.ts';
import { renderSearch } from './search/render-search.ts';
import type { RenderContext } from './ui/render-context.ts';
import { renderTimeFrame } from './time-frame/render-time-frame.ts';

const renderViews = (context: RenderContext) => context.viewKeeper?.renderMenu(context);

/** The controls of the toolbar, in their order. Each renders nothing where the data or the host does not allow it. */
export const renderedControls = [renderSearch, renderTimeFrame, renderFilter, renderColumns, renderViews, renderShare];
