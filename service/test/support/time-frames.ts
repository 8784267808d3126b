import type { Query } from '../../serve/report-parameters.ts';
import type { Scope } from './brute-force-report.ts';
import { hour, start } from './random-extract.ts';

/** Time frames of random activities: for the direct reading, and as parameters for the service. */
export const timeFrames: readonly (readonly [Scope, Query])[] = [
  [{ basis: 'first-sent' }, {}],
  [
    { basis: 'first-sent', from: start + 24 * hour, to: start + 72 * hour },
    { from: '2026-03-02', to: '2026-03-03' },
  ],
  [
    { basis: 'sent', from: start + 24 * hour },
    { from: '2026-03-02', dateBasis: 'sent' },
  ],
];
