import { html, nothing, type TemplateResult } from 'lit';
import type { RenderContext } from '../ui/render-context.ts';
import { renderPopoverButton } from '../ui/render-popover-button.ts';

const loadContent = () => import('./share-panel.ts');

/** Renders the share menu, unless the host removes it or all of its entries. */
export function renderShare(context: RenderContext): TemplateResult | typeof nothing {
  if (context.origin === 'none' || !context.hasControl('share') || context.shareTargets.length === 0) return nothing;
  const { messages } = context.localization;
  const renderContent = (close: () => void) =>
    html`<cer-share-panel
      exportparts="share-entry"
      .context=${context}
      .locale=${context.locale}
      @close-request=${close}
    ></cer-share-panel>`;
  return renderPopoverButton({
    label: messages.share,
    messages,
    part: 'share-button',
    parts: 'share-entry',
    icon: 'M8 10V2M5 5l3-3 3 3M3 8v6h10V8',
    renderContent,
    loadContent,
  });
}
