import { css, html, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { views as english } from '../i18n/en/views.ts';
import { MessagesController } from '../i18n/messages-controller.ts';
import { baseStyles } from '../ui/base-styles.ts';
import { defineElement } from '../ui/define-element.ts';
import type { RenderContext } from '../ui/render-context.ts';
import { ShadowElement } from '../ui/shadow-element.ts';

const translations = { fr: () => import('../i18n/fr/views.ts').then(({ views }) => views) };

const noticeStyles = css`
  p {
    max-inline-size: 75ch;
    margin: 0 12px 12px;
    padding: 12px;
    border: 1px solid var(--_warning);
    border-radius: var(--_radius);
    line-height: 1.5;
  }
`;

/** The reasons why a view is not kept completely. */
export type NoticeId = 'incompleteLink' | 'longAddress';

/** Tells the reader that a view is not kept completely. Its messages have the part `notice`. */
export class ViewNotice extends ShadowElement {
  static override styles = [baseStyles, noticeStyles];

  @property({ attribute: false }) context: RenderContext | undefined;
  @state() private notices: readonly NoticeId[] = [];

  readonly #messages = new MessagesController(this, {
    ...{ feature: 'views', english, translations },
    messages: () => (this.context as RenderContext).localization.messages,
  });

  get locale(): string {
    return this.context?.locale ?? 'en';
  }

  /** Shows or hides a notice. */
  show(notice: NoticeId, isShown: boolean): void {
    if (this.notices.includes(notice) === isShown) return;
    const others = this.notices.filter((shown) => shown !== notice);
    this.notices = isShown ? [...others, notice] : others;
  }

  protected override shouldUpdate(): boolean {
    return this.context !== undefined && this.#messages.isReady;
  }

  protected override render(): TemplateResult {
    return html`<div role="status">
      ${this.notices.map((notice) => html`<p part="notice">${this.#messages.current[notice]}</p>`)}
    </div>`;
  }
}

defineElement('cer-view-notice', ViewNotice);
