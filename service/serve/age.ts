import type { ReportAge } from '../../src/endpoint/contract.ts';

/** The ages of records at which a report can be requested, in hours. */
export const ageHours: Readonly<Record<ReportAge, number>> = { '24h': 24, '7d': 7 * 24, '28d': 28 * 24 };

export const ages = Object.keys(ageHours) as readonly ReportAge[];

/** Returns the argument `age` of the macros in `report.sql`, with a leading comma; nothing for the current state. */
export function ageArgument(age: ReportAge | undefined): string {
  // A constant, so it needs no escaping. As a literal it allows a better query plan.
  return age === undefined ? '' : `, age := INTERVAL ${ageHours[age]} HOURS`;
}
