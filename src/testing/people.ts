import type { ReportResponseRow } from '../endpoint/contract.ts';
import { countIds } from '../model/metrics.ts';
import { headOf, rowsInTimeFrame, type Answer, type Rows } from './responses.ts';

/** The shares of people by country, in hundredths. Those who are left have no country. */
const countries: Readonly<Record<string, number>> = { France: 46, Germany: 24, Mali: 9, '(none)': 21 };
/** The people who were deleted, in hundredths. */
const deletedShare = 5;

/** The counts that add up to sent. */
const outcomes = ['delivered', 'hardBounced', 'softBounced', 'pending', 'aborted'] as const;

/** Returns a row with a share of its people. Smaller counts stay smaller, and sent stays the sum of the outcomes. */
function withShare(row: ReportResponseRow, share: number): ReportResponseRow {
  const counts = Object.fromEntries(
    countIds.flatMap((id) => (typeof row[id] === 'number' ? [[id, Math.floor(row[id] * share)]] : [])),
  );
  const sent = outcomes.reduce((sum, id) => sum + (counts[id] ?? 0), 0);
  return { ...row, ...counts, sent };
}

/** Returns a report that counts the chosen people, and repeats the choices. */
export function ofPeople(rows: Rows): Answer {
  return (query) => {
    const { parameters } = query;
    const found = rowsInTimeFrame(rows(), parameters);
    const people = parameters.getAll('people');
    const isHidden = parameters.get('deleted') === 'hide';
    const chosen = people.flatMap((choice) => (choice.startsWith('Country:') ? [choice.slice(8)] : []));
    const hundredths = chosen.reduce((sum, country) => sum + (countries[country] ?? 0), 0);
    const share = (chosen.length > 0 ? hundredths / 100 : 1) * (isHidden ? 1 - deletedShare / 100 : 1);
    return Response.json({
      ...headOf(query, found.length),
      peopleFilters: [{ name: 'Country', values: Object.keys(countries) }],
      people,
      deleted: isHidden ? 'hide' : null,
      rows: share === 1 ? found : found.map((row) => withShare(row, share)),
    });
  };
}
