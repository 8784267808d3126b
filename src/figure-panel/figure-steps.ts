import type { FigureEffectMessages, FigureStepMessages } from '../i18n/figure-panel-messages.ts';
import type { CountColumnId } from '../model/metrics.ts';
import type { ExplainedCount } from '../model/explained-counts.ts';
import type { Explanation } from './explanation.ts';

/** The activities of the log, or the people, that a step adds or subtracts. */
export type StepId = keyof FigureStepMessages;
/** An effect of the rules that is no step: effects may overlap. */
export type EffectId = ExplainedCount & keyof FigureEffectMessages;

/** One step on the way from the activity log to a figure. */
export interface Step {
  readonly id: StepId;
  readonly sign: 1 | -1;
  /** A safe integer from 0. */
  readonly amount: number;
}

/** Returns a count of the row; `NaN` if it is unknown. */
export type CountOf = (id: CountColumnId) => number;

const plus = (id: StepId, amount: number): Step => ({ id, sign: 1, amount });
const minus = (id: StepId, amount: number): Step => ({ id, sign: -1, amount });

/**
 * Returns the steps from the activity log to a count. Their sum is the count: always. Returns `contradictory` if the
 * explanation does not add up to the count, and `undefined` if it has not the fields to explain it, or a count that they need is
 * unknown.
 */
export function stepsOf(
  count: CountColumnId,
  countOf: CountOf,
  explanation: Explanation,
): readonly Step[] | 'contradictory' | undefined {
  const used: number[] = [];
  const usedCount: CountOf = (id) => {
    used.push(countOf(id));
    return countOf(id);
  };
  const steps = allSteps(count, usedCount, explanation.counts);
  if (!steps || used.some(Number.isNaN)) return undefined;
  const sum = steps.reduce((total, { sign, amount }) => total + sign * amount, 0);
  const isValid = steps.every(({ amount }) => Number.isSafeInteger(amount) && amount >= 0);
  if (!isValid || sum !== countOf(count) || !isConsistent(count, countOf, explanation.counts)) return 'contradictory';
  return steps.filter(({ amount }, index) => index === 0 || amount > 0);
}

type Explained = Explanation['counts'];

function allSteps(count: CountColumnId, countOf: CountOf, explained: Explained): readonly Step[] | undefined {
  const figure = countOf(count);
  switch (count) {
    case 'sent':
      return sentSteps(figure, explained);
    case 'delivered':
      return withInferred('deliveries', figure, explained);
    case 'hardBounced':
      return withoutOthers('hardBounces', figure, explained);
    case 'softBounced':
      return withoutOthers('softBounces', figure, explained);
    case 'pending':
    case 'aborted':
      return explained.sends === undefined && explained.sendsMerged === undefined
        ? undefined
        : restOfSent(count, countOf);
    case 'opened':
      return withInferred('opens', figure, explained);
    case 'clicked':
      return clickSteps(figure, explained);
    case 'unsubscribed':
      return withoutOthers('unsubscribes', figure, explained);
    case 'humanOpened':
      return withoutBots('opened', 'openedByBots', figure, countOf, explained);
    case 'humanClicked':
      return withoutBots('clicked', 'clickedByBots', figure, countOf, explained);
    case 'privacyOpened':
      if (explained.privacyOpens === undefined) return undefined;
      return [plus('humanOpened', countOf('humanOpened')), minus('openedDirectly', countOf('humanOpened') - figure)];
    case 'personOpened':
      return personSteps(figure, countOf, explained);
    case 'tooYoung':
      // At an age, nothing is explained.
      return undefined;
  }
}

function sentSteps(sent: number, { sends, sendsMerged }: Explained): readonly Step[] | undefined {
  if (sends === undefined && sendsMerged === undefined) return undefined;
  const all = sends ?? sent + (sendsMerged ?? 0);
  return [plus('sends', all), minus('sendsMerged', sendsMerged ?? all - sent)];
}

/** A count to which people belong whose reactions prove it, although it was not logged. */
function withInferred(
  activity: 'deliveries' | 'opens',
  figure: number,
  explained: Explained,
): readonly Step[] | undefined {
  const inferred = explained[`${activity}Inferred`];
  if (inferred === undefined) return undefined;
  const observed = figure - inferred;
  const activities = explained[activity];
  const logged =
    activities === undefined
      ? [plus(`${activity}Observed`, observed)]
      : [plus(activity, activities), minus(`${activity}NotCounted`, activities - observed)];
  return [...logged, plus(`${activity}Inferred`, inferred)];
}

/** A count of people with an activity: repeated ones, and those that another outcome overrides, are not counted. */
function withoutOthers(
  activity: 'hardBounces' | 'softBounces' | 'unsubscribes',
  figure: number,
  explained: Explained,
): readonly Step[] | undefined {
  const activities = explained[activity];
  return activities === undefined
    ? undefined
    : [plus(activity, activities), minus(`${activity}NotCounted`, activities - figure)];
}

function clickSteps(figure: number, { clicks, clicksIgnored }: Explained): readonly Step[] | undefined {
  if (clicks === undefined || clicksIgnored === undefined) return undefined;
  return [
    plus('clicks', clicks),
    minus('clicksIgnored', clicksIgnored),
    minus('clicksNotCounted', clicks - clicksIgnored - figure),
  ];
}

/** Pending and aborted are the rest: nothing is logged for them. */
function restOfSent(count: 'pending' | 'aborted', countOf: CountOf): readonly Step[] {
  const others = (['delivered', 'hardBounced', 'softBounced', 'aborted', 'pending'] as const).filter(
    (id) => id !== count,
  );
  return [plus('sent', countOf('sent')), ...others.map((id) => minus(id, countOf(id)))];
}

function withoutBots(
  all: 'opened' | 'clicked',
  byBots: 'openedByBots' | 'clickedByBots',
  figure: number,
  countOf: CountOf,
  explained: Explained,
): readonly Step[] | undefined {
  if (explained.botOpens === undefined || explained.botClicks === undefined) return undefined;
  const steps = allSteps(all, countOf, explained) ?? [plus(all, countOf(all))];
  return [...steps, minus(byBots, countOf(all) - figure)];
}

/** People whose only opens came through a proxy are left out. */
function personSteps(figure: number, countOf: CountOf, explained: Explained): readonly Step[] | undefined {
  if (explained.privacyOpens === undefined) return undefined;
  const steps = allSteps('humanOpened', countOf, explained) ?? [plus('humanOpened', countOf('humanOpened'))];
  return [...steps, minus('privacyOpened', countOf('humanOpened') - figure)];
}

/** Whether the fields agree with each other and with the counts. */
function isConsistent(count: CountColumnId, countOf: CountOf, explained: Explained): boolean {
  const isWithin = (part: number | undefined, whole: number | undefined) =>
    part === undefined || whole === undefined || part <= whole;
  const { botOpens, botClicks, opens, clicks, hardBounces, softBounces, bouncesOverridden } = explained;
  switch (count) {
    case 'delivered':
      return isWithin(explained.deliveriesInferred, countOf('delivered'));
    case 'opened':
      return isWithin(explained.opensInferred, countOf('opened'));
    case 'hardBounced':
    case 'softBounced':
      return isWithin(
        bouncesOverridden,
        sumOf(hardBounces, softBounces, -countOf('hardBounced'), -countOf('softBounced')),
      );
    case 'humanOpened':
      return (
        isConsistent('opened', countOf, explained) &&
        isWithin(countOf('opened') - countOf('humanOpened'), sumOf(botOpens, botClicks)) &&
        isWithin(sumOf(botOpens, explained.opensUnmarked), opens)
      );
    case 'personOpened':
      return isConsistent('humanOpened', countOf, explained);
    case 'humanClicked':
      return (
        isWithin(countOf('clicked') - countOf('humanClicked'), botClicks) &&
        isWithin(sumOf(botClicks, explained.clicksUnmarked), clicks)
      );
    default:
      return true;
  }
}

/** Returns a sum; `undefined` if a number is unknown. */
function sumOf(...numbers: readonly (number | undefined)[]): number | undefined {
  const known = numbers.filter((number) => number !== undefined && !Number.isNaN(number)) as number[];
  return known.length < numbers.length ? undefined : known.reduce((total, number) => total + number, 0);
}

export interface Effect {
  readonly id: EffectId;
  readonly amount: number;
  /** Whether the amount is only a limit. */
  readonly isMost?: boolean;
}

const effects: Readonly<Record<CountColumnId, readonly EffectId[]>> = {
  sent: ['sendsSkipped'],
  delivered: ['bouncesOverridden'],
  hardBounced: ['bouncesOverridden'],
  softBounced: ['bouncesOverridden'],
  pending: [],
  aborted: [],
  opened: ['botOpens', 'botClicks', 'privacyOpens'],
  clicked: ['botClicks'],
  unsubscribed: ['unsubscribesAttributed'],
  humanOpened: ['botOpens', 'botClicks', 'opensUnmarked', 'clicksUnmarked', 'privacyOpens'],
  humanClicked: ['botClicks', 'clicksUnmarked'],
  privacyOpened: ['privacyOpens'],
  personOpened: ['botOpens', 'botClicks', 'opensUnmarked', 'clicksUnmarked', 'privacyOpens'],
  tooYoung: [],
};

/** Returns the effects of the rules on a count, without those that had none. */
export function effectsOn(
  count: CountColumnId,
  countOf: CountOf,
  { counts: explained }: Explanation,
): readonly Effect[] {
  return effects[count].flatMap((id): Effect[] => {
    const amount = explained[id] ?? 0;
    if (count !== 'hardBounced' && count !== 'softBounced') return amount > 0 ? [{ id, amount }] : [];
    const { least, most } = overriddenOf(count, countOf, explained);
    return most > 0 ? [{ id, amount: most, isMost: least < most }] : [];
  });
}

/**
 * Returns how many hard or soft bounces are overridden, at least and at most. Explanations have the sum of both; the overridden hard bounces
 * are among those that are logged but not counted, and so are the soft ones.
 */
export function overriddenOf(
  kind: 'hardBounced' | 'softBounced',
  countOf: CountOf,
  { hardBounces, softBounces, bouncesOverridden = 0 }: Explained,
): { readonly least: number; readonly most: number } {
  const hard = sumOf(hardBounces, -countOf('hardBounced')) ?? Infinity;
  const soft = sumOf(softBounces, -countOf('softBounced')) ?? Infinity;
  const [own, others] = kind === 'hardBounced' ? [hard, soft] : [soft, hard];
  return { least: Math.max(0, bouncesOverridden - others), most: Math.min(bouncesOverridden, own) };
}

/**
 * Returns the activities flagged as bot by pattern, the most frequent first; `contradictory` if they do not add up, and `undefined` without
 * patterns, or if their sum is unknown.
 */
export function botPatternsOf({
  counts,
  botPatterns,
}: Explanation): readonly (readonly [pattern: string, count: number])[] | 'contradictory' | undefined {
  const patterns = [...(botPatterns ?? [])]
    .filter(([, count]) => count !== 0)
    .sort(([, one], [, other]) => other - one);
  const sum = sumOf(counts.botOpens, counts.botClicks);
  if (patterns.length === 0 || sum === undefined) return undefined;
  return patterns.reduce((total, [, count]) => total + count, 0) === sum ? patterns : 'contradictory';
}
