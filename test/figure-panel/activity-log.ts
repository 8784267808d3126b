import fc from 'fast-check';
import type { CountId } from '../../src/model/metrics.ts';
import type { ExplainedCount } from '../../src/model/explained-counts.ts';

type Mark = 'bot' | 'not-bot' | 'unmarked';

interface Open {
  readonly mark: Mark;
  readonly isPrivacy: boolean;
}

interface Click {
  readonly mark: Mark;
  readonly counts: boolean;
}

/** The activities of one person with one email of one campaign, which was sent at least once. */
export interface PersonRecord {
  readonly sends: number;
  readonly skipped: number;
  readonly deliveries: number;
  readonly hardBounces: number;
  readonly softBounces: number;
  readonly opens: readonly Open[];
  readonly clicks: readonly Click[];
  readonly unsubscribes: number;
  /** Whether its unsubscribes were logged without a campaign. */
  readonly isAttributed: boolean;
  /** Whether its first send is less than three days ago. */
  readonly isYoung: boolean;
}

const mark = fc.constantFrom<Mark[]>('bot', 'not-bot', 'unmarked');
const few = (max: number) => fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat(max));

const record: fc.Arbitrary<PersonRecord> = fc.record({
  sends: fc.integer({ min: 1, max: 3 }),
  skipped: few(2),
  deliveries: fc.nat(3),
  hardBounces: few(2),
  softBounces: few(2),
  opens: fc.array(fc.record({ mark, isPrivacy: fc.boolean() }), { maxLength: 3 }),
  clicks: fc.array(fc.record({ mark, counts: fc.boolean() }), { maxLength: 3 }),
  unsubscribes: few(2),
  isAttributed: fc.boolean(),
  isYoung: fc.boolean(),
});

/** The activity log of a row of the report. */
export const activityLog = fc.array(record, { maxLength: 12 });

const hasReaction = ({ opens, clicks, unsubscribes }: PersonRecord) => opens.length + clicks.length + unsubscribes > 0;

function outcomeOf(person: PersonRecord): CountId {
  if (hasReaction(person)) return 'delivered';
  if (person.hardBounces > 0) return 'hardBounced';
  if (person.softBounces > 0) return 'softBounced';
  if (person.deliveries > 0) return 'delivered';
  return person.isYoung ? 'pending' : 'aborted';
}

/** Counts a log as docs/rules.md describes it, without a look at the code of the panel. */
export function countLog(log: readonly PersonRecord[]): {
  readonly counts: Readonly<Record<CountId, number>>;
  readonly explain: Readonly<Record<ExplainedCount, number>> & { readonly botPatterns: Record<string, number> };
} {
  const people = (matches: (person: PersonRecord) => boolean) => log.filter(matches).length;
  const sum = (count: (person: PersonRecord) => number) => log.reduce((total, person) => total + count(person), 0);
  const outcome = (id: CountId) => people((person) => outcomeOf(person) === id);
  const counting = ({ clicks }: PersonRecord) => clicks.filter(({ counts }) => counts);
  const bots = (activities: readonly { readonly mark: Mark }[]) =>
    activities.filter((each) => each.mark === 'bot').length;
  const unmarked = (activities: readonly { readonly mark: Mark }[]) =>
    activities.filter((each) => each.mark === 'unmarked').length;
  const isHuman = ({ mark: each }: { readonly mark: Mark }) => each !== 'bot';
  const botOpens = sum(({ opens }) => bots(opens));
  const botClicks = sum(({ clicks }) => bots(clicks));
  return {
    counts: {
      sent: log.length,
      delivered: outcome('delivered'),
      hardBounced: outcome('hardBounced'),
      softBounced: outcome('softBounced'),
      pending: outcome('pending'),
      aborted: outcome('aborted'),
      opened: people(hasReaction),
      clicked: people((person) => counting(person).length > 0),
      unsubscribed: people(({ unsubscribes }) => unsubscribes > 0),
      humanOpened: people(({ opens, clicks, unsubscribes }) => unsubscribes > 0 || [...opens, ...clicks].some(isHuman)),
      humanClicked: people((person) => counting(person).some(isHuman)),
      privacyOpened: people(
        ({ opens, clicks, unsubscribes }) =>
          unsubscribes === 0 &&
          !clicks.some(isHuman) &&
          opens.some(isHuman) &&
          opens.every((open) => !isHuman(open) || open.isPrivacy),
      ),
    },
    explain: {
      sends: sum(({ sends }) => sends),
      deliveries: sum(({ deliveries }) => deliveries),
      hardBounces: sum(({ hardBounces }) => hardBounces),
      softBounces: sum(({ softBounces }) => softBounces),
      opens: sum(({ opens }) => opens.length),
      clicks: sum(({ clicks }) => clicks.length),
      unsubscribes: sum(({ unsubscribes }) => unsubscribes),
      sendsMerged: sum(({ sends }) => sends - 1),
      sendsSkipped: sum(({ skipped }) => skipped),
      opensInferred: people((person) => hasReaction(person) && person.opens.length === 0),
      deliveriesInferred: people((person) => outcomeOf(person) === 'delivered' && person.deliveries === 0),
      bouncesOverridden: sum((person) =>
        outcomeOf(person) === 'delivered' ? person.hardBounces + person.softBounces : 0,
      ),
      clicksIgnored: sum((person) => person.clicks.length - counting(person).length),
      botOpens,
      botClicks,
      opensUnmarked: sum(({ opens }) => unmarked(opens)),
      clicksUnmarked: sum(({ clicks }) => unmarked(clicks)),
      privacyOpens: sum(({ opens }) => opens.filter(({ isPrivacy }) => isPrivacy).length),
      unsubscribesAttributed: sum(({ unsubscribes, isAttributed }) => (isAttributed ? unsubscribes : 0)),
      botPatterns: { IAB: botOpens, Proximity: botClicks },
    },
  };
}
