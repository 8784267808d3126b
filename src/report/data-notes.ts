import { css, html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { dataNotes as english } from '../i18n/en/data-notes.ts';
import { MessagesController } from '../i18n/messages-controller.ts';
import { isJsonObject } from '../platform/json-object.ts';
import { defineElement } from '../ui/define-element.ts';
import { isOld, notesOf, type RenderContext } from '../ui/render-context.ts';
import { ShadowElement } from '../ui/shadow-element.ts';

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
  `;

  /** Everything that the element renders from. */
  @property({ attribute: false }) context!: RenderContext;

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
    const texts = (report ? notesOf(report) : []).map((note) => this.#textOf(note)).filter((text) => text !== '');
    return html`${isOld(report, this.context) ? html`<span class="old">${this.#messages.current.old}</span>` : nothing}
      <span .textContent=${texts.join(' ')}></span>`;
  }

  /** Returns a note in words; empty if it is invalid, or if only its code is known. */
  #textOf(note: unknown): string {
    if (!isJsonObject(note)) return '';
    const { code, from, to, count, message } = note;
    const { gap, noActionResult, orphans } = this.#messages.current;
    const { formats } = this.context.localization;
    const [start, end] = [from, to].map((instant) => Date.parse(String(instant)));
    if (code === 'gap' && start && end) return gap(this.#moment(start), this.#moment(end));
    if (code === 'no-action-result') return noActionResult;
    if (code === 'orphans' && Number.isSafeInteger(count)) return orphans(Number(count), formats.count(Number(count)));
    return typeof message === 'string' ? message : '';
  }

  #moment(instant: number): string {
    const { localization, displayed } = this.context;
    return localization.formats.moment(instant, displayed?.loaded.scope.timeZone);
  }
}

defineElement('cer-data-notes', DataNotes);

declare global {
  interface HTMLElementTagNameMap {
    'cer-data-notes': DataNotes;
  }
}
