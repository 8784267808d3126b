import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { EmailLoader } from './email-loader.ts';
import type { EmailPage, EmailRequest } from '../endpoint/fetch-email.ts';
import type { Wait } from '../endpoint/retry.ts';
import type { ColumnId } from '../model/columns.ts';
import type { Email, EmailKey } from '../model/email.ts';
import type { PreviewMode } from '../model/preview-mode.ts';
import { loadEmailMessages } from '../i18n/email-languages.ts';
import type { EmailMessages } from '../i18n/email-messages.ts';
import type { Line } from '../table-model/table.ts';
import { baseStyles } from '../ui/base-styles.ts';
import type { Localization } from '../ui/cell-formatters.ts';
import { choicesForNext, initialChoices, renderBody } from './email-body.ts';
import { EmailContent } from './email-content.ts';
import { emailControlsStyles } from './email-controls-styles.ts';
import { renderFigures, renderSender, titleOf } from './email-head.ts';
import type { ListedLink } from './email-links.ts';
import { renderFailure, renderPause, renderWaiting } from './email-stage.ts';
import { emailStageStyles } from './email-stage-styles.ts';
import { emailViewerStyles } from './email-viewer-styles.ts';
import type { EmailLocalization } from './email-writing.ts';
import { areInlineStylesAllowed, isFrameKeptOut } from './style-policy.ts';

/** The email that the viewer is at: a row of the report, and where the email itself is. */
export interface ViewedEmail extends EmailKey {
  readonly line: Line;
  /** Whether the report no longer has the row. */
  readonly isGone: boolean;
  /** How to ask for it; `undefined` where the host shows emails itself. */
  readonly request: EmailRequest | undefined;
  /** The email as a page of its own, where the host wants it so and the endpoint has it. */
  readonly page: EmailPage | undefined;
}

/**
 * An email in a dialog over the report, which opens when the element is put into the document.
 *
 * @slot - The host's own preview, in place of the email.
 *
 * @fires {CustomEvent<{ by: 1 | -1 }>} step-request - the next or the previous email is wanted
 * @fires {CustomEvent<{ url: string }>} link-request - a link's address is about to be copied; cancelable
 * @fires {CustomEvent} close-request - the dialog has closed
 * @csspart viewer - The dialog that shows an email.
 * @csspart viewer-title - Its subject.
 * @csspart viewer-step - A button to the email before or after.
 * @csspart viewer-close - The button that closes the dialog.
 * @csspart viewer-figures - The figures of the email.
 * @csspart viewer-frame - The frame that the email is drawn in.
 * @csspart viewer-text - The email as text, or its source.
 * @csspart viewer-links - The button that opens the list of links.
 * @csspart viewer-link-list - The list of links.
 * @csspart link - A link in that list.
 * @csspart copy - The button that copies its address.
 */
export class EmailViewer extends LitElement {
  static override styles = [baseStyles, emailControlsStyles, emailStageStyles, emailViewerStyles];

  @property({ attribute: false }) viewed!: ViewedEmail;
  @property({ attribute: false }) columns: readonly ColumnId[] = [];
  @property({ attribute: false }) hasPrevious = false;
  @property({ attribute: false }) hasNext = false;
  @property({ attribute: false }) mode: PreviewMode = 'document';
  @property({ attribute: false }) localization!: Localization;
  /** A BCP 47 tag. */
  @property({ attribute: false }) locale = 'en';
  /** The clock, for answers that name a date. */
  @property({ attribute: false }) now!: () => Date;
  /** How to wait before a request is made again. */
  @property({ attribute: false }) wait: Wait | undefined;

  @state() private choices = initialChoices;
  /** The link whose address has been copied last, or that it could not be. */
  @state() private copied: ListedLink | 'failed' | undefined;

  /** Whether the page's policy keeps the endpoint's pages out of frames. */
  @state() private isPageKeptOut = false;

  @query('dialog') private readonly dialog!: HTMLDialogElement;
  @query('iframe') private readonly frame!: HTMLIFrameElement | null;

  readonly #loader = new EmailLoader(this);
  #words!: EmailMessages;
  #wordsOf: string | undefined;
  #content: { readonly html: string; readonly anyway: boolean; readonly content: EmailContent } | undefined;
  #hasStyles: boolean | undefined;
  #focused: HTMLElement | undefined;
  #tabPressed = false;

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('blur', this.#onWindowBlur);
    this.ownerDocument.addEventListener('securitypolicyviolation', this.#onBreach);
    if (!this.hasUpdated) return;
    // Moved within the document: the dialog is marked as open still, but is no longer over the page.
    this.dialog.removeAttribute('open');
    this.#show();
    if (this.viewed.request) this.#load(this.viewed.request);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('blur', this.#onWindowBlur);
    this.ownerDocument.removeEventListener('securitypolicyviolation', this.#onBreach);
  }

  /** Nothing is shown before its words are here. */
  protected override async scheduleUpdate(): Promise<void> {
    while (this.#wordsOf !== this.locale) {
      const { locale } = this;
      this.#words = await loadEmailMessages(locale);
      this.#wordsOf = locale;
    }
    await super.scheduleUpdate();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('viewed')) return;
    const before = changed.get('viewed');
    const { campaignId, emailId, request, page } = this.viewed;
    const isSame = before?.emailId === emailId && before.campaignId === campaignId;
    if (isSame && before.page?.url === page?.url) return;
    this.choices = choicesForNext(this.choices);
    this.copied = undefined;
    if (request) this.#load(request);
    else this.#loader.forget();
  }

  protected override firstUpdated(): void {
    this.#show();
  }

  /** A control that had the focus may go with the email that it was for; the keys of the dialog would go with it. */
  protected override updated(): void {
    if (this.#focused?.isConnected === false && !this.shadowRoot?.activeElement) this.dialog.focus();
  }

  protected override render(): TemplateResult {
    return html`
      <dialog
        part="viewer"
        aria-labelledby="title"
        tabindex="-1"
        @close=${() => this.dispatchEvent(new CustomEvent('close-request'))}
        @click=${this.#onClick}
        @keydown=${this.#onKeyDown}
        @focusin=${this.#onFocusIn}
      >
        <div class="viewer" lang=${this.locale}>
          ${this.#renderHead()}
          ${this.viewed.request ? this.#renderEmail() : html`<div class="own"><slot></slot></div>`}
          <div class="hidden" role="status">${this.#said}</div>
          <span tabindex="0" @focus=${this.#toBeginning}></span>
        </div>
      </dialog>
    `;
  }

  get #localization(): EmailLocalization {
    return { ...this.localization, emailMessages: this.#words };
  }

  get #title(): string {
    return titleOf(this.#loader.email, this.viewed.line, this.#localization);
  }

  get #said(): string {
    if (this.copied) return this.copied === 'failed' ? this.#words.notCopied : this.#words.copied;
    if (this.#loader.error || this.#loader.loading) return '';
    return this.#words.shown(this.#title);
  }

  #renderHead(): TemplateResult {
    const words = this.#words;
    const { rows, row } = this.viewed.line;
    const { email } = this.#loader;
    return html`<header>
      <div class="top">
        <p class="place note"><bdi>${rows.text.campaignName[row]}</bdi> › <bdi>${rows.text.emailName[row]}</bdi></p>
        ${this.#renderStep(words.previous, -1, this.hasPrevious)} ${this.#renderStep(words.next, 1, this.hasNext)}
        <button type="button" class="control close" part="viewer-close" @click=${() => this.dialog.close()}>
          <svg viewBox="0 0 16 16" aria-hidden="true"><path d="M4 4l8 8M12 4l-8 8" /></svg>
          ${words.close}
        </button>
      </div>
      <h2 id="title" part="viewer-title"><bdi>${this.#title}</bdi></h2>
      ${email ? renderSender(email, this.#localization) : nothing}
      ${renderFigures(this.viewed.line, this.columns, this.#localization)}
      ${this.viewed.isGone ? html`<p class="note">${words.gone}</p>` : nothing}
    </header>`;
  }

  /** Not `disabled`, which would take the focus away from who has come to the end. */
  #renderStep(label: string, by: 1 | -1, can: boolean): TemplateResult {
    return html`<button
      type="button"
      class="control icon"
      part="viewer-step"
      title=${label}
      aria-label=${label}
      aria-disabled=${String(!can)}
      aria-keyshortcuts=${by > 0 ? 'Alt+ArrowDown' : 'Alt+ArrowUp'}
      @click=${() => this.#step(by)}
    >
      <svg viewBox="0 0 16 16" aria-hidden="true"><path d=${by > 0 ? 'M4 6l4 4 4-4' : 'M4 10l4-4 4 4'} /></svg>
    </button>`;
  }

  #renderEmail(): TemplateResult {
    const { email, error, pause } = this.#loader;
    if (email) return this.#renderShown(email);
    if (pause) return renderPause(pause, this.#localization);
    if (!error) return renderWaiting(this.#localization, this.#title);
    return renderFailure(error, this.#localization, this.#reload);
  }

  #renderShown(email: Email): TemplateResult {
    return renderBody({
      email,
      content: this.#contentOf(email),
      title: this.#title,
      choices: this.choices,
      localization: this.#localization,
      asPage: this.mode === 'page',
      page: this.isPageKeptOut ? 'kept-out' : this.#page,
      isPageUnseen: this.#loader.page === 'unseen',
      reload: this.#reload,
      hasStyles: () => (this.#hasStyles ??= areInlineStylesAllowed(this.ownerDocument)),
      copied: this.copied,
      choose: (change) => (this.choices = { ...this.choices, ...change }),
      copy: (link) => void this.#copy(link),
    });
  }

  #contentOf({ html }: Email): EmailContent | undefined {
    if (html === undefined) return undefined;
    const { anyway } = this.choices;
    if (this.#content?.html !== html || this.#content.anyway !== anyway) {
      this.#content = { html, anyway, content: new EmailContent(html, anyway) };
    }
    return this.#content.content;
  }

  /** The page to show: there may be none although the endpoint has named one. */
  get #page(): EmailPage | undefined {
    const { page } = this.#loader;
    return page === 'there' || page === 'unseen' ? this.viewed.page : undefined;
  }

  #load(request: EmailRequest): void {
    void this.#loader.load(request, { page: this.viewed.page, now: this.now, wait: this.wait });
  }

  readonly #reload = (): void => {
    const { request } = this.viewed;
    if (request) this.#load({ ...request, reload: true });
  };

  /** A frame that is kept out says nothing itself. */
  readonly #onBreach = (event: SecurityPolicyViolationEvent): void => {
    const { page } = this.viewed;
    if (page && isFrameKeptOut(event, page.url)) this.isPageKeptOut = true;
  };

  /** The focus goes to the dialog itself, whose name is then read, not to the first of its buttons. */
  #show(): void {
    this.dialog.showModal();
    this.dialog.focus();
  }

  #step(by: 1 | -1): void {
    if (by > 0 ? this.hasNext : this.hasPrevious)
      this.dispatchEvent(new CustomEvent('step-request', { detail: { by } }));
  }

  async #copy(link: ListedLink): Promise<void> {
    const detail = { url: link.url };
    if (!this.dispatchEvent(new CustomEvent('link-request', { detail, cancelable: true }))) return;
    this.copied = undefined;
    try {
      await navigator.clipboard.writeText(link.address);
      this.copied = link;
    } catch {
      this.copied = 'failed';
    }
  }

  /** The dialog itself is nothing but what is around its content: a press there is one beside the viewer. */
  #onClick({ target }: MouseEvent): void {
    if (target === this.dialog) this.dialog.close();
  }

  #onKeyDown(event: KeyboardEvent): void {
    this.#tabPressed = event.key === 'Tab';
    if (!event.altKey || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return;
    event.preventDefault();
    this.#step(event.key === 'ArrowDown' ? 1 : -1);
  }

  /** From a frame that comes last, Tab leads back to the frame for ever: a stop behind it leads on to the beginning. */
  readonly #toBeginning = (): void => this.dialog.focus();

  #onFocusIn({ target }: FocusEvent): void {
    this.#tabPressed = false;
    this.dialog.classList.remove('in-frame');
    if (target instanceof HTMLElement && target !== this.frame) this.#focused = target;
  }

  /**
   * No key that is pressed in the frame is heard of here, not even Escape. Who has pressed something in it with a
   * pointer gets the focus back; who has come by Tab, to scroll by keyboard, leaves by Tab.
   */
  readonly #onWindowBlur = (): void => {
    setTimeout(() => {
      if (!this.frame || this.shadowRoot?.activeElement !== this.frame) return;
      // To a style sheet the frame has no focus while what is in it has.
      if (this.#tabPressed) this.dialog.classList.add('in-frame');
      else (this.#focused?.isConnected ? this.#focused : this.dialog).focus({ preventScroll: true });
    });
  };
}
