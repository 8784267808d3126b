import { html, nothing, type TemplateResult } from 'lit';
import { formatDateRange } from '../i18n/date-range.ts';
import { formatTimeFrame, parseTimeFrame, resolveTimeFrame, type DateRange } from '../model/time-frame.ts';
import type { RenderContext } from '../ui/render-context.ts';
import { renderPopoverButton } from '../ui/render-popover-button.ts';
import type { TimeFrameRequest } from './time-frame-form.ts';

const loadContent = () => import('./time-frame-form.ts');

/** Renders the time frame picker for a report that has an endpoint. */
export function renderTimeFrame(context: RenderContext): TemplateResult | typeof nothing {
  const { view, origin, hasControl, locale, timeZone, now, localization, calendar } = context;
  // A report that the host provides has a fixed time frame.
  if (origin === 'property' || !hasControl('time-frame')) return nothing;
  const { messages } = localization;
  const range = resolveTimeFrame(view.timeFrame, now(), timeZone, locale, calendar);
  const renderContent = (close: () => void) =>
    html`<cer-time-frame-form
      exportparts="option, selected, field, apply, cancel"
      .timeFrame=${formatTimeFrame(view.timeFrame)}
      .range=${range}
      .dateBasis=${view.dateBasis}
      .timeZone=${timeZone}
      .now=${now}
      .locale=${locale}
      .messages=${messages}
      .calendar=${calendar}
      .offered=${context.timeFrames}
      .context=${context}
      @time-frame-request=${({ detail }: CustomEvent<TimeFrameRequest>) => {
        close();
        changeTimeFrame(context, detail);
      }}
      @cancel-request=${close}
    ></cer-time-frame-form>`;
  return renderPopoverButton({
    label: messages.timeFrame.label,
    messages,
    part: 'time-frame-button',
    parts: 'time-frame-dates, option, selected, field, apply, cancel',
    content: renderButton(context, range),
    icon: '',
    renderContent,
    loadContent,
  });
}

function renderButton({ view, locale, localization }: RenderContext, range: DateRange): TemplateResult {
  const { messages } = localization;
  const dates = formatDateRange(range, locale, messages.dates);
  const { timeFrame } = view;
  const label = html`<span class="hidden">${messages.timeFrame.label} </span>`;
  if (typeof timeFrame !== 'string' || timeFrame === 'all-time')
    return html`${label}<span .textContent=${dates}></span>`;
  return html`${label}<span .textContent=${messages.timeFrame.named[timeFrame]}></span
    ><span class="resolved"> · <span part="time-frame-dates" .textContent=${dates}></span></span>`;
}

function changeTimeFrame({ updateView }: RenderContext, { timeFrame, ...others }: TimeFrameRequest): void {
  updateView((view) => ({ ...view, ...others, timeFrame: parseTimeFrame(timeFrame) ?? view.timeFrame }));
}
