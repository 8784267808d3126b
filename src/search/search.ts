import { html, nothing, type TemplateResult } from 'lit';
import type { ControlMessages } from '../i18n/control-messages.ts';
import { withSearch } from '../table-model/view-state.ts';
import type { RenderContext } from '../ui/render-context.ts';
import { renderPanel } from '../report/report-status.ts';
import type { SearchRequest } from './search-field.ts';

/** How many of how many emails match what is searched for; `undefined` where that is nothing, or not known. */
export function foundText({ view, table, localization, loader }: RenderContext): string | undefined {
  // An endpoint that searches itself tells of nothing but what matches: that is counted as any report is.
  if (!table || loader.shown?.windows || view.search.trim() === '') return undefined;
  const { messages, formats } = localization;
  return messages.search.found(table.matchCount, formats.count(table.matchCount), formats.count(table.emailCount));
}

export function renderSearch(context: RenderContext, { search: messages }: ControlMessages): TemplateResult {
  const { view, updateView } = context;
  const onRequest = ({ detail }: CustomEvent<SearchRequest>) =>
    updateView((before) => withSearch(before, detail.search));
  return html`<cer-search-field
    class=${view.search === '' ? '' : 'used'}
    exportparts="search"
    .search=${view.search}
    .found=${foundText(context) ?? ''}
    .messages=${messages}
    @search-request=${onRequest}
  ></cer-search-field>`;
}

/** What stands in place of the rows where no name matches, with a way back. */
export function renderNothingFound(context: RenderContext): TemplateResult | typeof nothing {
  const { view, table, localization, updateView } = context;
  if (!table || table.matchCount > 0 || context.loader.loading || view.search.trim() === '') return nothing;
  const { nothingFound, clear } = localization.messages.search;
  const onClick = ({ target }: Event) => {
    const root = (target as Element).getRootNode() as ShadowRoot;
    updateView((before) => withSearch(before, ''));
    // The button goes, and the focus with it.
    root.querySelector<HTMLElement>('cer-search-field')?.focus();
  };
  return renderPanel(
    nothingFound(view.search.trim()),
    html`<button type="button" class="control" @click=${onClick}>${clear}</button>`,
  );
}
