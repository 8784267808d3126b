import { css, html, type TemplateResult } from 'lit';
import { property, state } from '../ui/decorators.ts';
import { views as english } from '../i18n/en/views.ts';
import { MessagesController } from '../i18n/messages-controller.ts';
import { baseStyles } from '../ui/base-styles.ts';
import { defineElement } from '../ui/define-element.ts';
import type { RenderContext } from '../ui/render-context.ts';
import { ShadowElement } from '../ui/shadow-element.ts';

export const translations = { fr: () => import('../i18n/fr/views.ts').then(({ views }) => views) };

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
export type NoticeId = 'incompleteLink' | 'longAddress' | 'notStored';

export type AnnouncementId = 'undone' | 'redone' | 'nothingToUndo' | 'nothingToRedo';

/** Tells the reader that a view is not kept completely. Its messages have the part `notice`. */
export class ViewNotice extends ShadowElement {
  static override styles = [baseStyles, noticeStyles];

  @property({ attribute: false }) context: RenderContext | undefined;
  @state() private notices: readonly NoticeId[] = [];
  /** The number changes with each announcement, as screen readers ignore a repeated text. */
  @state() private announcement: { readonly id: AnnouncementId; readonly number: number } | undefined;

  readonly #messages = new MessagesController(this, {
    ...{ feature: 'viewsPanel', english, translations },
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

  /** Announces a text to screen readers. */
  announce(id: AnnouncementId): void {
    this.announcement = { id, number: (this.announcement?.number ?? 0) + 1 };
  }

  protected override shouldUpdate(): boolean {
    return this.context !== undefined && this.#messages.follow();
  }

  protected override render(): TemplateResult {
    const { current } = this.#messages;
    const { id, number } = this.announcement ?? { number: 0 };
    return html`<div role="status">${this.notices.map((notice) => html`<p part="notice">${current[notice]}</p>`)}</div>
      <div class="hidden" role="status">${id && current[id]}${number % 2 ? '' : '\u00a0'}</div>`;
  }
}

defineElement('cer-view-notice', ViewNotice);
