import { html, nothing, type TemplateResult } from 'lit';
import type { RenderContext } from '../ui/render-context.ts';

/**
 * Renders the title and the toolbar.
 * @param controls render the controls of the features
 */
export function renderToolbar(
  context: RenderContext,
  controls: readonly ((context: RenderContext) => unknown)[],
): TemplateResult {
  const { origin, hasControl, headingLevel, localization } = context;
  return html`<div class="toolbar" part="toolbar">
    <div id="heading" class="heading" part="heading" role="heading" aria-level=${headingLevel}>
      <slot name="heading">${localization.messages.title}</slot>
    </div>
    <div class="controls">
      ${controls.map((renderControl) => renderControl(context))}
      <slot name="toolbar"></slot>
      ${origin === 'endpoint' && hasControl('refresh') ? renderRefresh(context) : nothing}
    </div>
  </div>`;
}

function renderRefresh({ localization, refresh }: RenderContext): TemplateResult {
  const label = localization.messages.refresh;
  return html`<button
    type="button"
    class="control icon"
    part="refresh"
    aria-label=${label}
    title=${label}
    @click=${refresh}
  >
    <svg viewBox="0 0 16 16" aria-hidden="true"><path d="M13 8a5 5 0 1 1-1.5-3.6M13 2v3h-3" /></svg>
  </button>`;
}
