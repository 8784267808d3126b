import { html, nothing, type TemplateResult } from 'lit';
import { formatTimeFrame, parseTimeFrame } from '../model/time-frame.ts';
import type { ControlMessages } from '../i18n/control-messages.ts';
import type { ColumnChange } from '../table-model/column-change.ts';
import { offeredColumns, shownColumns } from '../table-model/visible-columns.ts';
import type { ControlLocalization } from '../ui/control-writing.ts';
import type { RenderContext } from '../ui/render-context.ts';
import { renderSearch } from '../search/search.ts';
import type { TimeFrameRequest } from '../time-frame/time-frame-form.ts';

/** The title, and what the reader chooses the report with. */
export function renderToolbar(context: RenderContext): TemplateResult {
  const { source, localization } = context;
  const { controls } = localization;
  return html`<div class="toolbar" part="toolbar">
    <div id="heading" class="heading" part="heading" role="heading" aria-level=${context.headingLevel}>
      <slot name="heading">${localization.messages.title}</slot>
    </div>
    <div class="controls">
      ${controls ? renderControls(context, { ...localization, controls }) : renderRoom(source)}
      <slot name="toolbar"></slot>
      ${source === 'endpoint' ? renderRefresh(context) : nothing}
    </div>
  </div>`;
}

function renderControls(context: RenderContext, localization: ControlLocalization): TemplateResult {
  return html`${context.source ? renderSearch(context, localization.controls) : nothing}
  ${context.source === 'given' ? nothing : renderTimeFrame(context, localization.controls)}
  ${context.source ? renderColumns(context, localization) : nothing}`;
}

/** The controls come a moment later: their room is kept. */
function renderRoom(source: RenderContext['source']): TemplateResult {
  return html`${source ? html`<span class="room search"></span>` : nothing}
  ${source === 'given' ? nothing : html`<span class="room time-frame"></span>`}
  ${source ? html`<span class="room"></span>` : nothing}`;
}

function renderTimeFrame(
  { view, locale, timeZone, now, updateView }: RenderContext,
  controls: ControlMessages,
): TemplateResult {
  const onRequest = ({ detail }: CustomEvent<TimeFrameRequest>) => {
    updateView((before) => ({
      ...before,
      timeFrame: parseTimeFrame(detail.timeFrame) ?? before.timeFrame,
      dateBasis: detail.dateBasis,
      timeZone: detail.timeZone,
    }));
  };
  return html`<cer-time-frame-picker
    exportparts="time-frame-button, time-frame-dates, popover, option, selected, field, apply, cancel"
    .timeFrame=${formatTimeFrame(view.timeFrame)}
    .dateBasis=${view.dateBasis}
    .timeZone=${timeZone}
    .now=${now}
    .locale=${locale}
    .messages=${controls.timeFrame}
    @time-frame-request=${onRequest}
  ></cer-time-frame-picker>`;
}

function renderColumns(context: RenderContext, localization: ControlLocalization): TemplateResult {
  return html`<cer-column-selector
    exportparts="columns-button, popover, field, reset"
    .shown=${shownColumns(context.view, context.loader.shown?.report)}
    .offered=${offeredColumns(context.loader.shown?.report)}
    .groupBy=${context.view.groupBy}
    .localization=${localization}
    @column-request=${({ detail }: CustomEvent<ColumnChange>) => context.changeColumns(detail)}
  ></cer-column-selector>`;
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
