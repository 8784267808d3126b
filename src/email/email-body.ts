import { html, nothing, type TemplateResult } from 'lit';
import type { EmailPage } from '../endpoint/email-url.ts';
import type { Email } from '../model/email.ts';
import type { EmailContent } from './email-content.ts';
import { listLinks, renderLinks, renderOtherClicks, type LinkOrder, type ListedLink } from './email-links.ts';
import {
  fits,
  renderBar,
  renderButton,
  renderFrame,
  renderSentence,
  renderText,
  viewsOf,
  type EmailView,
  type FrameScheme,
  type FrameWidth,
} from './email-stage.ts';
import type { EmailLocalization } from './email-localization.ts';
import { renderSegments } from '../ui/segmented-control.ts';

/** The reader's choices in the viewer. */
export interface EmailChoices {
  readonly view: EmailView;
  readonly width: FrameWidth;
  readonly scheme: FrameScheme;
  readonly badges: boolean;
  readonly linksOpen: boolean;
  readonly linkOrder: LinkOrder;
  /** Whether remote images load, which can reveal the open to the sender. */
  readonly remoteImages: boolean;
  /** Whether to render an email that exceeds the limits, although it may freeze the page. */
  readonly anyway: boolean;
}

/** The choices when the viewer opens. */
export const initialChoices: EmailChoices = {
  view: 'html',
  width: 'desktop',
  scheme: 'light',
  badges: false,
  linksOpen: false,
  linkOrder: 'position',
  remoteImages: false,
  anyway: false,
};

/** Returns the choices for the next email: remote images and exceeding the limits need consent for each email. */
export function choicesForNext(choices: EmailChoices): EmailChoices {
  return { ...choices, remoteImages: false, anyway: false };
}

/** The state of the viewer below its head, and the requests that it can make. */
export interface EmailBody {
  readonly email: Email;
  /** The content of its HTML, if it has any. */
  readonly content: EmailContent | undefined;
  readonly title: string;
  readonly choices: EmailChoices;
  /** The width of the dialog, in CSS pixels. */
  readonly dialogWidth: number;
  readonly localization: EmailLocalization;
  /** Whether the host prefers a separate page from the endpoint (`preview-mode="page"`). */
  readonly prefersPage: boolean;
  /** The separate page; `blocked` if this page's content security policy blocks it. */
  readonly page: EmailPage | 'blocked' | undefined;
  /** Whether only the reader can tell if the separate page has loaded. */
  readonly isPageUnseen: boolean;
  /** Loads the email again. */
  readonly reload: () => void;
  /** Returns whether this page's content security policy allows the email's styles. */
  readonly hasStyles: () => boolean;
  /** The link whose address was copied last; `failed` if copying it failed. */
  readonly copied: ListedLink | 'failed' | undefined;
  readonly updateChoices: (change: Partial<EmailChoices>) => void;
  readonly copy: (link: ListedLink) => void;
}

/** Renders the controls, the email and the list of links. */
export function renderBody(body: EmailBody): TemplateResult {
  const { email, content, choices, localization } = body;
  const views = viewsOf(email, localization);
  const view = choices.view in views ? choices.view : 'text';
  const links = listLinks(content?.links ?? [], email.links);
  return html`
    ${renderControls(body, views, view, links.length)}
    <div class="stage">
      <div class="main">${renderOrigin(email, localization)} ${renderView(body, view)}</div>
      ${choices.linksOpen ? renderLinkPanel(body, view, links) : nothing}
    </div>
  `;
}

/** Renders how the content differs from the email as sent, if the endpoint says so. */
function renderOrigin({ isCurrent, isPartial }: Email, { emailMessages }: EmailLocalization) {
  const sentences = [isCurrent ? emailMessages.currentVersion : '', isPartial ? emailMessages.partial : ''];
  const text = sentences.filter(Boolean).join(' ');
  return text ? renderBar(text) : nothing;
}

type Views = ReturnType<typeof viewsOf>;

function renderControls(body: EmailBody, views: Views, view: EmailView, links: number) {
  const { choices, localization, updateChoices } = body;
  const { emailMessages, formats } = localization;
  const { linksOpen } = choices;
  return html`<div class="controls">
    ${
      Object.keys(views).length > 1
        ? renderSegments<EmailView>('view', emailMessages.view, views, view, (chosen) =>
            updateChoices({ view: chosen }),
          )
        : nothing
    }
    ${view === 'html' ? renderLookControls(body) : nothing}
    <button
      type="button"
      class="control links-button"
      part="viewer-links"
      aria-expanded=${String(linksOpen)}
      @click=${() => updateChoices({ linksOpen: !linksOpen })}
    >
      ${emailMessages.links} <span class="note">${formats.count(links)}</span>
    </button>
  </div>`;
}

function renderLookControls(body: EmailBody): TemplateResult {
  const { content, choices, localization, dialogWidth, updateChoices } = body;
  const { emailMessages } = localization;
  const { desktop, tablet, phone, light, dark } = emailMessages;
  const widths = {
    desktop,
    ...(fits('tablet', dialogWidth) ? { tablet } : {}),
    ...(fits('phone', dialogWidth) ? { phone } : {}),
  };
  return html`${
    Object.keys(widths).length > 1
      ? renderSegments<FrameWidth>('width', emailMessages.width, widths, frameWidthOf(body), (id) =>
          updateChoices({ width: id }),
        )
      : nothing
  }
  ${
    hasDarkStyles(body)
      ? renderSegments('scheme', emailMessages.appearance, { light, dark }, choices.scheme, (id) =>
          updateChoices({ scheme: id }),
        )
      : content?.reading.state === 'parsed'
        ? html`<p class="note">${emailMessages.noDarkStyles}</p>`
        : nothing
  }`;
}

/** Whether the email has dark styles, as the endpoint's page or embedded here. */
function hasDarkStyles(body: EmailBody): boolean {
  return body.content?.hasDarkStyles(pageOf(body) !== undefined || body.hasStyles()) ?? false;
}

/** Returns the chosen width of the frame, or the dialog's if that does not fit. */
function frameWidthOf({ choices: { width }, dialogWidth }: EmailBody): FrameWidth {
  return fits(width, dialogWidth) ? width : 'desktop';
}

function renderView(body: EmailBody, view: EmailView): TemplateResult {
  const { email, content, localization } = body;
  const { emailMessages } = localization;
  const page = pageOf(body);
  if (view === 'source') return renderText(email.html ?? '', emailMessages.source, 'source');
  if (view === 'text' || !content) return renderPlainText(body);
  return page ? renderPage(body, page, content) : renderDocument(body, content);
}

/** Returns the separate page to show. Not for an email that exceeds the limits: the endpoint sends only its text. */
function pageOf({ page, content, choices }: EmailBody): EmailPage | undefined {
  if (page === 'blocked' || choices.anyway || content?.reading.state === 'too-large') return undefined;
  return page;
}

function renderDocument(body: EmailBody, content: EmailContent): TemplateResult {
  const { choices, prefersPage, page, updateChoices } = body;
  const { emailMessages } = body.localization;
  const { remoteImages, badges } = choices;
  const styles = body.hasStyles();
  const srcdoc = content.frame({ remoteImages, badges, styles });
  if (srcdoc !== undefined) {
    return html`
      ${prefersPage ? renderBar(page === 'blocked' ? emailMessages.pageBlocked : emailMessages.noPage) : nothing}
      ${styles ? nothing : renderBar(emailMessages.stylesBlocked)}
      ${content.hasRemoteImages ? renderImagesBar(body) : nothing} ${renderFrame({ srcdoc }, frameLookOf(body))}
    `;
  }
  if (content.reading.state === 'blocked')
    return html`${renderBar(emailMessages.emailBlocked)} ${renderPlainText(body)}`;
  return renderSentence(
    emailMessages.tooLarge,
    html`${renderButton(emailMessages.showText, () => updateChoices({ view: 'text' }))}
    ${renderButton(emailMessages.renderAnyway, () => updateChoices({ anyway: true }))}`,
  );
}

function frameLookOf(body: EmailBody) {
  const { title, choices, localization } = body;
  const scheme: FrameScheme = hasDarkStyles(body) ? choices.scheme : 'light';
  return { title: localization.emailMessages.frame(title), width: frameWidthOf(body), scheme };
}

function renderPage(body: EmailBody, { url, urlWithImages }: EmailPage, content: EmailContent): TemplateResult {
  const { choices, localization, isPageUnseen, reload } = body;
  const { emailMessages, messages } = localization;
  const imagesBar = urlWithImages === undefined ? renderBar(emailMessages.imagesBlocked) : renderImagesBar(body);
  const src = (choices.remoteImages ? urlWithImages : undefined) ?? url;
  return html`${isPageUnseen ? renderBar(emailMessages.pageMaybeMissing, renderButton(messages.retry, reload)) : nothing}
  ${content.hasRemoteImages ? imagesBar : nothing} ${renderFrame({ src }, frameLookOf(body))}`;
}

function renderImagesBar({ choices, localization, updateChoices }: EmailBody): TemplateResult {
  const { imagesOn, hideImages, imagesOff, showImages } = localization.emailMessages;
  return choices.remoteImages
    ? renderBar(
        imagesOn,
        renderButton(hideImages, () => updateChoices({ remoteImages: false })),
      )
    : renderBar(
        imagesOff,
        renderButton(showImages, () => updateChoices({ remoteImages: true })),
      );
}

function renderPlainText({ email, content, localization }: EmailBody): TemplateResult {
  const { emailMessages } = localization;
  if (email.text !== undefined) return renderText(email.text, emailMessages.text, 'text');
  if (content?.reading.state === 'blocked') return renderText(email.html ?? '', emailMessages.source, 'source');
  const text = content?.text ?? '';
  if (text === '') return renderSentence(emailMessages.noText, nothing);
  return html`${renderBar(emailMessages.textFromHtml)} ${renderText(text, emailMessages.text, 'text')}`;
}

function renderLinkPanel(body: EmailBody, view: EmailView, links: readonly ListedLink[]): TemplateResult {
  const { content, choices, localization, copied, updateChoices, copy } = body;
  const { emailMessages } = localization;
  const canNumber = view === 'html' && content?.reading.state === 'parsed' && !pageOf(body);
  const close = ({ currentTarget }: Event) => {
    const root = (currentTarget as Element).getRootNode() as ShadowRoot;
    root.querySelector<HTMLElement>('.links-button')?.focus();
    updateChoices({ linksOpen: false });
  };
  return html`<aside aria-labelledby="links" part="viewer-link-list">
    <div class="links-head">
      <h3 id="links">${emailMessages.links}</h3>
      <button
        type="button"
        class="control icon"
        title=${emailMessages.closeLinks}
        aria-label=${emailMessages.closeLinks}
        @click=${close}
      >
        <svg viewBox="0 0 16 16" aria-hidden="true"><path d="M4 4l8 8M12 4l-8 8" /></svg>
      </button>
    </div>
    ${copied === 'failed' ? html`<p class="note">${emailMessages.notCopied}</p>` : nothing}
    ${renderLinks(
      {
        links,
        isOfCampaign: body.email.isOfCampaign,
        copied: copied === 'failed' ? undefined : copied?.address,
        badges: canNumber ? choices.badges : undefined,
        order: choices.linkOrder,
        onBadges: (badges) => updateChoices({ badges }),
        onOrder: (linkOrder) => updateChoices({ linkOrder }),
        onLink: copy,
      },
      localization,
    )}
    ${renderOtherClicks(body.email, localization)}
  </aside>`;
}
