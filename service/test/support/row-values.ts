import { wilsonInterval } from '../../../src/model/wilson-interval.ts';
import { sumOf } from './report-rows.ts';
import type { Row } from './server.ts';

/** What figures mean in a sort order, as parameters of a request. */
export interface Meaning {
  readonly activity?: 'human' | 'person';
  readonly rateBase?: 'sent';
}

/** Columns whose values can be computed. */
export const valueColumns = [
  'opened',
  'clicked',
  'openedRate',
  'clickedRate',
  'clickToOpenRate',
  'deliveredRate',
  'personOpened',
  'personOpenedRate',
  'privacyOpenedRate',
] as const;

/**
 * Returns the value of a column for the sum of emails, independently of the service: `undefined` if it is unknown.
 * @param column a column, or a rate with `.low`
 * @param isTracked whether opens of an email are tracked
 */
export function valueOfSum(
  rows: readonly Row[],
  column: string,
  { activity, rateBase = 'delivered' as 'sent' }: Meaning,
  isTracked: (row: Row) => boolean,
): number | undefined {
  const parts: Readonly<Record<(typeof valueColumns)[number], readonly string[]>> = {
    opened: ['opened'],
    clicked: ['clicked'],
    openedRate: ['opened', rateBase],
    clickedRate: ['clicked', rateBase],
    clickToOpenRate: ['clicked', 'opened'],
    deliveredRate: ['delivered', 'sent'],
    personOpened: ['personOpened'],
    personOpenedRate: ['personOpened', rateBase],
    privacyOpenedRate: ['privacyOpened', rateBase],
  };
  const ids = parts[column.replace('.low', '') as keyof typeof parts];
  const known = ids.some((id) => /opened$/i.test(id)) ? rows.filter(isTracked) : rows;
  if (known.length === 0) return undefined;
  const [part = 0, whole] = ids.map((id) =>
    sumOf(
      known.map((row) => withActivity(row, activity)),
      id,
    ),
  );
  if (whole === undefined) return part;
  if (whole === 0) return undefined;
  return column.endsWith('.low') ? wilsonInterval(part, whole)?.low : part / whole;
}

function withActivity(row: Row, activity: Meaning['activity']): Row {
  const { humanOpened, privacyOpened, humanClicked } = row as Row & Record<string, number>;
  const personOpened = Number(humanOpened) - Number(privacyOpened);
  if (activity === undefined) return { ...row, personOpened };
  const opened = activity === 'person' ? personOpened : Number(humanOpened);
  return { ...row, opened, clicked: humanClicked, personOpened };
}
