import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import type { CampaignEmailReport, CampaignEmailReportProperties } from '../../src/index.ts';
import { eventually, ReportPage } from '../../test/support/report-page.ts';
import { scenarioEndpoint, scenarioNow, scenarios, type ScenarioId } from '../../src/testing/testing.ts';

/** What a story of the element sets: its properties, and how its endpoint behaves. */
export interface ReportArgs extends CampaignEmailReportProperties {
  readonly scenario: ScenarioId;
}

export type ReportMeta = Meta<ReportArgs>;
export type Story = StoryObj<ReportArgs>;

type Globals = Readonly<Record<string, unknown>>;

const frozenClock = () => scenarioNow;
const realClock = () => new Date();

/** Retries follow at once, so that an error shows at once; a pause that the endpoint wants lasts as long as it says. */
const shortWait: CampaignEmailReport['wait'] = (milliseconds, signal) =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds < 10_000 ? 0 : milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });

const known = (id: ScenarioId) => scenarios.find((scenario) => scenario.id === id);

/** The scenario that the toolbar asks for, or else the story's. */
export function scenarioOf({ scenario }: ReportArgs, globals: Globals): ScenarioId {
  return (globals['scenario'] as ScenarioId | '') || scenario;
}

/** Refreshes once, where the scenario is about what comes then. */
function refreshAfterLoad(id: ScenarioId) {
  return (
    known(id)?.refreshed && {
      once: true,
      handleEvent: ({ target }: Event) => void (target as CampaignEmailReport).refresh(),
    }
  );
}

/** What a story's page says itself, in the language of the page. */
export function say({ globals }: { readonly globals: Globals }, english: string, french: string): string {
  return globals['language'] === 'fr' ? french : english;
}

/** A listener for what is around the element: none of its events bubbles. */
export function listen<Detail>(
  handle: (event: CustomEvent<Detail> & { readonly target: CampaignEmailReport }) => void,
) {
  return { capture: true, handleEvent: handle };
}

/**
 * The element, as a page would write it.
 * @param content what stands in its slots
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
    preview-mode=${ifDefined(args.previewMode)}
    heading-level=${ifDefined(args.headingLevel)}
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

/** The element of a story, as a reader meets it. */
export function reportIn(canvas: ParentNode): ReportPage {
  const element = canvas.querySelector('campaign-email-report');
  if (!element) throw new Error('There is no report in this story.');
  return new ReportPage(element);
}

/** Waits until the element has come to what its scenario comes to. */
export async function settled(canvas: ParentNode, args: ReportArgs, globals: Globals): Promise<ReportPage> {
  const page = reportIn(canvas);
  const scenario = known(scenarioOf(args, globals));
  const state = args.endpoint === '' ? 'idle' : (scenario?.refreshed ?? scenario?.outcome ?? 'ready');
  await eventually(`the state "${state}"`, () => page.is(state));
  await page.settled();
  return page;
}

/** For stories that are what a reader does: on their page, too, it is done, each in a frame of its own. */
export const playedInDocs = { inline: false, height: '560px', autoplay: true };

/** What every story of the element begins with. */
export const reportMeta = {
  component: 'campaign-email-report',
  render: renderReport,
  args: { scenario: 'normal' },
  argTypes: {
    scenario: {
      description: 'How the endpoint behaves; an element has no such property.',
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
