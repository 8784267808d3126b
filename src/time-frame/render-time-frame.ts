import { html, nothing, type TemplateResult } from 'lit';
import { formatTimeFrame, parseTimeFrame } from '../model/time-frame.ts';
import type { RenderContext } from '../ui/render-context.ts';
import type { TimeFrameRequest } from './time-frame-form.ts';

/** Renders the time frame picker for a report that has an endpoint. */
export function renderTimeFrame(context: RenderContext): TemplateResult | typeof nothing {
  const { view, origin, hasControl, locale, timeZone, now, localization, updateView } = context;
  // A report that the host provides has a fixed time frame.
  if (origin === 'property' || !hasControl('time-frame')) return nothing;
  const onRequest = ({ detail }: CustomEvent<TimeFrameRequest>) => {
    updateView((current) => ({
      ...current,
      timeFrame: parseTimeFrame(detail.timeFrame) ?? current.timeFrame,
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
    .calendar=${context.calendar}
    .offered=${context.timeFrames}
    .messages=${localization.messages}
    @time-frame-request=${onRequest}
  ></cer-time-frame-picker>`;
}
