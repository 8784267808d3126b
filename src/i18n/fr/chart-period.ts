import type { ChartPeriodMessages } from '../chart-period-messages.ts';

/** The texts about the time that a chart shows in French. */
export const chartPeriod: ChartPeriodMessages = {
  period: {
    day: (first, last) => `du ${first} au ${last}`,
    week: (first, last) => `de la semaine du ${first} à celle du ${last}`,
    // The names of months begin with a vowel in April, August and October.
    month: (first, last) => `${/^[ao]/i.test(first) ? 'd’' : 'de '}${first} à ${last}`,
  },
  peak: {
    day: (date) => `le ${date}`,
    week: (date) => `la semaine du ${date}`,
    month: (date) => `en ${date}`,
  },
};
