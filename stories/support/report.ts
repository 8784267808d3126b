import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import type { CampaignEmailReport, CampaignEmailReportProperties } from '../../src/index.ts';
import { eventually, ReportPage } from '../../test/support/report-page.ts';
import { scenarioEndpoint, scenarioNow, scenarios, type ScenarioId } from '../../src/testing/testing.ts';

/** The arguments of a story: the properties of the element, and the scenario of its endpoint. */
export interface ReportArgs extends CampaignEmailReportProperties {
  readonly scenario: ScenarioId;
}

export type ReportMeta = Meta<ReportArgs>;
export type Story = StoryObj<ReportArgs>;

type Globals = Readonly<Record<string, unknown>>;

const frozenClock = () => scenarioNow;
const realClock = () => new Date();

/** Retries immediately, so that errors appear without delay. Waits that the endpoint requests keep their length. */
const shortWait: CampaignEmailReport['wait'] = (milliseconds, signal) =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds < 10_000 ? 0 : milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });

const known = (id: ScenarioId) => scenarios.find((scenario) => scenario.id === id);

/** Returns the scenario chosen in the toolbar, otherwise the story's. */
export function scenarioOf({ scenario }: ReportArgs, globals: Globals): ScenarioId {
  return (globals['scenario'] as ScenarioId | '') || scenario;
}

/** Returns a listener that refreshes once, if the scenario is about a refresh. */
function refreshAfterLoad(id: ScenarioId) {
  return (
    known(id)?.refreshed && {
      once: true,
      handleEvent: ({ target }: Event) => void (target as CampaignEmailReport).refresh(),
    }
  );
}

/** Returns the text in the language of the page. */
export function say({ globals }: { readonly globals: Globals }, english: string, french: string): string {
  return globals['language'] === 'fr' ? french : english;
}

/** Returns a capturing listener, as the events of the element do not bubble. */
export function listen<Detail>(
  handle: (event: CustomEvent<Detail> & { readonly target: CampaignEmailReport }) => void,
) {
  return { capture: true, handleEvent: handle };
}

/**
 * Renders the element with the arguments of a story.
 * @param content the slotted content
 */
export function renderReport(
  args: ReportArgs,
  { globals }: { readonly globals: Globals },
  content: TemplateResult | typeof nothing = nothing,
): TemplateResult {
  const scenario = scenarioOf(args, globals);
  return html`<campaign-email-report
    endpoint=${args.endpoint ?? scenarioEndpoint(scenario)}
    time-frame=${ifDefined(args.timeFrame)}
    date-basis=${ifDefined(args.dateBasis)}
    time-zone=${args.timeZone ?? 'Europe/Paris'}
    sort=${ifDefined(args.sort)}
    group-by=${ifDefined(args.groupBy)}
    columns=${ifDefined(args.columns)}
    search=${ifDefined(args.search)}
    filter=${ifDefined(args.filter)}
    figures=${ifDefined(args.figures)}
    refresh-interval=${ifDefined(args.refreshInterval)}
    controls=${ifDefined(args.controls)}
    share=${ifDefined(args.share)}
    view-storage=${ifDefined(args.viewStorage)}
    view-prefix=${ifDefined(args.viewPrefix)}
    time-frames=${ifDefined(args.timeFrames)}
    min-date=${ifDefined(args.minDate)}
    max-date=${ifDefined(args.maxDate)}
    first-day-of-week=${ifDefined(args.firstDayOfWeek)}
    fiscal-year-start=${ifDefined(args.fiscalYearStart)}
    preview-mode=${ifDefined(args.previewMode)}
    heading-level=${ifDefined(args.headingLevel)}
    method=${ifDefined(args.method)}
    .query=${args.query}
    .messages=${args.messages}
    .extraColumns=${args.extraColumns}
    .views=${args.views}
    .view=${args.view}
    .report=${args.report}
    .requestInit=${args.requestInit}
    .token=${args.token}
    .fetcher=${args.fetcher}
    .wait=${shortWait}
    .now=${globals['clock'] === 'real' ? realClock : frozenClock}
    @report-load=${refreshAfterLoad(scenario)}
    >${content}</campaign-email-report
  >`;
}

/** Returns the page object of the element in a story. */
export function reportIn(canvas: ParentNode): ReportPage {
  const element = canvas.querySelector('campaign-email-report');
  if (!element) throw new Error('This story has no campaign-email-report element.');
  return new ReportPage(element);
}

/** Waits until the element has reached the expected state of its scenario. */
export async function settled(canvas: ParentNode, args: ReportArgs, globals: Globals): Promise<ReportPage> {
  const page = reportIn(canvas);
  const scenario = known(scenarioOf(args, globals));
  const state = args.endpoint === '' ? 'idle' : (scenario?.refreshed ?? scenario?.outcome ?? 'ready');
  await eventually(`the state "${state}"`, () => page.is(state));
  await page.settled();
  return page;
}

/** Docs parameters for interactive stories: each plays in a separate frame. */
export const playedInDocs = { inline: false, height: '560px', autoplay: true };

/** Parameters for stories that set nothing: the Controls panel would be empty. */
export const withoutControls = { controls: { disable: true } };

/** Parameters for stories of a page in a frame, which only reads the scenario. */
export const onlyScenario = { controls: { include: ['scenario'] } };

/** The common metadata of all stories of the element. */
export const reportMeta = {
  component: 'campaign-email-report',
  render: renderReport,
  args: { scenario: 'normal' },
  argTypes: {
    scenario: {
      description: 'How the endpoint responds. Not a property of the element.',
      options: scenarios.map(({ id }) => id),
      control: {
        type: 'select',
        labels: Object.fromEntries(scenarios.map(({ id, group, title }) => [id, `${group}: ${title}`])),
      },
      table: { category: 'story' },
    },
  },
  play: async ({ canvasElement, args, globals }) => {
    await settled(canvasElement, args, globals);
  },
} satisfies ReportMeta;
