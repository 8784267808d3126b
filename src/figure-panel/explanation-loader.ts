import { fetchReport } from '../endpoint/fetch-report.ts';
import { ReportError } from '../endpoint/report-error.ts';
import type { LoadedReport } from '../loading/loaded-report.ts';
import type { ReportSource } from '../loading/report-source.ts';
import { countIds } from '../model/metrics.ts';
import type { Report } from '../model/report.ts';
import type { Rows } from '../table-model/rows.ts';
import { readExplanation, sumExplanations, type Explanation } from './explanation.ts';
import { sentCount } from './figure-activity.ts';
import type { FigureEmails } from './figure-emails.ts';

/** `none`: the endpoint sends no explanation, as it does not for counts at an age. `changed`: its data has changed since the report loaded. */
export type ExplanationState = Explanation | 'loading' | 'failed' | 'changed' | 'none';

/** A report of more emails is not requested a second time for the explanation of its totals: it would take too long. */
const mostEmails = 5000;

const outdated = new DOMException('Another report is on screen.', 'AbortError');

/**
 * Requests the explanations of emails that the report has none for: of one (`campaign`, `email` and `explain=1`), of those of a
 * campaign, or of all. An endpoint that sends none is asked no more such requests: it may explain only single emails.
 */
export class ExplanationLoader {
  readonly #source: () => ReportSource | undefined;
  readonly #onChange: () => void;
  readonly #silentRequests = new Set<string>();
  #loaded: LoadedReport | undefined;
  readonly #pending = new Set<AbortController>();
  #responses = new Map<string, Report | 'loading' | 'failed' | 'none'>();

  /** @param onChange called when a request has ended */
  constructor(source: () => ReportSource | undefined, onChange: () => void) {
    this.#source = source;
    this.#onChange = onChange;
  }

  /** Forgets failures, so that the next look requests again. */
  retry(): void {
    for (const [key, response] of this.#responses) if (response === 'failed') this.#responses.delete(key);
  }

  /** Returns the explanation of emails, which is a sum for several, or why it is missing. Requests it if it may exist. */
  stateOf(emails: FigureEmails, loaded: LoadedReport): ExplanationState {
    if (loaded !== this.#loaded) {
      for (const request of this.#pending) request.abort(outdated);
      this.#responses = new Map();
    }
    this.#loaded = loaded;
    const { campaignId, emailId, rows, places } = emails;
    const key = JSON.stringify([campaignId, emailId]);
    const known = this.#responses.get(key);
    if (known) return typeof known === 'object' ? explanationIn(known, emails) : known;
    const source = this.#source();
    const count = campaignId === undefined ? rows.length : places.length;
    const canExplain = count <= mostEmails && !loaded.report.head['age'];
    const canRequest = source && 'key' in source && source.key === loaded.key && canExplain;
    const kind = JSON.stringify([loaded.endpoint, campaignId !== undefined, emailId !== undefined]);
    if (!canRequest || loaded.endpoint === undefined || this.#silentRequests.has(kind)) return 'none';
    this.#responses.set(key, 'loading');
    void this.#request(source, emails).then((response) => {
      if (response === 'none') this.#silentRequests.add(kind);
      if (loaded !== this.#loaded) return;
      this.#responses.set(key, response);
      this.#onChange();
    });
    return 'loading';
  }

  async #request(
    source: Extract<ReportSource, { key: string }>,
    { campaignId, emailId }: FigureEmails,
  ): Promise<Report | 'failed' | 'none'> {
    const request = source.request();
    const query = { ...request.query, campaign: campaignId, email: emailId, explain: 1 };
    // An endpoint that does not know the parameters may send all rows.
    const controller = new AbortController();
    const { signal } = controller;
    this.#pending.add(controller);
    const onProgress = ({ report: { text, length } }: { readonly report: Report }) => {
      const isOther = (wanted: string | undefined, ids: readonly string[]) =>
        wanted !== undefined && length > 0 && ids[length - 1] !== wanted;
      if (isOther(campaignId, text.campaignId) || isOther(emailId, text.emailId)) controller.abort();
    };
    try {
      const report = await fetchReport({ ...request, query }, { signal, onProgress });
      if (report.length === 0 || report.explanations?.some(readExplanation)) return report;
    } catch (error) {
      const hasOthers = signal.aborted && signal.reason !== outdated;
      const isRefused = hasOthers || (error instanceof ReportError && error.status === 400);
      if (!isRefused) return 'failed';
    } finally {
      this.#pending.delete(controller);
    }
    return 'none';
  }
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
