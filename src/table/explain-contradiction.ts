import type { RowNotesMessages } from '../i18n/row-notes-messages.ts';
import { sentNumbers } from '../model/chosen-activity.ts';
import { addsUp } from '../model/contradictions.ts';
import { isOpenCount, type CountId } from '../model/metrics.ts';
import type { ReportNumbers } from '../model/report.ts';
import type { Localization } from '../ui/cell-formatters.ts';

/** Two counts of a row that contradict each other: the first exceeds the second, its upper bound. */
export interface ExceededBound {
  readonly count: CountId;
  readonly bound: CountId;
}

/** Why the counts of a row cannot all be right: a count exceeds its bound, or the outcomes do not add up to sent. */
export type Contradiction = ExceededBound | 'sum';

/** The upper bounds of each count, the closest first: everyone who clicked has also opened the email. */
const bounds: readonly (readonly [CountId, readonly CountId[]])[] = [
  ['delivered', ['sent']],
  ['opened', ['delivered', 'sent']],
  ['clicked', ['opened', 'delivered', 'sent']],
  ['unsubscribed', ['opened', 'delivered', 'sent']],
  ['humanOpened', ['opened', 'delivered', 'sent']],
  ['humanClicked', ['clicked', 'opened', 'delivered', 'sent']],
  ['privacyOpened', ['humanOpened', 'opened', 'delivered', 'sent']],
];

/** The possible outcomes of a send. Each person counted in `sent` has exactly one of them. */
const outcomes = [
  'delivered',
  'hardBounced',
  'softBounced',
  'pending',
  'aborted',
] as const satisfies readonly CountId[];

/**
 * Returns the first contradiction in a row of counts as the endpoint sent them, or `undefined` if they are consistent. An
 * unknown count (`NaN`) never causes a contradiction: every comparison with `NaN` is false.
 */
export function findContradiction(numbers: ReportNumbers, row: number): Contradiction | undefined {
  const valueOf = (id: CountId) => numbers[id][row] ?? NaN;
  // Sums of opens leave out emails whose opens are not tracked.
  const hasAllOpens = !numbers['deliveredTracked'];
  for (const [count, countBounds] of bounds) {
    const bound = countBounds.find(
      (id) => valueOf(count) > valueOf(id) && (hasAllOpens || id !== 'opened' || isOpenCount(count)),
    );
    if (bound) return { count, bound };
  }
  return addsUp(outcomes.map(valueOf), valueOf('sent')) ? undefined : 'sum';
}

/**
 * Explains why the counts that the endpoint sent for a row are contradictory, whichever of them the reader has chosen. Returns
 * an empty text if they are not.
 */
export function explainContradiction(
  shown: ReportNumbers,
  row: number,
  rowMessages: RowNotesMessages,
  { messages, formats }: Localization,
): string {
  const numbers = sentNumbers(shown);
  const contradiction = findContradiction(numbers, row);
  if (!contradiction) return '';
  if (contradiction === 'sum') return rowMessages.doesNotAddUp;
  const { count, bound } = contradiction;
  const format = (id: CountId) => formats.count(numbers[id][row] ?? NaN);
  const labels = messages.sentColumns ?? messages.columns;
  return rowMessages.exceeds(labels[count], format(count), labels[bound], format(bound));
}
