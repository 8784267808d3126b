import { html, nothing, type TemplateResult } from 'lit';
import { formatTimeFrame, parseTimeFrame } from '../model/time-frame.ts';
import type { ControlMessages } from '../text/control-messages.ts';
import type { ColumnChange } from '../view/column-change.ts';
import { offeredColumns, shownColumns } from '../view/columns.ts';
import type { ControlWriting } from './control-writing.ts';
import type { Frame } from './frame.ts';
import { renderSearch } from './search.ts';
import type { TimeFrameRequest } from './time-frame-form.ts';

/** The title, and what the reader chooses the report with. */
export function renderToolbar(frame: Frame): TemplateResult {
  const { source, writing } = frame;
  const { controls } = writing;
  return html`<div class="toolbar" part="toolbar">
    <div id="heading" class="heading" part="heading" role="heading" aria-level=${frame.headingLevel}>
      <slot name="heading">${writing.messages.title}</slot>
    </div>
    <div class="controls">
      ${controls ? renderControls(frame, { ...writing, controls }) : renderRoom(source)}
      <slot name="toolbar"></slot>
      ${source === 'endpoint' ? renderRefresh(frame) : nothing}
    </div>
  </div>`;
}

function renderControls(frame: Frame, writing: ControlWriting): TemplateResult {
  return html`${frame.source ? renderSearch(frame, writing.controls) : nothing}
  ${frame.source === 'given' ? nothing : renderTimeFrame(frame, writing.controls)}
  ${frame.source ? renderColumns(frame, writing) : nothing}`;
}

/** The controls come a moment later: their room is kept. */
function renderRoom(source: Frame['source']): TemplateResult {
  return html`${source ? html`<span class="room search"></span>` : nothing}
  ${source === 'given' ? nothing : html`<span class="room time-frame"></span>`}
  ${source ? html`<span class="room"></span>` : nothing}`;
}

function renderTimeFrame({ view, locale, timeZone, now, choose }: Frame, controls: ControlMessages): TemplateResult {
  const onRequest = ({ detail }: CustomEvent<TimeFrameRequest>) => {
    choose((before) => ({
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

function renderColumns(frame: Frame, writing: ControlWriting): TemplateResult {
  return html`<cer-column-selector
    exportparts="columns-button, popover, field, reset"
    .shown=${shownColumns(frame.view, frame.loader.shown?.report)}
    .offered=${offeredColumns(frame.loader.shown?.report)}
    .groupBy=${frame.view.groupBy}
    .writing=${writing}
    @column-request=${({ detail }: CustomEvent<ColumnChange>) => frame.changeColumns(detail)}
  ></cer-column-selector>`;
}

function renderRefresh({ writing, refresh }: Frame): TemplateResult {
  const label = writing.messages.refresh;
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
