import type { LitElement } from 'lit';
import type { FigureRequest } from '../ui/panel-request.ts';
import type { RenderContext } from '../ui/render-context.ts';
import './figure-panel.ts';

/**
 * Opens the panel that explains a figure. The report's own template does not know the panel, as few readers open it: the
 * first request adds it to the end of the report, and it follows the report from then on.
 *
 * @param context returns the context of the report's last update
 */
export function openFigure(host: LitElement, request: FigureRequest, context: () => RenderContext): void {
  const report = host.renderRoot.querySelector('[part~=report]');
  let panel = report?.querySelector('cer-figure-panel');
  if (!panel) {
    panel = document.createElement('cer-figure-panel');
    panel.setAttribute('exportparts', 'popover, formula, steps, copy');
    report?.append(panel);
    const added = panel;
    host.addController({ hostUpdated: () => (added.context = context()) });
  }
  panel.context = context();
  panel.explain(request);
}
