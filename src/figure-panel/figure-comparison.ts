import type { FigureComparisonMessages } from '../i18n/figure-panel-messages.ts';
import { isOpenCount, type CountColumnId } from '../model/metrics.ts';
import type { UnlikeAges } from './figure-ages.ts';
import type { FigureTexts } from './figure-sentences.ts';
import { countIdsOf, type Figure } from './figure.ts';

/** Compares a figure with that of the compared period: both values, their difference, and the result of the test. */
export function comparisonTexts(
  { column, comparison, rate, value }: Figure,
  { panelMessages, formats }: FigureTexts,
): readonly string[] {
  if (!comparison) return [];
  const { dates, figure, unlikeAges } = comparison;
  const texts = panelMessages.comparison;
  if (!figure) return [texts.missing(dates)];
  const { other, otherCounts, verdict, pValue, tests, hasOtherEmails } = figure;
  const write = (known: number) => (rate ? formats.rate(known) : formats.count(known));
  const quotient = otherCounts?.map((count) => formats.count(count)).join(' ÷ ');
  const before = [
    texts.before(dates, quotient ? `${quotient} = ${write(other)}` : write(other)),
    ...(hasOtherEmails ? [texts.otherEmails] : []),
  ];
  if (Number.isNaN(value) || Number.isNaN(other)) return before;
  const difference = Math.abs(value - other);
  const points = new Intl.NumberFormat(formats.locale, { minimumFractionDigits: 1, maximumFractionDigits: 2 });
  const amount = rate
    ? panelMessages.points(difference * 100, points.format(difference * 100))
    : formats.count(difference);
  const change =
    difference === 0
      ? texts.same
      : (value > other ? texts.more : texts.less)(amount, changeOf(value, other, rate, formats));
  const ages = unlikeAges && countIdsOf({ column, rate }).some(growsWithAge) ? ageTexts(unlikeAges, texts) : [];
  if (verdict === undefined) return [...before, change, ...ages];
  const limited = tests > 1 ? formats.count(tests) : undefined;
  const small = new Intl.NumberFormat(formats.locale, { maximumSignificantDigits: 2 });
  const p = pValue < 0.0001 ? `p < ${small.format(0.0001)}` : `p = ${small.format(pValue)}`;
  const verdicts = { real: texts.real(p, limited), 'not-told': texts.undecided(p, limited), untested: texts.untested };
  return [...before, change, ...ages, verdicts[verdict]];
}

/** Whether a count grows for weeks: people open, click and unsubscribe long after the delivery. */
const growsWithAge = (id: CountColumnId) =>
  isOpenCount(id) || id === 'clicked' || id === 'humanClicked' || id === 'unsubscribed';

/** Says before the test that it is not of like with like. */
function ageTexts({ canChooseAge }: UnlikeAges, { unlikeAges, chooseAge }: FigureComparisonMessages) {
  return [unlikeAges, ...(canChooseAge ? [chooseAge] : [])];
}

/** Returns the change of a count in percent. A small change is not none, and a large one is not all. */
function changeOf(value: number, other: number, rate: Figure['rate'], formats: FigureTexts['formats']) {
  if (rate || !(other > 0)) return undefined;
  const change = Math.abs(value / other - 1);
  if (change < 0.0005) return `<${formats.rate(0.001)}`;
  return value > 0 && value < other && change >= 0.9995 ? `>${formats.rate(0.999)}` : formats.rate(change);
}
