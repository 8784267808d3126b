import { html, nothing, type TemplateResult } from 'lit';
import type { ControlMessages } from '../text/control-messages.ts';
import { withSearch } from '../view/view-state.ts';
import type { Frame } from './frame.ts';
import { renderPanel } from './report-status.ts';
import type { SearchRequest } from './search-field.ts';

/** How many of how many emails match what is searched for; `undefined` where that is nothing, or not known. */
export function foundText({ view, table, writing, loader }: Frame): string | undefined {
  // An endpoint that searches itself tells of nothing but what matches: that is counted as any report is.
  if (!table || loader.shown?.windows || view.search.trim() === '') return undefined;
  const { messages, formats } = writing;
  return messages.search.found(table.matchCount, formats.count(table.matchCount), formats.count(table.emailCount));
}

export function renderSearch(frame: Frame, { search: messages }: ControlMessages): TemplateResult {
  const { view, choose } = frame;
  const onRequest = ({ detail }: CustomEvent<SearchRequest>) => choose((before) => withSearch(before, detail.search));
  return html`<cer-search-field
    class=${view.search === '' ? '' : 'used'}
    exportparts="search"
    .search=${view.search}
    .found=${foundText(frame) ?? ''}
    .messages=${messages}
    @search-request=${onRequest}
  ></cer-search-field>`;
}

/** What stands in place of the rows where no name matches, with a way back. */
export function renderNothingFound(frame: Frame): TemplateResult | typeof nothing {
  const { view, table, writing, choose } = frame;
  if (!table || table.matchCount > 0 || frame.loader.loading || view.search.trim() === '') return nothing;
  const { nothingFound, clear } = writing.messages.search;
  const onClick = ({ target }: Event) => {
    const root = (target as Element).getRootNode() as ShadowRoot;
    choose((before) => withSearch(before, ''));
    // The button goes, and the focus with it.
    root.querySelector<HTMLElement>('cer-search-field')?.focus();
  };
  return renderPanel(
    nothingFound(view.search.trim()),
    html`<button type="button" class="control" @click=${onClick}>${clear}</button>`,
  );
}
