import { css, html, nothing, type TemplateResult } from 'lit';
import { property, state } from '../ui/decorators.ts';
import { dataNotes as english } from '../i18n/en/data-notes.ts';
import { MessagesController } from '../i18n/messages-controller.ts';
import { defineElement } from '../ui/define-element.ts';
import { isOld, notesOf, type RenderContext } from '../ui/render-context.ts';
import { ShadowElement } from '../ui/shadow-element.ts';
import { noteTexts } from './note-texts.ts';

const translations = { fr: () => import('../i18n/fr/data-notes.ts').then(({ dataNotes }) => dataNotes) };

/** What readers should know about the data: that it is old, has gaps, or lacks something. */
export class DataNotes extends ShadowElement {
  static override styles = css`
    :host {
      flex-basis: 100%;
    }

    .old {
      color: var(--_warning);
      font-weight: 600;
    }

    .more {
      display: none;
    }

    /* Where notes would take many lines, the first one is shown. Paper is no container. */

    @container (inline-size < 740px) {
      .rest.hidden {
        display: none;
      }

      .more {
        display: inline;
        min-block-size: 24px;
        padding: 0;
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

      .more:hover {
        color: var(--_text);
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

  protected override shouldUpdate(): boolean {
    return this.#messages.isReady;
  }

  protected override render(): TemplateResult {
    const report = this.context.displayed?.loaded.report;
    const { localization, displayed } = this.context;
    const notes = noteTexts(
      report ? notesOf(report) : [],
      { ...localization, timeZone: displayed?.loaded.scope.timeZone },
      this.#messages.current,
    );
    const [first = '', ...rest] = [this.#tooYoung(), ...notes].filter(Boolean);
    const { old } = this.#messages.current;
    return html`${isOld(report, this.context) ? html`<span class="old">${old}</span>` : nothing}
      <span .textContent=${first}></span> ${rest.length ? this.#renderRest(rest) : nothing}`;
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

  /** Returns how many people of the emails on screen are not counted yet, at an age. */
  #tooYoung(): string {
    const count = this.context.displayed?.table.total.numbers.tooYoung[0] ?? NaN;
    return count > 0 ? this.#messages.current.tooYoung(count, this.context.localization.formats.count(count)) : '';
  }
}

defineElement('cer-data-notes', DataNotes);

declare global {
  interface HTMLElementTagNameMap {
    'cer-data-notes': DataNotes;
  }
}
