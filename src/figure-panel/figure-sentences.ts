import type { FigurePanelMessages, FigurePartMessages } from '../i18n/figure-panel-messages.ts';
import type { Definitions } from '../i18n/messages.ts';
import { isCountId } from '../model/columns.ts';
import type { CountColumnId, Rate } from '../model/metrics.ts';
import { isUncertain, wilsonInterval } from '../model/wilson-interval.ts';
import { columnLabel, type Localization } from '../ui/cell-formatters.ts';
import { settlingText } from '../ui/settling-text.ts';
import type { Explanation } from './explanation.ts';
import { countIdsOf, type Coverage, type Figure } from './figure.ts';
import type { EffectId } from './figure-steps.ts';

/** The texts in which a figure is explained. */
export interface FigureTexts extends Localization {
  readonly panelMessages: FigurePanelMessages;
  readonly definitions: Definitions;
}

/** Whether a rate divides counts that have their own words. */
const isBuiltInRate = (rate: Rate | undefined): rate is Record<keyof Rate, CountColumnId> =>
  rate !== undefined && isCountId(rate.numerator) && isCountId(rate.denominator);

/** Returns why a figure is unknown. */
export function reasonOf(figure: Figure, texts: FigureTexts): string {
  const { rate, countOf, isUntracked, isOfOpens, sum } = figure;
  const { panelMessages, messages } = texts;
  if (isUntracked && isOfOpens) return panelMessages.notTracked;
  const leftOut = isOfOpens ? trackedTexts(figure, texts) : [];
  if (sum?.tracked?.emails === 0 && leftOut.length > 0) return leftOut.join(' ');
  if (rate && countOf(rate.denominator) === 0) {
    return [...leftOut, panelMessages.nothingToDivide(columnLabel(rate.denominator, undefined, messages))].join(' ');
  }
  return sum && !sum.isOfEndpoint ? panelMessages.unknownInSum : panelMessages.unknown;
}

/**
 * Returns a known figure in words: its interval, and of which emails a sum is.
 * @param parts the parts of a sum that its steps do not tell
 * @param explained the numbers of its explanation, if they add up
 */
export function sentencesOf(
  figure: Figure,
  parts: readonly string[],
  explained: Explanation['counts'],
  texts: FigureTexts,
): readonly string[] {
  return [
    ...wordsOf(figure, texts),
    ...activityTexts(figure, explained, texts),
    ...parts,
    ...intervalTexts(figure, texts),
    ...coverageTexts(figure, texts),
  ];
}

function wordsOf(
  { column, rate, value, countOf, sum }: Figure,
  { panelMessages, formats }: FigureTexts,
): readonly string[] {
  const isSum = sum !== undefined;
  if (isCountId(column)) return [panelMessages.people(column, value, formats.count(value), isSum)];
  if (!isBuiltInRate(rate)) return [];
  const { numerator, denominator } = rate;
  const count = countOf(numerator);
  const of = countOf(denominator);
  const share = { numerator, denominator, count, of, isSum };
  return [panelMessages.share(share, formats.count(count), formats.count(of))];
}

/** Says whether opens and clicks by bots count, and how many there are. Columns without bots are named so. */
function activityTexts(
  figure: Figure,
  explained: Explanation['counts'],
  { panelMessages, formats }: FigureTexts,
): readonly string[] {
  const counts = countIdsOf(figure);
  if (counts.some((id) => id === 'personOpened')) return [panelMessages.activities.person];
  if (counts.some((id) => id === 'humanOpened' || id === 'humanClicked')) return [panelMessages.activities.human];
  if (!counts.some((id) => id === 'opened' || id === 'clicked')) return [];
  if (!figure.hasBotMarks) return [panelMessages.noBotMarks];
  const flagged = (of: CountColumnId, effect: 'botOpens' | 'botClicks') => {
    const count = (counts.includes(of) ? explained[effect] : undefined) ?? 0;
    return count > 0 ? { count, formatted: formats.count(count) } : undefined;
  };
  const [opens, clicks] = [flagged('opened', 'botOpens'), flagged('clicked', 'botClicks')];
  return [opens || clicks ? panelMessages.withBots(opens, clicks) : panelMessages.activities.all];
}

/**
 * Says how many of the people of a sum count only because of bots, or of mail privacy proxies: for each effect on activities, the part of
 * the people. Steps say it of an email.
 */
export function partTexts(
  { sum, countOf, ...figure }: Figure,
  { panelMessages: { parts }, formats }: FigureTexts,
): ReadonlyMap<EffectId, string> {
  const counts = countIdsOf(figure);
  const isOfOpened = counts.includes('opened');
  const amounts: readonly (readonly [EffectId, keyof FigurePartMessages, number])[] = [
    ['botOpens', 'openedByBots', isOfOpened ? countOf('opened') - countOf('humanOpened') : 0],
    ['botClicks', 'clickedByBots', counts.includes('clicked') ? countOf('clicked') - countOf('humanClicked') : 0],
    ['privacyOpens', 'openedByProxies', isOfOpened || counts.includes('humanOpened') ? countOf('privacyOpened') : 0],
  ];
  const known = sum ? amounts.filter(([, , amount]) => amount > 0) : [];
  return new Map(known.map(([effect, part, amount]) => [effect, parts[part](amount, formats.count(amount))]));
}

function intervalTexts(
  { rate, countOf, cautiousSort }: Figure,
  { panelMessages, formats }: FigureTexts,
): readonly string[] {
  if (!isBuiltInRate(rate)) return [];
  const { numerator, denominator } = rate;
  const all = countOf(denominator);
  const interval = wilsonInterval(countOf(numerator), all);
  if (!interval) return [];
  const [low, high] = [formats.rate(interval.low), formats.rate(interval.high)];
  return [
    panelMessages.interval(denominator, formats.count(all), low, high),
    ...(cautiousSort === 'current' ? [panelMessages.sortedCautiously(low)] : []),
  ];
}

function coverageTexts(figure: Figure, texts: FigureTexts): readonly string[] {
  const { sum, rate, isOfOpens } = figure;
  if (!sum) return [];
  const { panelMessages, messages, formats } = texts;
  const { count, isOfCampaigns, isSelected, isComplete } = sum;
  const write = isOfCampaigns ? messages.campaigns : messages.emails;
  const emails = write(count, formats.count(count));
  const about = () => {
    if (Number.isNaN(count)) return isSelected ? panelMessages.sumOfSelection : panelMessages.sumOfAll;
    if (!isComplete) return panelMessages.sumSoFar(emails);
    return isSelected ? panelMessages.sumOfMatches(emails) : panelMessages.sum(emails);
  };
  return [about(), ...(rate ? [panelMessages.rateOfSums] : []), ...(isOfOpens ? trackedTexts(figure, texts) : [])];
}

/** Says how many emails sums of opens leave out, if any. */
function trackedTexts({ sum, countOf, allDelivered }: Figure, texts: FigureTexts): readonly string[] {
  const { panelMessages, formats } = texts;
  const delivered = countOf('delivered');
  if (sum?.tracked) {
    return sum.tracked.emails < sum.tracked.of ? [panelMessages.tracked(...trackedOf(sum.tracked, texts))] : [];
  }
  return delivered < allDelivered
    ? [panelMessages.trackedDeliveries(delivered, formats.count(delivered), formats.count(allDelivered))]
    : [];
}

const trackedOf = (
  { emails, of }: Exclude<Coverage['tracked'], undefined>,
  { messages, formats }: FigureTexts,
): [string, string] => [formats.count(emails), messages.emails(of, formats.count(of))];

/** Says that a rate is uncertain, and that deliveries are not settled. */
export function cautionsOf(figure: Figure, texts: FigureTexts): readonly string[] {
  return [...uncertaintyTexts(figure, texts), ...settlingTexts(figure, texts)];
}

function uncertaintyTexts(
  { rate, countOf, cautiousSort }: Figure,
  { panelMessages, formats }: FigureTexts,
): readonly string[] {
  if (!isBuiltInRate(rate)) return [];
  const counts = [countOf(rate.numerator), countOf(rate.denominator)] as const;
  const interval = wilsonInterval(...counts);
  if (!interval || !isUncertain(...counts)) return [];
  const { uncertain, sortCautious, reliableLow } = panelMessages;
  const about = cautiousSort && { offered: sortCautious, current: reliableLow }[cautiousSort];
  return [about ? `${uncertain} ${about(formats.rate(interval.low))}` : uncertain];
}

function settlingTexts({ column, settling }: Figure, texts: FigureTexts): readonly string[] {
  // Sent does not depend on the result of deliveries.
  return settling && column !== 'sent' ? [settlingText(settling, texts.panelMessages, texts)] : [];
}
