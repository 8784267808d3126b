import { html, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from '../ui/decorators.ts';
import type { SearchMessages } from '../i18n/messages.ts';
import { baseStyles } from '../ui/base-styles.ts';
import { searchFieldStyles } from './search-field-styles.ts';
import { ShadowElement } from '../ui/shadow-element.ts';

/** The text to search for. */
export interface SearchRequest {
  readonly search: string;
}

/** The delay after the last keystroke before a search starts, in milliseconds. */
const searchDelay = 200;
/** The delay before the result is announced, in milliseconds. */
const announcementDelay = 600;

/**
 * A field to search campaigns and emails by name.
 *
 * @fires {CustomEvent<SearchRequest>} search-request
 * @csspart search - The search field.
 */
export class SearchField extends ShadowElement {
  static override shadowRootOptions: ShadowRootInit = { ...ShadowElement.shadowRootOptions, delegatesFocus: true };
  static override styles = [baseStyles, searchFieldStyles];

  /** The current search text. */
  @property({ attribute: false }) search = '';
  /** How many emails match, to announce; empty without a search. */
  @property({ attribute: false }) found = '';
  @property({ attribute: false }) messages!: SearchMessages;

  @state() private announcement = '';

  @query('input') private readonly field!: HTMLInputElement;

  #searchTimer: ReturnType<typeof setTimeout> | undefined;
  #announcementTimer: ReturnType<typeof setTimeout> | undefined;

  /** Searches for text that the reader had typed when the element was moved or removed. */
  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated && this.field.value !== this.search) this.#onType();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#searchTimer);
    this.#searchTimer = undefined;
  }

  protected override updated(changed: PropertyValues<this>): void {
    // Text that the reader is typing is newer than the current search.
    if (changed.has('search') && this.#searchTimer === undefined) this.field.value = this.search;
    if (changed.has('found')) this.#announce();
  }

  protected override render(): TemplateResult {
    const { label, placeholder, clear } = this.messages;
    return html`
      <svg class="magnifier" viewBox="0 0 16 16" aria-hidden="true">
        <path d="m14 14-3.6-3.6M11.5 7a4.5 4.5 0 1 1-9 0 4.5 4.5 0 0 1 9 0Z" />
      </svg>
      <input
        class="control"
        type="search"
        part="search"
        aria-label=${label}
        placeholder=${placeholder}
        autocomplete="off"
        spellcheck="false"
        @input=${this.#onInput}
        @compositionend=${this.#onType}
        @change=${this.#requestSearch}
        @keydown=${this.#onKey}
      />
      <button type="button" title=${clear} aria-label=${clear} @click=${this.#clear}>
        <svg viewBox="0 0 16 16" aria-hidden="true"><path d="m4.5 4.5 7 7m0-7-7 7" /></svg>
      </button>
      <span class="hidden" role="status">${this.announcement}</span>
    `;
  }

  /** Ignores text in composition by an input method, as in Japanese. */
  #onInput(event: InputEvent): void {
    if (!event.isComposing) this.#onType();
  }

  #onType(): void {
    clearTimeout(this.#searchTimer);
    this.#searchTimer = setTimeout(() => this.#requestSearch(), searchDelay);
  }

  #requestSearch(): void {
    clearTimeout(this.#searchTimer);
    this.#searchTimer = undefined;
    const search = this.field.value;
    if (search === this.search) return;
    this.dispatchEvent(new CustomEvent<SearchRequest>('search-request', { detail: { search } }));
  }

  #onKey(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || this.field.value === '') return;
    // Keeps a dialog around the element open.
    event.preventDefault();
    event.stopPropagation();
    this.#clear();
  }

  #clear(): void {
    this.field.value = '';
    this.#requestSearch();
    this.field.focus();
  }

  #announce(): void {
    clearTimeout(this.#announcementTimer);
    this.#announcementTimer = setTimeout(() => (this.announcement = this.found), announcementDelay);
  }
}
