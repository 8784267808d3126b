import { ages, type Age } from './figure-choices.ts';
import type { Report } from './report.ts';

/** Returns the ages at which an endpoint says that it can count. */
export function offeredAges(report: Report | undefined): readonly Age[] {
  const offered = report?.head['ages'];
  return Array.isArray(offered) ? ages.filter((age) => offered.includes(age)) : [];
}
