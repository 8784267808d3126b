import type { ChartPeriodMessages } from '../chart-period-messages.ts';

/** The texts about the time that a chart shows in English. */
export const chartPeriod: ChartPeriodMessages = {
  period: {
    day: (first, last) => `from ${first} to ${last}`,
    week: (first, last) => `from the week of ${first} to the week of ${last}`,
    month: (first, last) => `from ${first} to ${last}`,
  },
  peak: {
    day: (date) => `on ${date}`,
    week: (date) => `in the week of ${date}`,
    month: (date) => `in ${date}`,
  },
};
