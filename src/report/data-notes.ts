import { css, html, nothing, type TemplateResult } from 'lit';
import { property, state } from '../ui/decorators.ts';
import { dataNotes as english } from '../i18n/en/data-notes.ts';
import { table as englishTable } from '../i18n/en/table.ts';
import { isolate } from '../i18n/isolate.ts';
import { MessagesController } from '../i18n/messages-controller.ts';
import type { ViewState } from '../table-model/view-state.ts';
import { defineElement } from '../ui/define-element.ts';
import { noteTexts, tooYoungText } from '../ui/note-texts.ts';
import { isOld, notesOf, type RenderContext } from '../ui/render-context.ts';
import { ShadowElement } from '../ui/shadow-element.ts';
import { sortNoteOf, type SortNote } from './sort-note.ts';

const translations = { fr: () => import('../i18n/fr/data-notes.ts').then(({ dataNotes }) => dataNotes) };
const tableTranslations = { fr: () => import('../i18n/fr/table.ts').then(({ table }) => table) };

/** What readers should know about the data and its order: that it is old, has gaps, or lacks something, or what chance can do. */
export class DataNotes extends ShadowElement {
  static override styles = css`
    :host {
      display: block;
      flex-basis: 100%;
    }

    .old {
      color: var(--_warning);
      font-weight: 600;
    }

    button {
      margin: -4px 0;
      padding: 4px 0;
      border: 0;
      background: none;
      color: inherit;
      font: inherit;
      letter-spacing: inherit;
      word-spacing: inherit;
      text-decoration: underline var(--_control);
      text-underline-offset: 3px;
      cursor: pointer;
    }

    button:hover {
      color: var(--_text);
    }

    .action {
      margin-inline-end: 8px;
      color: var(--_accent);
    }

    /* The table stays in place when the note about its order appears: that replaces the others. */

    :host(.sorted) .rest.hidden,
    :host(:not(.sorted)) .more {
      display: none;
    }

    /* Where notes would take many lines, the first one is shown. Paper is no container. */

    @container (inline-size < 740px) {
      .rest.hidden {
        display: none;
      }

      :host(:not(.sorted)) .more {
        display: inline;
      }
    }

    @media print {
      button {
        display: none;
      }

      :host(.sorted) .rest.hidden {
        display: inline;
      }
    }
  `;

  /** Everything that the element renders from. */
  @property({ attribute: false }) context!: RenderContext;

  /** Whether the reader has opened all notes, where only the first one is shown. */
  @state() private isOpen = false;

  get locale(): string {
    return this.context.locale;
  }

  readonly #messages = new MessagesController(this, {
    ...{ feature: 'dataNotes', english, translations },
    messages: () => this.context.localization.messages,
  });

  readonly #tableMessages = new MessagesController(this, {
    ...{ feature: 'table', english: englishTable, translations: tableTranslations },
    messages: () => this.context.localization.messages,
  });

  protected override shouldUpdate(): boolean {
    // Both load at the same time.
    const areReady = [this.#messages.follow(), this.#tableMessages.follow()];
    return !areReady.includes(false);
  }

  #sortNote(view: ViewState): SortNote | undefined {
    return sortNoteOf({ ...this.context, view }, this.#messages.current, this.#tableMessages.current);
  }

  protected override render(): TemplateResult {
    const { displayed } = this.context;
    const { report } = displayed?.loaded ?? {};
    const { formats } = this.context.localization;
    const timeZone = report?.scope.timeZone;
    const notes = noteTexts(
      report ? notesOf(report) : [],
      { formats: { ...formats, moment: (...when) => isolate(formats.moment(...when)) }, timeZone },
      this.#messages.current,
    );
    const tooYoung = displayed ? tooYoungText(displayed.table, formats, this.#messages.current) : '';
    const sortNote = this.#sortNote(this.context.view);
    this.classList.add('shown');
    this.classList.toggle('sorted', sortNote !== undefined);
    const [first = '', ...rest] = [sortNote?.text ?? '', tooYoung, ...notes].filter(Boolean);
    const { old } = this.#messages.current;
    return html`${isOld(report, this.context) ? html`<span class="old">${old}</span>` : nothing}
      <span .textContent=${first}></span> ${sortNote ? this.#renderAction(sortNote) : nothing}
      ${rest.length ? this.#renderRest(rest) : nothing}`;
  }

  #renderAction({ action, apply }: SortNote): TemplateResult {
    const sort = () => this.context.updateView(apply, (view) => this.#sortNote(view)?.text ?? '');
    return html`<button type="button" class="action" @click=${sort}>${action}</button>`;
  }

  #renderRest(rest: readonly string[]): TemplateResult {
    const { more, fewer } = this.#messages.current;
    const { formats } = this.context.localization;
    return html`<span class="rest ${this.isOpen ? '' : 'hidden'}" .textContent=${rest.join(' ')}></span>
      <button type="button" class="more" @click=${this.#toggle}>
        ${this.isOpen ? fewer : more(rest.length, formats.count(rest.length))}
      </button>`;
  }

  #toggle(): void {
    this.isOpen = !this.isOpen;
  }
}

defineElement('cer-data-notes', DataNotes);

declare global {
  interface HTMLElementTagNameMap {
    'cer-data-notes': DataNotes;
  }
}
