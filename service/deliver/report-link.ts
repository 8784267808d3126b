import type { DateRange } from '../../src/model/time-frame.ts';
import { saveView, type SavedView } from '../../src/table-model/saved-view.ts';
import { initialViewState, type ViewState } from '../../src/table-model/view-state.ts';
import { formatParameters } from '../../src/views/view-parameters.ts';
import { UsageError } from '../usage-error.ts';

const placeholder = /\{view(?::([\w-]+))?\}/g;

/** Nothing is equal to it, so that a link has all choices: those of the page may differ from the defaults of the element. */
const other = '\0' as never;

/**
 * Checks the URL of the page with the live report: `https://example.com/report?{view}`. `{view:emea}` is for a page with
 * `view-prefix="emea"`.
 * @throws UsageError
 */
export function parseLink(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const url = text.replace(placeholder, 'view');
  if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol) && !/[{}]/.test(url)) return text;
  throw new UsageError(`--url must be a URL such as https://example.com/report?{view}, not ${JSON.stringify(text)}.`);
}

/** Returns the address of a view. Its dates are those of the email, also when the link is opened later. */
export function linkToView(template: string, view: ViewState, { from, to }: DateRange): string {
  const timeFrame = from === undefined && to === undefined ? 'all-time' : { from, to };
  const base: SavedView = {
    ...{ version: 1, timeFrame: other, dateBasis: other, timeZone: other, sort: other, groupBy: other },
    ...{ columns: other, search: other, filter: other, figures: other },
    ...{ widths: {}, campaigns: saveView(initialViewState).campaigns },
  };
  const choices = formatParameters(saveView({ ...view, timeFrame }), base);
  return template.replace(placeholder, (_match, prefix = 'cer') => {
    const parameters = [...choices].map(([name, text]): [string, string] => [`${String(prefix)}.${name}`, text]);
    return new URLSearchParams(parameters).toString();
  });
}
