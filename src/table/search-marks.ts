import { css, unsafeCSS, type ReactiveController } from 'lit';
import { foldText } from '../table-model/diacritic-folding.ts';
import { findMatchRanges, type TextRange } from '../table-model/match-ranges.ts';
import type { Table } from '../table-model/table.ts';
import type { ViewState } from '../table-model/view-state.ts';
import type { ShadowElement } from '../ui/shadow-element.ts';

/** The name of the highlight. All reports of a page share it. */
const highlightName = 'cer-match';
const styles = css`
  ::highlight(${unsafeCSS(highlightName)}) {
    background-color: var(--cer-match, light-dark(#ffe58a, #665000));
    color: var(--_text);
  }

  @media (forced-colors: active) {
    ::highlight(${unsafeCSS(highlightName)}) {
      background-color: Mark;
      color: MarkText;
    }
  }
`;
/** The number of texts whose ranges are kept: rows show the same names again and again. */
const mostKeptTexts = 2000;

/** A table of which the names are searched. */
type SearchedTable = ShadowElement & { readonly view: ViewState; readonly table: Table | undefined };

const marked = new WeakSet<SearchedTable>();

/** Marks the matches of the search in the names of a table, from now on. */
export function markMatches(table: SearchedTable): void {
  if (marked.has(table)) return;
  marked.add(table);
  table.addController(new SearchMarks(table));
}

/**
 * Marks matches with the CSS Custom Highlight API, where the browser has it: the document, and so the accessible names, stay
 * the same. It follows the rows, which are overwritten with other names while the reader scrolls.
 */
class SearchMarks implements ReactiveController {
  readonly #table: SearchedTable;
  readonly #observer = new MutationObserver(() => this.#mark());
  #sought = '';
  #ranges: AbstractRange[] = [];
  /** The ranges in texts that were marked before, for the current search. */
  #kept = new Map<string, readonly TextRange[]>();

  constructor(table: SearchedTable) {
    this.#table = table;
  }

  hostConnected(): void {
    this.hostUpdated();
  }

  hostDisconnected(): void {
    this.#seek('');
  }

  /** A table that was removed may still finish an update. */
  hostUpdated(): void {
    this.#seek(this.#table.isConnected ? foldText(this.#table.view.search.trim()) : '');
  }

  #seek(sought: string): void {
    if (sought === this.#sought) return;
    this.#sought = sought;
    this.#kept = new Map();
    this.#observer.disconnect();
    const body = this.#table.renderRoot.querySelector('tbody');
    if (sought && body) this.#observer.observe(body, { subtree: true, childList: true, characterData: true });
    this.#mark();
  }

  #mark(): void {
    const view = this.#table.ownerDocument.defaultView;
    const registry = view && 'highlights' in view.CSS ? view.CSS.highlights : undefined;
    if (!view || !registry) return;
    let highlight = registry.get(highlightName);
    if (!highlight) registry.set(highlightName, (highlight = new view.Highlight()));
    for (const range of this.#ranges) highlight.delete(range);
    this.#ranges = this.#sought ? this.#searchedTexts().flatMap((text) => this.#rangesIn(text)) : [];
    for (const range of this.#ranges) highlight.add(range);
    if (this.#ranges.length > 0) this.#table.addStyles(styles);
  }

  /** The elements of the rows whose texts a search looks into. */
  #searchedTexts(): readonly Element[] {
    const { renderRoot, table, view } = this.#table;
    const { searchedIds } = view.columnSet;
    const cells = renderRoot.querySelectorAll<HTMLTableCellElement>('tbody .name, tbody .text');
    return [...cells].flatMap((cell) => {
      const isSearched = searchedIds.includes(table?.columns[cell.cellIndex] ?? '');
      return isSearched ? [...cell.querySelectorAll('bdi')] : [];
    });
  }

  #rangesIn(element: Element): readonly AbstractRange[] {
    const text = element.textContent;
    let ranges = this.#kept.get(text);
    if (!ranges) {
      if (this.#kept.size >= mostKeptTexts) this.#kept.clear();
      this.#kept.set(text, (ranges = findMatchRanges(text, this.#sought)));
    }
    return ranges.map((range) => createRange(element, range));
  }
}

/** Creates the range of a part of an element's text, which may be in several text nodes. */
function createRange(element: Element, { start, end }: TextRange): AbstractRange {
  const nodes = element.ownerDocument.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const init = { startContainer: element as Node, startOffset: 0, endContainer: element as Node, endOffset: 0 };
  let offset = 0;
  for (let node = nodes.nextNode() as Text | null; node; node = nodes.nextNode() as Text | null) {
    const { length } = node;
    if (start >= offset && start < offset + length)
      Object.assign(init, { startContainer: node, startOffset: start - offset });
    if (end > offset && end <= offset + length) Object.assign(init, { endContainer: node, endOffset: end - offset });
    offset += length;
  }
  return new StaticRange(init);
}
