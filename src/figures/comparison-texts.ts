import { formatDateRange } from '../i18n/date-range.ts';
import type { ComparisonMessages } from '../i18n/figures-messages.ts';
import type { Formats } from '../i18n/formats.ts';
import type { Messages } from '../i18n/messages.ts';
import type { ComparedReport, LoadedReport } from '../loading/loaded-report.ts';
import { dayCount } from '../model/compared-dates.ts';
import { dayRange } from '../model/day-range.ts';
import type { ComparedFigure, Comparison } from '../table-model/comparison.ts';
import type { ComparisonState } from './comparison-loader.ts';

/** The texts and formats of a comparison. */
export interface ComparisonTexts {
  readonly messages: ComparisonMessages;
  readonly page: Messages;
  readonly formats: Formats;
}

/** Returns a comparison in words. */
export function describeComparison(
  { dates, other, problem, calendar, isFiltered, comparison }: ComparisonState,
  { scope }: Pick<LoadedReport, 'scope'>,
  texts: ComparisonTexts,
): ComparedReport {
  const { messages, formats } = texts;
  const rangeText = (range: Parameters<typeof formatDateRange>[0]) =>
    formatDateRange(range, formats.locale, texts.page.dates);
  const limits = { from: calendar.minDate, to: calendar.maxDate };
  const reasons = {
    ...messages,
    otherDates: messages.otherDates(rangeText(other?.scope ?? {})),
    outsideLimits: messages.outsideLimits(rangeText(limits)),
  };
  const reason = problem && reasons[problem];
  const notes = comparison && dates && other ? limitsOf({ dates, other, comparison }, scope, texts) : [];
  return {
    dates: dates && rangeText(dates),
    range: dates,
    verdict: comparison && verdictOf(comparison, isFiltered, texts),
    notes: reason ? [reason] : notes,
    comparison,
  };
}

/** Returns how the rates of the totals differ: what readers compare for. */
function verdictOf(
  comparison: Comparison,
  isFiltered: boolean,
  { messages, page, formats }: ComparisonTexts,
): string | undefined {
  const write = differenceWriter(messages, formats.locale);
  const sentences = (['openedRate', 'clickedRate'] as const).flatMap((column) => {
    const figure = comparison.figure(undefined, column);
    const difference = figure && write(figure);
    if (!difference) return [];
    return messages.verdict(page.columns[column], figure.verdict === 'not-told' ? undefined : difference.words);
  });
  if (sentences.length === 0) return undefined;
  return [...sentences, ...(isFiltered ? [messages.filtered] : [])].join(' ');
}

type Ready = { readonly [Key in 'dates' | 'other' | 'comparison']: NonNullable<ComparisonState[Key]> };

/** Returns the limits of a comparison. */
function limitsOf(
  { dates, other, comparison }: Ready,
  scope: LoadedReport['scope'],
  { messages, formats }: ComparisonTexts,
): readonly string[] {
  const { timeZone } = scope;
  const [days, otherDays] = [dayCount(scope), dayCount(dates)];
  const { newEmails, goneEmails, commonEmails, hasRows, campaigns } = comparison;
  const [compared, count] = [campaigns?.compared.length ?? NaN, campaigns?.count ?? NaN];
  const begins = other.dataFrom > dayRange(dates.from, timeZone ?? 'UTC').start;
  return [
    ...(days !== otherDays && days && otherDays ? [messages.lengths(days, otherDays)] : []),
    ...(begins ? [messages.dataFrom(formats.day(other.dataFrom, timeZone))] : []),
    ...(hasRows ? [] : [messages.totalsOnly]),
    ...(commonEmails === 0 && compared > 0 ? [messages.noneInBoth] : []),
    ...(commonEmails > 0 && newEmails > 0 ? [messages.newEmails(newEmails, formats.count(newEmails))] : []),
    ...(commonEmails > 0 && goneEmails > 0 ? [messages.goneEmails(goneEmails, formats.count(goneEmails))] : []),
    messages.undecidedMeaning,
    // A button follows.
    ...(compared < count || commonEmails === 0
      ? [messages.comparedCampaigns(compared, formats.count(compared), formats.count(count))]
      : []),
  ];
}

/** A difference as a cell shows it, and as it is read aloud. */
export interface DifferenceText {
  readonly sign: string;
  readonly words: string;
}

const unsigned = (text: string) => text.replace(/[+−]/, '');
/** Writes a limit after the sign. Some languages have a mark of direction before it. */
const limited = (text: string, limit: '<' | '>') => text.replace(/[+−]/, `$&${limit}`);

/** Returns a function that writes the differences of figures; `undefined` where a figure is unknown. */
export function differenceWriter(messages: ComparisonMessages, locale: string) {
  const signed = (options: Intl.NumberFormatOptions) => {
    const format = new Intl.NumberFormat(locale, { ...options, signDisplay: 'exceptZero' });
    return (value: number) => format.format(value).replace('-', '−');
  };
  const points = signed({ minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const percent = signed({ style: 'percent', maximumFractionDigits: 0 });
  const manyPercent = signed({ style: 'percent', notation: 'compact', maximumFractionDigits: 1 });
  const amounts = signed({ notation: 'compact', maximumFractionDigits: 1 });
  const inWords = (difference: number, amount: string) =>
    difference > 0 ? messages.more(amount) : messages.less(amount);

  const ofRate = (difference: number, verdict: ComparedFigure['verdict']): DifferenceText => {
    const shown = difference * 100;
    // A small difference is not none.
    const isSmall = Math.abs(shown) < 0.05 && shown !== 0;
    const text = isSmall ? limited(points(Math.sign(shown) * 0.1), '<') : points(shown);
    const count = isSmall ? 0.1 : Math.abs(shown);
    const amount = messages.points(count, unsigned(text));
    if (shown === 0) return { sign: '=', words: messages.same };
    const words = inWords(shown, amount);
    // A number would be read as a difference. The explanation of the figure has it.
    if (verdict === 'not-told')
      return { sign: messages.undecided, words: `${messages.undecided}, ${messages.mayBeChance(words)}` };
    const sign = messages.shortPoints(count, text);
    return { sign: verdict === 'real' ? `${arrowOf(shown)}\u2009${sign}` : sign, words };
  };

  const changeOf = (value: number, other: number): string => {
    // There is no percentage of 0.
    if (!(other > 0)) return amounts(value - other);
    const change = value / other - 1;
    if (Math.abs(change) < 0.005) return limited(percent(Math.sign(change) * 0.01), '<');
    if (value > 0 && change <= -0.995) return limited(percent(-0.99), '>');
    return (Math.abs(change) >= 10 ? manyPercent : percent)(change);
  };

  const ofCount = (value: number, other: number): DifferenceText => {
    if (value === other) return { sign: '=', words: messages.same };
    const text = changeOf(value, other);
    return { sign: `${arrowOf(value - other)}\u2009${text}`, words: inWords(value - other, unsigned(text)) };
  };

  return ({ value, other, verdict }: ComparedFigure): DifferenceText | undefined => {
    if (Number.isNaN(value) || Number.isNaN(other)) return undefined;
    return verdict ? ofRate(value - other, verdict) : ofCount(value, other);
  };
}

const arrowOf = (difference: number) => (difference > 0 ? '▲' : '▼');
