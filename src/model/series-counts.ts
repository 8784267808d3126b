import { countIds, type CountId } from './metrics.ts';

/** A count of a row that has a series: how it came about over time. Nothing is logged for the others. */
export type SeriesCountId = Exclude<CountId, 'pending' | 'aborted'>;

export const seriesCountIds = countIds.filter((id): id is SeriesCountId => id !== 'pending' && id !== 'aborted');
