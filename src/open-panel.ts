import type { LitElement } from 'lit';
import type { PopoverButton } from './ui/popover-button.ts';
import type { PanelRequest, ToolbarPanelRequest } from './ui/panel-request.ts';
import type { RenderContext } from './ui/render-context.ts';

/**
 * Opens the panel that the table requests: the explanation of a figure, the charts of a row, or one of the toolbar.
 *
 * @param context returns the context of the report's last update
 */
export async function openPanel(host: LitElement, request: PanelRequest, context: () => RenderContext): Promise<void> {
  if ('panel' in request) return openToolbarPanel(host, request);
  if ('development' in request) {
    await import('./charts/development-panel.ts');
    panelOf(host, 'cer-development-panel', 'development, chart', context).show(request.development);
  } else {
    await import('./figure-panel/figure-panel.ts');
    panelOf(host, 'cer-figure-panel', 'popover, formula, steps, copy', context).explain(request);
  }
}

/**
 * Returns a panel of the report. The report's own template does not know it, as few readers open it: the first request adds it to
 * the end of the report, and it follows the report from then on.
 */
function panelOf<Tag extends 'cer-development-panel' | 'cer-figure-panel'>(
  host: LitElement,
  tag: Tag,
  exportedParts: string,
  context: () => RenderContext,
): HTMLElementTagNameMap[Tag] {
  const report = host.renderRoot.querySelector('[part~=report]');
  const added = report?.querySelector(tag);
  const panel = added ?? document.createElement(tag);
  panel.context = context();
  if (!added) {
    panel.setAttribute('exportparts', exportedParts);
    report?.append(panel);
    host.addController({ hostUpdated: () => (panel.context = context()) });
  }
  return panel;
}

async function openToolbarPanel({ renderRoot }: LitElement, { panel, column }: ToolbarPanelRequest): Promise<void> {
  const opener = renderRoot.querySelector<PopoverButton>(`.${panel}-button`);
  await opener?.open();
  if (panel === 'columns') return;
  await customElements.whenDefined('cer-filter-panel');
  opener?.renderRoot.querySelector('cer-filter-panel')?.startWith(column);
}
