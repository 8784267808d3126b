import { fetchCampaigns, type ListedCampaign } from '../endpoint/fetch-campaigns.ts';
import { warn } from '../platform/warn.ts';
import type { RenderContext } from '../ui/render-context.ts';
import { normalizeFolder, type CampaignChoice } from './campaign-tree-model.ts';

/** `none`: the endpoint has no list, or the host provides the report. */
export type CampaignsState = 'none' | 'loading' | 'failed' | 'loaded';

/** Loads all campaigns that can be chosen, from the `campaignsUrl` of the report. */
export class CampaignsLoader {
  readonly #onChange: () => void;
  #state: CampaignsState = 'none';
  #choices: readonly CampaignChoice[] = [];
  #url: string | undefined;
  /** The report that the list was requested for. */
  #report: unknown;
  #loading: AbortController | undefined;

  /** @param onChange called when the state has changed */
  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  get state(): CampaignsState {
    return this.#state;
  }

  /** The campaigns of the list; empty before they have loaded. */
  get choices(): readonly CampaignChoice[] {
    return this.#choices;
  }

  /**
   * Loads the list of the report on screen, unless it has loaded. A refreshed or filtered report has the same list; one that failed is
   * requested again for the next report.
   */
  follow(context: RenderContext): void {
    const loaded = context.displayed?.loaded;
    const source = context.source();
    const request = source && 'key' in source && source.key === loaded?.key ? source.request() : undefined;
    const campaignsUrl = loaded?.report.campaignsUrl;
    const base = loaded?.url ?? '';
    // Each filter of a report in windows has another URL, but the same list.
    const listUrl = campaignsUrl && URL.canParse(campaignsUrl, base) ? new URL(campaignsUrl, base).href : campaignsUrl;
    const url = request && listUrl ? JSON.stringify([request.endpoint, listUrl]) : undefined;
    const isRetry = this.#state === 'failed' && loaded?.report !== this.#report;
    if (url === this.#url && !isRetry) return;
    this.stop();
    this.#report = loaded?.report;
    this.#url = url;
    this.#choices = [];
    this.#state = 'none';
    if (request && campaignsUrl) void this.#load({ ...request, campaignsUrl, base });
  }

  /** Requests the list again after a failure. */
  retry(context: RenderContext): void {
    this.#url = undefined;
    this.follow(context);
  }

  /** Stops loading. The next call of {@link follow} starts again. */
  stop(): void {
    this.#loading?.abort();
    this.#url = undefined;
  }

  async #load(request: Parameters<typeof fetchCampaigns>[0]): Promise<void> {
    const loading = new AbortController();
    this.#loading = loading;
    this.#state = 'loading';
    try {
      this.#choices = (await fetchCampaigns(request, { signal: loading.signal })).map(choiceOf);
      this.#state = 'loaded';
    } catch (error) {
      if (loading.signal.aborted) return;
      warn('the list of campaigns failed to load.', error);
      this.#state = 'failed';
    }
    if (!loading.signal.aborted) this.#onChange();
  }
}

const choiceOf = ({ id, name, folder, archived }: ListedCampaign): CampaignChoice => ({
  id,
  name: name || id,
  folder: normalizeFolder(folder),
  isArchived: archived === true,
});
