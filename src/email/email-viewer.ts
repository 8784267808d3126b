import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from '../ui/decorators.ts';
import { ref } from 'lit/directives/ref.js';
import type { EmailPage } from '../endpoint/email-url.ts';
import type { Wait } from '../endpoint/retry.ts';
import { email as english } from '../i18n/en/email.ts';
import { DefinitionsController } from '../i18n/definitions-controller.ts';
import { MessagesController } from '../i18n/messages-controller.ts';
import type { ColumnId } from '../model/columns.ts';
import type { Email } from '../model/email.ts';
import type { PreviewMode } from '../model/preview-mode.ts';
import { isSameEmail } from '../table-model/find-lines.ts';
import { baseStyles } from '../ui/base-styles.ts';
import type { Localization } from '../ui/cell-formatters.ts';
import { copyText } from '../ui/copy-text.ts';
import { defineElement } from '../ui/define-element.ts';
import { dialogStyles } from '../ui/dialog-styles.ts';
import { areInlineStylesAllowed, isFrameBlocked } from './content-security-policy.ts';
import { choicesForNext, initialChoices, renderBody } from './email-body.ts';
import { EmailContent } from './email-content.ts';
import { emailControlsStyles } from './email-controls-styles.ts';
import { observeOverflow, renderFigures, renderNames, renderSender, titleOf } from './email-head.ts';
import type { ListedLink } from './email-links.ts';
import { EmailLoader, type ViewedEmail } from './email-loader.ts';
import { renderNavigation } from './email-navigation.ts';
import { positionAt, type EmailPosition } from './email-position.ts';
import { DialogWidthController } from './dialog-width-controller.ts';
import { logEmailError } from './log-email-error.ts';
import type { EmailLocalization } from './email-localization.ts';
import { renderFailure, renderRetryWait, renderWaiting } from './email-stage.ts';
import { emailPrintStyles } from './email-print-styles.ts';
import { emailStageStyles } from './email-stage-styles.ts';
import { emailViewerStyles } from './email-viewer-styles.ts';
import { PrintController } from './print-controller.ts';
import { FrameFocusController } from './frame-focus-controller.ts';
import { ShadowElement } from '../ui/shadow-element.ts';

const translations = { fr: () => import('../i18n/fr/email.ts').then(({ email }) => email) };

/**
 * A modal dialog that shows an email. It opens when the element is connected.
 *
 * @slot - The host's own preview, which replaces the email.
 *
 * @fires {CustomEvent<{ step: 1 | -1 }>} step-request - Requests the next or the previous email.
 * @fires {CustomEvent<{ url: string }>} link-request - A link's address is about to be copied; cancelable.
 * @fires {CustomEvent} close-request - The dialog has closed.
 * @csspart viewer - The dialog with an email.
 * @csspart viewer-title - The subject of the email.
 * @csspart viewer-step - A button that shows the next or the previous email.
 * @csspart viewer-close - The button that closes the dialog.
 * @csspart viewer-figures - The figures of the email.
 * @csspart viewer-frame - The iframe that shows the email.
 * @csspart viewer-text - The email as plain text, or its source.
 * @csspart viewer-links - The button that opens the list of links.
 * @csspart viewer-link-list - The list of links.
 * @csspart link - A link in that list.
 * @csspart copy - A button that copies the address of a link, or the explanation of a figure.
 */
export class EmailViewer extends ShadowElement {
  static override styles = [
    baseStyles,
    dialogStyles,
    emailControlsStyles,
    emailStageStyles,
    emailViewerStyles,
    emailPrintStyles,
  ];

  @property({ attribute: false }) viewed!: ViewedEmail;
  @property({ attribute: false }) columns: readonly ColumnId[] = [];
  @property({ attribute: false }) hasPrevious = false;
  @property({ attribute: false }) hasNext = false;
  @property({ attribute: false }) mode: PreviewMode = 'document';
  @property({ attribute: false }) localization!: Localization;
  /** A BCP 47 tag. */
  @property({ attribute: false }) locale = 'en';
  /** Returns the current time, for a `Retry-After` header with a date. */
  @property({ attribute: false }) now!: () => Date;
  /** Waits before a request is repeated. */
  @property({ attribute: false }) wait: Wait | undefined;

  @state() private choices = initialChoices;
  /** The link whose address was copied last; `failed` if copying it failed. */
  @state() private copied: ListedLink | 'failed' | undefined;

  /** Whether the host page's content security policy blocks the endpoint's page in a frame. */
  @state() private isPageBlocked = false;

  @query('dialog') private readonly dialog!: HTMLDialogElement;
  @query('iframe') private readonly frame!: HTMLIFrameElement | null;

  readonly #messages = new MessagesController(this, {
    ...{ feature: 'emailViewer', english, translations },
    messages: () => this.localization.messages,
  });
  readonly #definitions = new DefinitionsController(this, () => this.localization.messages);
  readonly #loader = new EmailLoader(this, {
    source: () => this.viewed,
    now: () => this.now(),
    wait: () => this.wait,
    onError: (error, request) => void logEmailError(this, error, request),
  });
  readonly #width = new DialogWidthController(this, () => this.dialog);
  readonly #frameFocus = new FrameFocusController(this, { dialog: () => this.dialog, frame: () => this.frame });
  #content: { readonly html: string; readonly anyway: boolean; readonly content: EmailContent } | undefined;
  #hasStyles: boolean | undefined;
  #position: EmailPosition | undefined;

  constructor() {
    super();
    new PrintController(this, () =>
      this.#content?.content.toMeasure({ ...this.choices, styles: this.#areStylesAllowed() }),
    );
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.ownerDocument.addEventListener('securitypolicyviolation', this.#onPolicyViolation);
    if (!this.hasUpdated) return;
    // After a move in the document the dialog is still marked as open, but is no longer modal.
    this.dialog.removeAttribute('open');
    this.#show();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.ownerDocument.removeEventListener('securitypolicyviolation', this.#onPolicyViolation);
  }

  protected override shouldUpdate(): boolean {
    // Both load at the same time.
    const areReady = [this.#messages.follow(), this.#definitions.follow()];
    return !areReady.includes(false);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { table, index } = this.viewed;
    const previous = changed.get('viewed');
    if (previous?.table !== table || previous?.index !== index) this.#position = positionAt(table, index);
    if (!previous || isSameEmail(previous, this.viewed)) return;
    this.choices = choicesForNext(this.choices);
    this.copied = undefined;
  }

  protected override firstUpdated(): void {
    this.#show();
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
        @focusin=${this.#frameFocus.onFocusIn}
      >
        <div class="viewer">
          ${this.#renderHead()}
          ${this.viewed.request ? this.#renderEmail() : html`<div class="own"><slot></slot></div>`}
          <div class="hidden" role="status">${this.#announcement}</div>
          <span tabindex="0" @focus=${this.#toBeginning}></span>
        </div>
      </dialog>
    `;
  }

  get #localization(): EmailLocalization {
    return { ...this.localization, emailMessages: this.#messages.current, definitions: this.#definitions.current };
  }

  get #title(): string {
    return titleOf(this.#loader.email, this.viewed.line, this.#localization);
  }

  get #announcement(): string {
    const messages = this.#messages.current;
    if (this.copied) return this.copied === 'failed' ? messages.notCopied : messages.copied;
    if (this.#loader.error || this.#loader.isLoading) return '';
    return messages.shown(this.#title);
  }

  #renderHead(): TemplateResult {
    const localization = this.#localization;
    const { line, isGone } = this.viewed;
    const { email } = this.#loader;
    return html`<header aria-labelledby="title" ${ref(observeOverflow)}>
      ${renderNavigation(
        {
          position: this.#position,
          hasPrevious: this.hasPrevious,
          hasNext: this.hasNext,
          step: (step) => this.#step(step),
          close: () => this.dialog.close(),
        },
        localization,
      )}
      <h2 id="title" part="viewer-title"><bdi>${this.#title}</bdi></h2>
      ${email ? renderSender(email, localization) : nothing} ${renderNames(line)}
      ${renderFigures(line, this.columns, localization)}
      ${isGone ? html`<p class="note">${localization.emailMessages.noLongerInReport}</p>` : nothing}
    </header>`;
  }

  #renderEmail(): TemplateResult {
    const { email, error, retryWait } = this.#loader;
    if (email) return this.#renderShown(email);
    if (retryWait) return renderRetryWait(retryWait, this.#localization);
    if (!error) return renderWaiting(this.#localization, this.#title);
    return renderFailure(error, this.#localization, this.#reload);
  }

  #renderShown(email: Email): TemplateResult {
    return renderBody({
      email,
      content: this.#contentOf(email),
      title: this.#title,
      choices: this.choices,
      dialogWidth: this.#width.width,
      localization: this.#localization,
      prefersPage: this.mode === 'page',
      page: this.isPageBlocked ? 'blocked' : this.#page,
      isPageUnseen: this.#loader.pageState === 'unknown',
      reload: this.#reload,
      hasStyles: this.#areStylesAllowed,
      copied: this.copied,
      updateChoices: (change) => (this.choices = { ...this.choices, ...change }),
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

  /** The separate page to show. It may be missing although the endpoint has announced it. */
  get #page(): EmailPage | undefined {
    const { pageState, page } = this.#loader;
    return pageState === 'available' || pageState === 'unknown' ? page : undefined;
  }

  readonly #areStylesAllowed = (): boolean => (this.#hasStyles ??= areInlineStylesAllowed(this.ownerDocument));

  readonly #reload = (): void => this.#loader.reload();

  /** Detects a blocked frame, which does not fire an event itself. */
  readonly #onPolicyViolation = (event: SecurityPolicyViolationEvent): void => {
    const { page } = this.#loader;
    if (page && isFrameBlocked(event, page.url)) this.isPageBlocked = true;
  };

  /** Opens the dialog. Focuses the dialog itself, not its first button, so that screen readers read its name. */
  #show(): void {
    const { dialog } = this;
    // jsdom has no modal dialogs.
    if ('showModal' in dialog) dialog.showModal();
    else Object.assign(this.dialog, { open: true });
    this.dialog.focus();
  }

  #step(step: 1 | -1): void {
    const isEnabled = step > 0 ? this.hasNext : this.hasPrevious;
    if (isEnabled) this.dispatchEvent(new CustomEvent('step-request', { detail: { step } }));
  }

  async #copy(link: ListedLink): Promise<void> {
    const detail = { url: link.url };
    if (!this.dispatchEvent(new CustomEvent('link-request', { detail, cancelable: true }))) return;
    this.copied = undefined;
    this.copied = (await copyText(link.address)) ? link : 'failed';
  }

  /** Closes the dialog on a click on its backdrop: anywhere else, the content covers the dialog. */
  #onClick({ target }: MouseEvent): void {
    if (target === this.dialog) this.dialog.close();
  }

  #onKeyDown(event: KeyboardEvent): void {
    this.#frameFocus.onKeyDown(event);
    if (!event.altKey || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return;
    event.preventDefault();
    this.#step(event.key === 'ArrowDown' ? 1 : -1);
  }

  /** Wraps the focus to the beginning: Tab from a frame at the end would lead back into the frame. */
  readonly #toBeginning = (): void => this.dialog.focus();
}

defineElement('cer-email-viewer', EmailViewer);
