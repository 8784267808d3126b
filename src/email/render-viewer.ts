import { html, type LitElement, type TemplateResult } from 'lit';
import type { EmailRequest } from '../endpoint/fetch-email.ts';
import type { RequestSettings } from '../endpoint/http-request.ts';
import type { Wait } from '../endpoint/retry.ts';
import type { PreviewMode } from '../model/preview-mode.ts';
import { adjacentEmail } from '../table-model/adjacent-emails.ts';
import type { EmailLine } from '../table-model/find-lines.ts';
import type { Table } from '../table-model/table.ts';
import type { RenderContext } from '../ui/render-context.ts';
import type { EmailLinkDetail } from './email-events.ts';
import './email-viewer.ts';

export { indexOfGone } from '../table-model/adjacent-emails.ts';

/** Settings of the email viewer, in addition to the context. */
export interface EmailViewerSettings {
  readonly mode: PreviewMode;
  readonly requestSettings: RequestSettings;
  readonly wait: Wait;
}

/** The open email and its place in the table. */
export interface OpenedEmail {
  /** The email with its last known line. */
  readonly email: EmailLine;
  /** Whether the email is no longer in the table. The line at its index is then the next. */
  readonly isGone: boolean;
  readonly table: Table | undefined;
}

/** The actions of the viewer. */
export interface ViewerActions {
  /** Returns the open email, which may have changed since the viewer rendered. */
  readonly opened: () => OpenedEmail | undefined;
  /** Opens another email, and focuses its row unless the host shows the email itself. */
  readonly open: (email: EmailLine) => void;
  readonly close: () => void;
  /** Dispatches `email-link`. Returns `false` if the host handles the link itself. */
  readonly emitLink: (detail: EmailLinkDetail) => boolean;
}

/** Renders the viewer of an open email. It loads with the viewer. */
export function renderViewer(
  host: LitElement,
  opened: OpenedEmail,
  actions: ViewerActions,
  context: RenderContext,
  { mode, requestSettings, wait }: EmailViewerSettings,
): TemplateResult {
  const { email, isGone, table } = opened;
  const { campaignId, emailId, line, index } = email;
  const { localization, locale, now } = context;
  const onStep = ({ detail: { step } }: CustomEvent<{ step: 1 | -1 }>) => {
    const current = actions.opened();
    const target = current && adjacentTo(current, step);
    if (target) actions.open(target);
  };
  const onLink = (event: CustomEvent<{ url: string }>) => {
    if (!actions.emitLink({ url: event.detail.url, campaignId, emailId })) event.preventDefault();
  };
  return html`<cer-email-viewer
    exportparts="viewer, viewer-close, viewer-step, viewer-title, viewer-figures, viewer-frame, viewer-text, viewer-links, viewer-link-list, link, copy"
    .viewed=${{ campaignId, emailId, line, index: isGone ? NaN : index, isGone, table, ...sourceOf(host, email, context, mode, requestSettings) }}
    .columns=${table?.columns ?? []}
    .hasPrevious=${adjacentTo(opened, -1) !== undefined}
    .hasNext=${adjacentTo(opened, 1) !== undefined}
    .mode=${mode}
    .localization=${localization}
    .locale=${locale}
    .now=${now}
    .wait=${wait}
    @step-request=${onStep}
    @link-request=${onLink}
    @close-request=${actions.close}
    ><slot name="preview" @slotchange=${() => host.requestUpdate()}></slot
  ></cer-email-viewer>`;
}

/** Returns the next or previous email of the table. */
function adjacentTo({ email, isGone, table }: OpenedEmail, step: 1 | -1): EmailLine | undefined {
  return table && adjacentEmail(table, email.index + (isGone && step > 0 ? 0 : step), step);
}

/** Returns the requests for the email, both `undefined` if the host has slotted a custom preview. */
function sourceOf(
  host: LitElement,
  { campaignId, emailId }: EmailLine,
  { displayed }: RenderContext,
  mode: PreviewMode,
  requestSettings: RequestSettings,
) {
  const hasOwnPreview = Array.from(host.children).some((child) => child.slot === 'preview');
  const loaded = displayed?.loaded;
  const template = loaded?.report.previewUrl;
  if (hasOwnPreview || template === undefined) return { request: undefined, pageTemplate: undefined };
  const request: EmailRequest = {
    ...requestSettings,
    template,
    base: loaded?.url ?? '',
    emailId,
    campaignId,
    parameters: { ...loaded?.scope },
  };
  return { request, pageTemplate: mode === 'page' ? loaded?.report.previewPageUrl : undefined };
}
