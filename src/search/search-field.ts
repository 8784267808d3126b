import { html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { SearchMessages } from '../i18n/messages.ts';
import { baseStyles } from '../ui/base-styles.ts';
import { searchFieldStyles } from './search-field-styles.ts';

export interface SearchRequest {
  readonly search: string;
}

/** Milliseconds after the last key: until a text is searched for, and until what was found is said. */
const typingPause = 200;
const speakingPause = 600;

/**
 * A field to search campaigns and emails in by their names.
 *
 * @fires {CustomEvent<SearchRequest>} search-request
 * @csspart search - The field to search in.
 */
export class SearchField extends LitElement {
  static override shadowRootOptions: ShadowRootInit = { ...LitElement.shadowRootOptions, delegatesFocus: true };
  static override styles = [baseStyles, searchFieldStyles];

  /** What is searched for. */
  @property({ attribute: false }) search = '';
  /** How many match, in words; nothing where nothing is searched for. */
  @property({ attribute: false }) found = '';
  @property({ attribute: false }) messages!: SearchMessages;

  @state() private said = '';

  @query('input') private readonly field!: HTMLInputElement;

  #typing: ReturnType<typeof setTimeout> | undefined;
  #speaking: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#typing);
    clearTimeout(this.#speaking);
    this.#typing = undefined;
  }

  protected override updated(changed: PropertyValues<this>): void {
    // What the reader is typing is newer than what is searched for.
    if (changed.has('search') && this.#typing === undefined) this.field.value = this.search;
    if (changed.has('found')) this.#say();
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
        @change=${this.#ask}
        @keydown=${this.#onKey}
      />
      <button type="button" title=${clear} aria-label=${clear} @click=${this.#clear}>
        <svg viewBox="0 0 16 16" aria-hidden="true"><path d="m4.5 4.5 7 7m0-7-7 7" /></svg>
      </button>
      <span class="hidden" role="status">${this.said}</span>
    `;
  }

  /** A text that is still being composed, as in Japanese, is none yet. */
  #onInput(event: InputEvent): void {
    if (!event.isComposing) this.#onType();
  }

  #onType(): void {
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => this.#ask(), typingPause);
  }

  #ask(): void {
    clearTimeout(this.#typing);
    this.#typing = undefined;
    const search = this.field.value;
    if (search === this.search) return;
    this.dispatchEvent(new CustomEvent<SearchRequest>('search-request', { detail: { search } }));
  }

  #onKey(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || this.field.value === '') return;
    // A dialog around the element is not meant.
    event.preventDefault();
    event.stopPropagation();
    this.#clear();
  }

  #clear(): void {
    this.field.value = '';
    this.#ask();
    this.field.focus();
  }

  #say(): void {
    clearTimeout(this.#speaking);
    this.#speaking = setTimeout(() => (this.said = this.found), speakingPause);
  }
}
