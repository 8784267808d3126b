import { activities, type Activity, type RateBase } from './figure-choices.ts';
import type { Report, ReportNumbers } from './report.ts';

/** The counts of all activity, in a report that shows others as its `opened` and `clicked`. */
export const allActivityIds = ['allOpened', 'allClicked'] as const;

/** A report that has loaded. */
interface LoadedFigures {
  readonly report: Report;
  /** Set if it loads page by page. */
  readonly pages?: unknown;
}

/** Whether a report tells human activity from that of bots. */
export const hasBotMarks = ({ offered }: Report): boolean => offered.has('humanOpened') || offered.has('humanClicked');

/**
 * Returns the activity of a report's figures. In a report that loads page by page, it is the one that the endpoint has applied: the
 * reader may have chosen another since.
 */
export function activityOf(loaded: LoadedFigures | undefined, chosen: Activity): Activity {
  return loaded?.pages ? appliedActivity(loaded.report) : chosen;
}

/** Returns the denominator of a report's rates, as `activityOf` does: rows are in the order of these rates. */
export function rateBaseOf(loaded: LoadedFigures | undefined, chosen: RateBase): RateBase {
  if (!loaded?.pages) return chosen;
  return [loaded.report.window?.filters.rateBase].flat().includes('sent') ? 'sent' : 'delivered';
}

/** Returns the activity by which an endpoint has sorted and filtered a window. */
export const appliedActivity = ({ window }: Report): Activity =>
  activities.find((known) => [window?.filters.activity].flat().includes(known)) ?? 'all';

/** Returns the activity that a report is shown with: all of it, without marks of bots. */
export const shownActivity = (loaded: LoadedFigures | undefined, chosen: Activity): Activity =>
  loaded && hasBotMarks(loaded.report) ? activityOf(loaded, chosen) : 'all';

/** Whether a report tells opens by mail privacy proxies from others. */
export const hasPrivacyOpens = ({ offered }: Report): boolean => offered.has('privacyOpened');

/**
 * Returns a report whose `opened` and `clicked` are of the chosen activity, so that everything that is made from it is: rates,
 * sums, sort order, filters and exports. Its own counts stay as `allOpened` and `allClicked`. A report without the counts of
 * this activity stays as it is.
 */
export function withActivity(report: Report, activity: Activity): Report {
  if (activity === 'all' || !hasBotMarks(report)) return report;
  const { window } = report;
  const totals = window?.totals && numbersOf(window.totals, activity);
  return {
    ...report,
    numbers: numbersOf(report.numbers, activity),
    ...(window && { window: { ...window, totals } }),
  };
}

/** Returns counts as their endpoint sent them: of all activity. */
export function sentNumbers(numbers: ReportNumbers): ReportNumbers {
  const { allOpened, allClicked, allClickedTracked } = numbers;
  if (!allOpened || !allClicked) return numbers;
  const tracked = allClickedTracked && { clickedTracked: allClickedTracked };
  return { ...numbers, opened: allOpened, clicked: allClicked, ...tracked };
}

function numbersOf(numbers: ReportNumbers, activity: Activity): ReportNumbers {
  const { opened, clicked, clickedTracked, humanOpened, humanClicked, humanClickedTracked, personOpened } = numbers;
  return {
    ...numbers,
    ...{ allOpened: opened, allClicked: clicked },
    opened: activity === 'person' ? personOpened : humanOpened,
    clicked: humanClicked,
    ...(humanClickedTracked && { clickedTracked: humanClickedTracked, allClickedTracked: clickedTracked }),
  };
}
