import { html, nothing, type TemplateResult } from 'lit';
import type { EmailPage } from '../endpoint/fetch-email.ts';
import type { Email } from '../model/email.ts';
import type { EmailContent } from './email-content.ts';
import { listLinks, renderLinks, type ListedLink } from './email-links.ts';
import {
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

/** How the reader wants to see emails. */
export interface EmailChoices {
  readonly view: EmailView;
  readonly width: FrameWidth;
  readonly scheme: FrameScheme;
  readonly badges: boolean;
  readonly linksOpen: boolean;
  /** Whether images come from the web, which may tell the sender. */
  readonly remoteImages: boolean;
  /** Whether to draw an email that is so large that it may hold the page up. */
  readonly anyway: boolean;
}

export const initialChoices: EmailChoices = {
  view: 'html',
  width: 'desktop',
  scheme: 'light',
  badges: false,
  linksOpen: false,
  remoteImages: false,
  anyway: false,
};

/** What holds for the next email: all but what could tell a sender something, or hold the page up. */
export function choicesForNext(choices: EmailChoices): EmailChoices {
  return { ...choices, remoteImages: false, anyway: false };
}

/** An email as it is shown, and what the reader may ask for. */
export interface EmailBody {
  readonly email: Email;
  /** What its HTML is, if it has any. */
  readonly content: EmailContent | undefined;
  readonly title: string;
  readonly choices: EmailChoices;
  readonly localization: EmailLocalization;
  /** Whether the host wants the page of its own that the endpoint may have for it. */
  readonly asPage: boolean;
  /** That page, or that the policy of this page keeps it out. */
  readonly page: EmailPage | 'blocked' | undefined;
  /** Whether nobody but the reader can know that the page has come. */
  readonly isPageUnseen: boolean;
  /** Asks for everything again. */
  readonly reload: () => void;
  /** Whether the page's policy lets an email have its styles. */
  readonly hasStyles: () => boolean;
  /** The link whose address has been copied last, or that it could not be. */
  readonly copied: ListedLink | 'failed' | undefined;
  readonly choose: (change: Partial<EmailChoices>) => void;
  readonly copy: (link: ListedLink) => void;
}

export function renderBody(body: EmailBody): TemplateResult {
  const { email, content, choices, localization } = body;
  const views = viewsOf(email, localization);
  const view = choices.view in views ? choices.view : 'text';
  const links = listLinks(content?.links ?? [], email.links);
  return html`
    ${renderControls(body, views, view, links.length)}
    <div class="stage">
      <div class="main">${renderView(body, view)}</div>
      ${choices.linksOpen ? renderLinkPanel(body, view, links) : nothing}
    </div>
  `;
}

type Views = ReturnType<typeof viewsOf>;

function renderControls({ choices, localization, choose }: EmailBody, views: Views, view: EmailView, links: number) {
  const { emailMessages, formats } = localization;
  const { desktop, tablet, phone, light, dark } = emailMessages;
  const { width, scheme, linksOpen } = choices;
  return html`<div class="controls">
    ${
      Object.keys(views).length > 1
        ? renderSegments<EmailView>('view', emailMessages.view, views, view, (chosen) => choose({ view: chosen }))
        : nothing
    }
    ${
      view === 'html'
        ? html`${renderSegments('width', emailMessages.width, { desktop, tablet, phone }, width, (id) => choose({ width: id }))}
          ${renderSegments('scheme', emailMessages.appearance, { light, dark }, scheme, (id) => choose({ scheme: id }))}`
        : nothing
    }
    <button
      type="button"
      class="control links-button"
      part="viewer-links"
      aria-expanded=${String(linksOpen)}
      @click=${() => choose({ linksOpen: !linksOpen })}
    >
      ${emailMessages.links} <span class="note">${formats.count(links)}</span>
    </button>
  </div>`;
}

function renderView(body: EmailBody, view: EmailView): TemplateResult {
  const { email, content, localization } = body;
  const { emailMessages } = localization;
  const page = pageOf(body);
  if (view === 'source') return renderText(email.html ?? '', emailMessages.source, 'source');
  if (view === 'text' || !content) return renderWords(body);
  return page ? renderPage(body, page, content) : renderDocument(body, content);
}

/** The page to show: of an email that is over a cap the endpoint would have the text alone. */
function pageOf({ page, content, choices }: EmailBody): EmailPage | undefined {
  if (page === 'blocked' || choices.anyway || content?.reading.state === 'over-cap') return undefined;
  return page;
}

function renderDocument(body: EmailBody, content: EmailContent): TemplateResult {
  const { choices, asPage, page, choose } = body;
  const { emailMessages } = body.localization;
  const { remoteImages, badges } = choices;
  const styles = body.hasStyles();
  const srcdoc = content.frame({ remoteImages, badges, styles });
  if (srcdoc !== undefined) {
    return html`
      ${asPage ? renderBar(page === 'blocked' ? emailMessages.pageBlocked : emailMessages.noPage) : nothing}
      ${styles ? nothing : renderBar(emailMessages.stylesBlocked)}
      ${content.hasRemoteImages ? renderImagesBar(body) : nothing} ${renderFrame({ srcdoc }, lookOf(body))}
    `;
  }
  if (content.reading.state === 'refused') return html`${renderBar(emailMessages.emailBlocked)} ${renderWords(body)}`;
  return renderSentence(
    emailMessages.tooLarge,
    html`${renderButton(emailMessages.showText, () => choose({ view: 'text' }))}
    ${renderButton(emailMessages.renderAnyway, () => choose({ anyway: true }))}`,
  );
}

function lookOf({ title, choices, localization }: EmailBody) {
  return { title: localization.emailMessages.frame(title), width: choices.width, scheme: choices.scheme };
}

function renderPage(body: EmailBody, { url, urlWithImages }: EmailPage, content: EmailContent): TemplateResult {
  const { choices, localization, isPageUnseen, reload } = body;
  const { emailMessages, messages } = localization;
  const imagesBar = urlWithImages === undefined ? renderBar(emailMessages.imagesBlocked) : renderImagesBar(body);
  const src = (choices.remoteImages ? urlWithImages : undefined) ?? url;
  return html`${isPageUnseen ? renderBar(emailMessages.pageMaybeMissing, renderButton(messages.retry, reload)) : nothing}
  ${content.hasRemoteImages ? imagesBar : nothing} ${renderFrame({ src }, lookOf(body))}`;
}

function renderImagesBar({ choices, localization, choose }: EmailBody): TemplateResult {
  const { imagesOn, hideImages, imagesOff, showImages } = localization.emailMessages;
  return choices.remoteImages
    ? renderBar(
        imagesOn,
        renderButton(hideImages, () => choose({ remoteImages: false })),
      )
    : renderBar(
        imagesOff,
        renderButton(showImages, () => choose({ remoteImages: true })),
      );
}

function renderWords({ email, content, localization }: EmailBody): TemplateResult {
  const { emailMessages } = localization;
  if (email.text !== undefined) return renderText(email.text, emailMessages.text, 'text');
  if (content?.reading.state === 'refused') return renderText(email.html ?? '', emailMessages.source, 'source');
  const text = content?.text ?? '';
  if (text === '') return renderSentence(emailMessages.noText, nothing);
  return html`${renderBar(emailMessages.textFromHtml)} ${renderText(text, emailMessages.text, 'text')}`;
}

function renderLinkPanel(body: EmailBody, view: EmailView, links: readonly ListedLink[]): TemplateResult {
  const { content, choices, localization, copied, choose, copy } = body;
  const { emailMessages } = localization;
  const canNumber = view === 'html' && content?.reading.state === 'read' && !pageOf(body);
  const close = ({ currentTarget }: Event) => {
    const root = (currentTarget as Element).getRootNode() as ShadowRoot;
    root.querySelector<HTMLElement>('.links-button')?.focus();
    choose({ linksOpen: false });
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
        copied: copied === 'failed' ? undefined : copied?.address,
        badges: canNumber ? choices.badges : undefined,
        onBadges: (badges) => choose({ badges }),
        onLink: copy,
      },
      localization,
    )}
  </aside>`;
}
