import type { LoadedReport } from '../loading/loaded-report.ts';
import { activityOf, rateBaseOf } from '../model/chosen-activity.ts';
import { ages, formatFigureChoices, readFigureChoices } from '../model/figure-choices.ts';
import { archivedChoices, formatFilter } from '../model/filter.ts';
import { appliedValues } from '../model/people-filters.ts';
import type { ReportWindow } from '../model/report.ts';
import type { ViewState } from '../table-model/view-state.ts';

/**
 * Returns the view of the report on screen: the choices that the endpoint has applied to it. The reader may have made others since,
 * whose report is loading, or has failed to load. A choice that the endpoint ignores stays.
 */
export function viewOnScreen(view: ViewState, loaded: LoadedReport): ViewState {
  const { report, pages } = loaded;
  const chosen = readFigureChoices(view.figures);
  const people = appliedValues(report, 'people');
  const [age] = appliedValues(report, 'age');
  const figures = formatFigureChoices({
    ...chosen,
    activity: activityOf(loaded, chosen.activity),
    rateBase: rateBaseOf(loaded, chosen.rateBase),
    age: ages.find((known) => known === age) ?? chosen.age,
    people: people.length > 0 ? people : chosen.people,
    hidesDeleted: chosen.hidesDeleted || appliedValues(report, 'deleted').includes('hide'),
  });
  if (!pages || !report.window) return { ...view, figures };
  const { search = '' } = report.window;
  const groupBy = pages.isGrouped ? 'campaign' : 'none';
  return { ...view, figures, search, filter: filterOf(report.window), sort: pages.sort, groupBy };
}

/** Returns the filter that an endpoint has applied, as text. */
function filterOf({ filters }: ReportWindow): string {
  const valuesOf = (name: keyof typeof filters) => [filters[name] ?? []].flat();
  const campaigns = formatFilter({
    campaigns: valuesOf('campaign'),
    folders: valuesOf('folder'),
    archived: archivedChoices.find((choice) => valuesOf('archived').includes(choice)),
    conditions: [],
  });
  return [campaigns, ...valuesOf('filter')].filter((text) => text !== '').join(';');
}
