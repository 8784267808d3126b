import type { LitElement } from 'lit';
import type { PopoverButton } from './ui/popover-button.ts';
import type { PanelRequest, ToolbarPanelRequest } from './ui/panel-request.ts';
import type { RenderContext } from './ui/render-context.ts';

/**
 * Opens the panel that the table requests: the explanation of a figure, or one of the toolbar.
 *
 * @param context returns the context of the report's last update
 */
export async function openPanel(host: LitElement, request: PanelRequest, context: () => RenderContext): Promise<void> {
  if ('panel' in request) return openToolbarPanel(host, request);
  if ('development' in request) {
    const { openDevelopment } = await import('./charts/open-development.ts');
    return openDevelopment(host, request, context);
  }
  const { openFigure } = await import('./figure-panel/open-figure.ts');
  openFigure(host, request, context);
}

async function openToolbarPanel({ renderRoot }: LitElement, { panel, column }: ToolbarPanelRequest): Promise<void> {
  const opener = renderRoot.querySelector<PopoverButton>(`.${panel}-button`);
  await opener?.open();
  if (panel === 'columns') return;
  await customElements.whenDefined('cer-filter-panel');
  opener?.renderRoot.querySelector('cer-filter-panel')?.startWith(column);
}
