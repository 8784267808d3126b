import type { FigurePanelMessages } from '../i18n/figure-panel-messages.ts';
import { definitionOf } from '../i18n/definitions-controller.ts';
import type { CountColumnId } from '../model/metrics.ts';
import { columnLabel } from '../ui/cell-formatters.ts';
import type { Explanation } from './explanation.ts';
import { countIdsOf, type Figure } from './figure.ts';
import { elsewhereTexts } from './figure-elsewhere.ts';
import { comparisonTexts } from './figure-comparison.ts';
import { cautionsOf, partTexts, reasonOf, sentencesOf, type FigureTexts } from './figure-sentences.ts';
import { botPatternsOf, effectsOn, stepsOf, type Effect, type EffectId } from './figure-steps.ts';

/** A line of a calculation. */
export interface StepLine {
  /** With its sign: `−9`. */
  readonly amount: string;
  readonly text: string;
}

/** How a count was calculated. */
export interface StepList {
  /** Missing where the panel has only one. */
  readonly heading: string | undefined;
  readonly definition: string | undefined;
  readonly steps: readonly StepLine[];
  readonly result: StepLine | undefined;
  /** Replaces the steps if they do not add up. */
  readonly problem: string | undefined;
  readonly effects: readonly string[];
}

/** Everything that the panel says about a figure, as text. */
export interface FigureContent {
  readonly label: string;
  readonly column: string;
  /** The names of its campaign and its email, or of the totals. */
  readonly names: readonly string[];
  /** Its ids, for the copied text. Undefined for the totals. */
  readonly ids: string | undefined;
  /** The figure as the table shows it. */
  readonly figure: string;
  readonly formula: string | undefined;
  readonly definition: string | undefined;
  readonly sentences: readonly string[];
  /** The reasons for which the figure is uncertain. */
  readonly cautions: readonly string[];
  readonly lists: readonly StepList[];
  readonly elsewhereHeading: string;
  readonly elsewhere: readonly string[];
}

/**
 * Explains a figure.
 * @param subject the names of its campaign and its email, or of the totals
 * @param figureText the figure as the table shows it
 */
export function explainFigure(
  figure: Figure,
  { names, ids }: Pick<FigureContent, 'names' | 'ids'>,
  figureText: string,
  texts: FigureTexts,
): FigureContent {
  const { column, value, explanation } = figure;
  const { panelMessages } = texts;
  const label = columnLabel(column, undefined, texts.messages);
  const isKnown = !Number.isNaN(value);
  const parts = partTexts(figure, texts);
  const explained = isKnown ? explanation : undefined;
  const lists = explained ? stepListsOf(figure, { explanation: explained, parts }, texts) : [];
  const addsUp = lists.every(({ problem }) => problem === undefined);
  const told = new Set(lists.flatMap(({ effects }) => effects));
  const untold = [...parts.values()].filter((text) => !told.has(text));
  return {
    label: panelMessages.label(label, names.join(' · ')),
    column: label,
    names,
    ids,
    figure: figureText,
    formula: formulaOf(figure, figureText, texts),
    definition: definitionOf(column, texts.definitions),
    sentences: isKnown
      ? [...sentencesOf(figure, untold, (addsUp && explained?.counts) || {}, texts), ...comparisonTexts(figure, texts)]
      : [reasonOf(figure, texts)],
    cautions: cautionsOf(figure, texts),
    lists,
    elsewhere: explained ? elsewhereTexts(figure, explained, texts) : [],
    elsewhereHeading: panelMessages.elsewhere.heading,
  };
}

function formulaOf({ rate, value, countOf }: Figure, figureText: string, { formats }: FigureTexts): string | undefined {
  if (!rate || Number.isNaN(value)) return undefined;
  const [numerator, denominator] = [rate.numerator, rate.denominator].map((id) => formats.count(countOf(id)));
  return `${numerator ?? ''} ÷ ${denominator ?? ''} = ${figureText}`;
}

interface StepDetails {
  readonly explanation: Explanation;
  /** The part of the people of a sum, for effects on activities. */
  readonly parts: ReadonlyMap<EffectId, string>;
}

/** Returns the steps to each count of a figure. An effect on both is in the first list. */
function stepListsOf(figure: Figure, details: StepDetails, texts: FigureTexts): readonly StepList[] {
  const known = new Set<EffectId>();
  return countIdsOf(figure).flatMap((count) => {
    const effects = effectsOn(count, figure.countOf, details.explanation).filter(({ id }) => !known.has(id));
    for (const { id } of effects) known.add(id);
    return stepListOf(count, figure, { ...details, effects }, texts) ?? [];
  });
}

function stepListOf(
  count: CountColumnId,
  { column, countOf, sum: coverage }: Figure,
  { explanation, parts, effects }: StepDetails & { readonly effects: readonly Effect[] },
  texts: FigureTexts,
): StepList | undefined {
  const { panelMessages, definitions, messages } = texts;
  const steps = stepsOf(count, countOf, explanation);
  if (!steps && effects.length === 0) return undefined;
  const sum = typeof steps === 'object' ? steps : undefined;
  const value = countOf(count);
  const isSum = coverage !== undefined;
  return {
    heading: count === column ? undefined : panelMessages.stepsTo(messages.columns[count]),
    definition: count === column ? undefined : definitions[count],
    steps: sum?.map(({ id, sign, amount }) => line(sign * amount, panelMessages.steps[id](amount, isSum), texts)) ?? [],
    result: sum && line(value, panelMessages.steps[count](value, isSum), texts),
    problem: steps === 'contradictory' ? panelMessages.contradictory : undefined,
    effects: effectTexts(effects, { explanation, parts }, texts),
  };
}

/** The sign of a negative number is a minus, not a hyphen. */
function line(amount: number, text: string, { formats }: FigureTexts): StepLine {
  return { amount: `${amount < 0 ? '−' : ''}${formats.count(Math.abs(amount))}`, text };
}

function effectTexts(
  effects: readonly Effect[],
  { explanation, parts }: StepDetails,
  { panelMessages, formats }: FigureTexts,
): readonly string[] {
  const textsOf = ({ id, amount, isMost }: Effect): readonly string[] => {
    const part = parts.get(id);
    const formatted = formats.count(amount);
    const text = panelMessages.effects[id](amount, isMost ? panelMessages.upTo(formatted) : formatted);
    return [text, ...(part === undefined ? [] : [part])];
  };
  const isOfBots = ({ id }: Effect) => id === 'botOpens' || id === 'botClicks';
  return [
    ...effects.filter(isOfBots).flatMap(textsOf),
    // Patterns are those of opens and clicks together.
    ...(effects.some(({ id }) => id === 'botOpens') ? patternTexts(explanation, { panelMessages, formats }) : []),
    ...effects.filter((effect) => !isOfBots(effect)).flatMap(textsOf),
  ];
}

function patternTexts(
  explanation: Explanation,
  { panelMessages, formats }: Pick<FigureTexts, 'panelMessages' | 'formats'>,
): readonly string[] {
  const patterns = botPatternsOf(explanation);
  if (!patterns) return [];
  if (patterns === 'contradictory') return [panelMessages.contradictoryBotPatterns];
  const named = patterns.map(([pattern, count]) =>
    panelMessages.botPattern(pattern || panelMessages.noBotPattern, formats.count(count)),
  );
  return [panelMessages.botPatterns(named.join(', '))];
}

/** Returns the content as text, to paste elsewhere. */
export function contentText(content: FigureContent, { item }: Pick<FigurePanelMessages, 'item'>): string {
  const { column, names, ids, figure, formula, sentences, cautions, definition, lists, elsewhere } = content;
  const lines = (list: StepList) => [
    ...(list.heading ? [list.heading] : []),
    ...(list.definition ? [list.definition] : []),
    ...(list.problem ? [list.problem] : []),
    ...list.steps.map(({ amount, text }) => `${amount} ${text}`),
    ...(list.result ? [`= ${list.result.amount} ${list.result.text}`] : []),
    ...list.effects,
  ];
  const blocks: readonly (readonly string[])[] = [
    [item(`${column}, ${names.join(' · ')}`, formula ?? figure), ...(ids ? [ids] : [])],
    [...(definition ? [definition] : []), ...sentences, ...cautions],
    ...lists.map(lines),
    elsewhere.length > 0 ? [content.elsewhereHeading, ...elsewhere] : [],
  ];
  return blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n');
}
