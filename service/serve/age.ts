import type { ReportAge } from '../../src/endpoint/contract.ts';

const intervals: Readonly<Record<ReportAge, string>> = { '24h': '24 hours', '7d': '7 days', '28d': '28 days' };

/** The ages of records at which a report can be requested. */
export const ages = Object.keys(intervals) as readonly ReportAge[];

/** Returns the argument `age` of the macros in `report.sql`, with a leading comma; nothing for the current state. */
export function ageArgument(age: ReportAge | undefined): string {
  // A constant, so it needs no escaping. As a literal it allows a better query plan.
  return age === undefined ? '' : `, age := INTERVAL '${intervals[age]}'`;
}
