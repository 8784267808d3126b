import type { CountColumnId } from '../model/metrics.ts';
import type { Explanation } from './explanation.ts';
import type { FigureTexts } from './figure-sentences.ts';
import { overriddenOf } from './figure-steps.ts';
import { countIdsOf, type Figure } from './figure.ts';

type BounceId = 'hardBounced' | 'softBounced';
/** A report or a filter of Marketo that shows another number. */
type ElsewhereId = 'delivered' | 'opened' | 'clicked' | 'clickedSame' | 'clicks' | BounceId | 'pending';

interface Elsewhere {
  readonly id: ElsewhereId;
  readonly amount: number;
}

const smartLists: readonly ElsewhereId[] = [
  'delivered',
  'opened',
  'clicked',
  'clickedSame',
  'hardBounced',
  'softBounced',
];

/** Says what other reports of Marketo show for a figure of one email, and why. */
export function elsewhereTexts(figure: Figure, explanation: Explanation, texts: FigureTexts): readonly string[] {
  const { elsewhere } = texts.panelMessages;
  const counts = countIdsOf(figure);
  // The clicks of a sum are those of its emails; its people are not.
  if (figure.sum) return counts.length > 0 ? [elsewhere.sums] : [];
  const found = counts.flatMap((count) => elsewhereOf(count, figure.countOf, explanation));
  const hasSmartList = found.some(({ id }) => smartLists.includes(id));
  return [
    ...found.map(({ id, amount }) => elsewhere[id](amount, texts.formats.count(amount))),
    ...(hasSmartList ? [elsewhere.deletedPeople] : []),
  ];
}

function elsewhereOf(count: CountColumnId, countOf: Figure['countOf'], { counts }: Explanation): readonly Elsewhere[] {
  const { opensInferred, deliveriesInferred = 0, clicksIgnored = 0, clicks } = counts;
  switch (count) {
    case 'delivered':
      return deliveriesInferred > 0 ? [{ id: 'delivered', amount: deliveriesInferred }] : [];
    case 'hardBounced':
    case 'softBounced':
      return bouncedElsewhere(count, countOf, counts);
    case 'pending':
      return countOf('aborted') > 0 ? [{ id: 'pending', amount: countOf('pending') + countOf('aborted') }] : [];
    case 'opened':
    case 'humanOpened': {
      const observed = countOf('opened') - (opensInferred ?? NaN);
      return observed >= 0 ? [{ id: 'opened', amount: observed }] : [];
    }
    case 'clicked':
    case 'humanClicked':
      return [
        { id: clicksIgnored > 0 ? 'clicked' : 'clickedSame', amount: countOf('clicked') },
        ...(clicks === undefined ? [] : [{ id: 'clicks', amount: clicks } as const]),
      ];
    default:
      return [];
  }
}

/** A filter for bounces also finds people whose bounces are overridden, and one for soft bounces people that hard bounced. */
function bouncedElsewhere(
  id: BounceId,
  countOf: Figure['countOf'],
  counts: Explanation['counts'],
): readonly Elsewhere[] {
  const { most } = overriddenOf(id, countOf, counts);
  const limits =
    id === 'hardBounced'
      ? [most]
      : [most + countOf('hardBounced'), (counts.softBounces ?? NaN) - countOf('softBounced')];
  const amount = Math.min(...limits.filter((limit) => !Number.isNaN(limit)));
  return most > 0 && Number.isFinite(amount) ? [{ id, amount }] : [];
}
