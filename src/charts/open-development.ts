import type { LitElement } from 'lit';
import type { DevelopmentRequest } from '../ui/panel-request.ts';
import type { RenderContext } from '../ui/render-context.ts';
import './development-panel.ts';

/**
 * Opens the charts of a row. The report's own template does not know the panel, as few readers open it: the first request adds it
 * to the end of the report, and it follows the report from then on.
 *
 * @param context returns the context of the report's last update
 */
export function openDevelopment(
  host: LitElement,
  { development }: DevelopmentRequest,
  context: () => RenderContext,
): void {
  const report = host.renderRoot.querySelector('[part~=report]');
  let panel = report?.querySelector('cer-development-panel');
  if (!panel) {
    panel = document.createElement('cer-development-panel');
    panel.setAttribute('exportparts', 'development, chart');
    panel.context = context();
    report?.append(panel);
    const added = panel;
    host.addController({ hostUpdated: () => (added.context = context()) });
  }
  panel.context = context();
  panel.show(development);
}
