import { html, nothing, type TemplateResult } from 'lit';
import { withSearch } from '../table-model/view-state.ts';
import { renderButton, renderPanel } from '../ui/failure-panel.ts';
import { matchCountText, type RenderContext } from '../ui/render-context.ts';
import type { SearchRequest } from './search-field.ts';

/** Renders the search field, unless there is no report to search. */
export function renderSearch(context: RenderContext): TemplateResult | typeof nothing {
  const { view, origin, hasControl, localization, updateView } = context;
  if (origin === 'none' || !hasControl('search')) return nothing;
  const onRequest = ({ detail }: CustomEvent<SearchRequest>) =>
    updateView((current) => withSearch(current, detail.search));
  return html`<cer-search-field
    class=${view.search === '' ? '' : 'used'}
    exportparts="search"
    .search=${view.search}
    .found=${matchCountText(context) ?? ''}
    .messages=${localization.messages.search}
    @search-request=${onRequest}
  ></cer-search-field>`;
}

/** Renders a panel with a button to clear the search, otherwise the filter, if nothing matches. */
export function renderNothingFound(context: RenderContext): TemplateResult | typeof nothing {
  const { view, displayed, isLoading, localization, updateView } = context;
  const search = view.search.trim();
  if (!displayed || displayed.table.matchCount > 0 || isLoading || !(search || view.filter)) return nothing;
  const { nothingFound, clear, nothingLeft, clearFilter } = localization.messages.search;
  const onClick = () => updateView((current) => (search ? withSearch(current, '') : { ...current, filter: '' }));
  return renderPanel(search ? nothingFound(search) : nothingLeft, renderButton(search ? clear : clearFilter, onClick));
}
