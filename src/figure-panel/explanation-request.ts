import { fetchReport } from '../endpoint/fetch-report.ts';
import type { BuiltTable } from '../loading/loaded-report.ts';
import { countIds } from '../model/metrics.ts';
import type { Report } from '../model/report.ts';
import type { Rows } from '../table-model/rows.ts';
import type { Line } from '../table-model/table.ts';
import type { ViewState } from '../table-model/view-state.ts';
import { readExplanation, sumExplanations, type Explanation } from './explanation.ts';
import type { ExplanationRequest } from './explanation-loader.ts';
import { sentCount } from './figure-activity.ts';
import { figureEmails, type FigureEmails } from './figure-emails.ts';
import { requestOfSums } from './explained-sums.ts';

/** The rows of more emails are not requested a second time to explain their sum: it would take too long. */
const mostEmails = 5000;

/** Returns the request for the explanation of a line, or of the totals. @param isOfOpens whether its figure depends on opens */
export function explanationRequest(
  line: Line | undefined,
  isOfOpens: boolean,
  displayed: BuiltTable,
  view: ViewState,
): ExplanationRequest {
  const emails = figureEmails(line, displayed.table, isOfOpens);
  return emails && requestedRows(emails) <= mostEmails
    ? requestOfEmails(emails)
    : requestOfSums(line, isOfOpens, displayed, view);
}

/** Returns how many rows a request for emails has. Requests for all rows include those that the search and the filter leave out. */
function requestedRows({ campaignId, rows, places }: FigureEmails): number {
  return campaignId === undefined ? rows.length : places.length;
}

/** Requests the rows of emails: of one (`campaign`, `email` and `explain=1`), of those of a campaign, or of all. */
function requestOfEmails(emails: FigureEmails): ExplanationRequest {
  const { campaignId, emailId } = emails;
  return {
    key: JSON.stringify([campaignId, emailId]),
    kind: JSON.stringify([campaignId !== undefined, emailId !== undefined]),
    send(source, controller) {
      const request = source.request();
      // A name without a value would omit the parameter of the host.
      const query = {
        ...request.query,
        ...(campaignId !== undefined && { campaign: campaignId }),
        ...(emailId !== undefined && { email: emailId }),
        explain: 1,
      };
      // An endpoint that does not know the parameters may send all rows.
      const onProgress = ({ report: { text, length } }: { readonly report: Report }) => {
        const isOther = (wanted: string | undefined, ids: readonly string[]) =>
          wanted !== undefined && length > 0 && ids[length - 1] !== wanted;
        if (isOther(campaignId, text.campaignId) || isOther(emailId, text.emailId)) controller.abort();
      };
      return fetchReport({ ...request, query }, { signal: controller.signal, onProgress });
    },
    isExplained: ({ length, explanations }) => length === 0 || explanations?.some(readExplanation) === true,
    read: (response) => explanationIn(response, emails),
  };
}

const keyOf = ({ text }: Rows, row: number) => JSON.stringify([text.campaignId[row], text.emailId[row]]);

function explanationIn(response: Report, { rows, places }: FigureEmails): Explanation | 'changed' | 'none' {
  const placeByKey = new Map(Array.from({ length: response.length }, (_, place) => [keyOf(response, place), place]));
  const explanations: (Explanation | undefined)[] = [];
  for (const row of places) {
    const place = placeByKey.get(keyOf(rows, row)) ?? -1;
    const isSame = countIds.every((id) => Object.is(response.numbers[id][place], sentCount(rows.numbers, id, row)));
    if (!isSame) return 'changed';
    explanations.push(readExplanation(response.explanations?.[place]));
  }
  return sumExplanations(explanations) ?? 'none';
}
