import { html, nothing, type TemplateResult } from 'lit';
import type { RenderContext } from '../ui/render-context.ts';

/** Renders the share menu, unless the host removes it or all of its entries. */
export function renderShare(context: RenderContext): TemplateResult | typeof nothing {
  if (context.origin === 'none' || !context.hasControl('share') || context.shareTargets.length === 0) return nothing;
  return html`<cer-share-menu exportparts="share-button, share-entry, popover" .context=${context}></cer-share-menu>`;
}
