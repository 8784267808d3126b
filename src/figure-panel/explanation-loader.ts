import { fetchReport } from '../endpoint/fetch-report.ts';
import { ReportError } from '../endpoint/report-error.ts';
import type { LoadedReport } from '../loading/loaded-report.ts';
import type { ReportSource } from '../loading/report-source.ts';
import { countIds } from '../model/metrics.ts';
import type { Report } from '../model/report.ts';
import { emailKeyOf, isSameEmail } from '../table-model/find-lines.ts';
import type { Line } from '../table-model/table.ts';
import { sentCount } from './figure-activity.ts';
import { readExplanation, type Explanation } from './explanation.ts';

/** `none`: the endpoint sends no explanation. `changed`: its data has changed since the report loaded. */
export type ExplanationState = Explanation | 'loading' | 'failed' | 'changed' | 'none';

/**
 * Requests the explanations of emails that the report has none for, one at a time: `campaign`, `email` and `explain=1`. An
 * endpoint that sends none is not asked again.
 */
export class ExplanationLoader {
  readonly #source: () => ReportSource | undefined;
  readonly #onChange: () => void;
  readonly #silentEndpoints = new Set<string>();
  #loaded: LoadedReport | undefined;
  #states = new Map<string, ExplanationState>();

  /** @param onChange called when a request has ended */
  constructor(source: () => ReportSource | undefined, onChange: () => void) {
    this.#source = source;
    this.#onChange = onChange;
  }

  /** Forgets failures, so that the next look requests again. */
  retry(): void {
    for (const [key, state] of this.#states) if (state === 'failed') this.#states.delete(key);
  }

  /** Returns the explanation of an email, or why it is missing. Requests it if it may exist. */
  stateOf(line: Line, loaded: LoadedReport): ExplanationState {
    if (loaded !== this.#loaded) this.#states = new Map();
    this.#loaded = loaded;
    const key = JSON.stringify(emailKeyOf(line));
    const known = this.#states.get(key);
    if (known) return known;
    const source = this.#source();
    const canRequest = source && 'key' in source && source.key === loaded.key;
    if (!canRequest || loaded.endpoint === undefined || this.#silentEndpoints.has(loaded.endpoint)) return 'none';
    this.#states.set(key, 'loading');
    void this.#request(source, line, loaded.endpoint).then((state) => {
      if (loaded !== this.#loaded) return;
      this.#states.set(key, state);
      this.#onChange();
    });
    return 'loading';
  }

  async #request(
    source: Extract<ReportSource, { key: string }>,
    line: Line,
    endpoint: string,
  ): Promise<ExplanationState> {
    const { campaignId: campaign, emailId: email } = emailKeyOf(line);
    const request = source.request();
    const query = { ...request.query, campaign, email, explain: 1 };
    // An endpoint that does not know the parameters may send all rows.
    const whole = new AbortController();
    const onProgress = ({ report }: { readonly report: Report }) => {
      if (report.length > 1) whole.abort();
    };
    try {
      const report = await fetchReport({ ...request, query }, { signal: whole.signal, onProgress });
      const state = readState(report, line);
      if (state === 'none') this.#silentEndpoints.add(endpoint);
      return state;
    } catch (error) {
      const isRefused = whole.signal.aborted || (error instanceof ReportError && error.status === 400);
      if (isRefused) this.#silentEndpoints.add(endpoint);
      return isRefused ? 'none' : 'failed';
    }
  }
}

function readState(report: Report, line: Line): ExplanationState {
  const { text, numbers, explanations, length } = report;
  const { campaignId, emailId } = text;
  const key = emailKeyOf(line);
  const row = Array.from({ length }, (_, index) => index).find((index) =>
    isSameEmail({ campaignId: campaignId[index] ?? '', emailId: emailId[index] ?? '' }, key),
  );
  if (row === undefined) return 'changed';
  const explanation = readExplanation(explanations?.[row]);
  if (!explanation) return 'none';
  const isSame = countIds.every((id) => Object.is(numbers[id][row], sentCount(line.rows.numbers, id, line.row)));
  return isSame ? explanation : 'changed';
}
