import { definitionOf } from '../i18n/definitions-controller.ts';
import type { CountId } from '../model/metrics.ts';
import { columnLabel } from '../ui/cell-formatters.ts';
import type { Explanation } from './explanation.ts';
import { countIdsOf, type Figure } from './figure.ts';
import { elsewhereTexts } from './figure-elsewhere.ts';
import { cautionsOf, reasonOf, sentencesOf, type FigureTexts } from './figure-sentences.ts';
import { botPatternsOf, effectsOn, stepsOf, type Effect } from './figure-steps.ts';

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
}

/** Everything that the panel says about a figure, as text. */
export interface FigureContent {
  readonly label: string;
  readonly column: string;
  readonly row: string;
  /** The figure as the table shows it. */
  readonly figure: string;
  readonly formula: string | undefined;
  readonly definition: string | undefined;
  readonly sentences: readonly string[];
  /** What makes the figure uncertain. */
  readonly cautions: readonly string[];
  readonly lists: readonly StepList[];
  readonly effects: readonly string[];
  readonly elsewhereHeading: string;
  readonly elsewhere: readonly string[];
}

/**
 * Explains a figure.
 * @param row the name of its row
 * @param figureText the figure as the table shows it
 */
export function explainFigure(figure: Figure, row: string, figureText: string, texts: FigureTexts): FigureContent {
  const { column } = figure;
  const label = columnLabel(column, undefined, texts.messages);
  return {
    label: texts.panelMessages.label(label, row),
    column: label,
    row,
    figure: figureText,
    formula: formulaOf(figure, figureText, texts),
    definition: definitionOf(column, texts.definitions),
    sentences: Number.isNaN(figure.value) ? [reasonOf(figure, texts)] : sentencesOf(figure, texts),
    cautions: cautionsOf(figure, texts),
    ...(Number.isNaN(figure.value) || !figure.explanation
      ? { lists: [], effects: [], elsewhere: [] }
      : {
          lists: stepListsOf(figure, figure.explanation, texts),
          effects: effectTexts(effectsOn(countIdsOf(figure), figure.explanation), figure.explanation, texts),
          elsewhere: elsewhereTexts(figure, figure.explanation, texts),
        }),
    elsewhereHeading: texts.panelMessages.elsewhere.heading,
  };
}

function formulaOf({ rate, value, countOf }: Figure, figureText: string, { formats }: FigureTexts): string | undefined {
  if (!rate || Number.isNaN(value)) return undefined;
  const [numerator, denominator] = [rate.numerator, rate.denominator].map((id) => formats.count(countOf(id)));
  return `${numerator ?? ''} ÷ ${denominator ?? ''} = ${figureText}`;
}

function stepListsOf(figure: Figure, explanation: Explanation, texts: FigureTexts): readonly StepList[] {
  return countIdsOf(figure).flatMap((count) => stepListOf(count, figure, explanation, texts) ?? []);
}

function stepListOf(
  count: CountId,
  { column, countOf }: Figure,
  explanation: Explanation,
  texts: FigureTexts,
): StepList | undefined {
  const { panelMessages, definitions, messages } = texts;
  const steps = stepsOf(count, countOf, explanation);
  if (!steps) return undefined;
  const addsUp = steps !== 'contradictory';
  const value = countOf(count);
  return {
    heading: count === column ? undefined : panelMessages.stepsTo(messages.columns[count]),
    definition: count === column ? undefined : definitions[count],
    steps: addsUp
      ? steps.map(({ id, sign, amount }) => line(sign * amount, panelMessages.steps[id](amount), texts))
      : [],
    result: addsUp ? line(value, panelMessages.steps[count](value), texts) : undefined,
    problem: addsUp ? undefined : panelMessages.contradictory,
  };
}

/** The sign of a negative number is a minus, not a hyphen. */
function line(amount: number, text: string, { formats }: FigureTexts): StepLine {
  return { amount: `${amount < 0 ? '−' : ''}${formats.count(Math.abs(amount))}`, text };
}

function effectTexts(effects: readonly Effect[], explanation: Explanation, texts: FigureTexts): readonly string[] {
  const { panelMessages, formats } = texts;
  const sentences = effects.map(({ id, amount }) => panelMessages.effects[id](amount, formats.count(amount)));
  const patterns = effects.some(({ id }) => id === 'botOpens') ? botPatternsOf(explanation) : undefined;
  if (!patterns) return sentences;
  const named = patterns.map(([pattern, count]) =>
    panelMessages.botPattern(pattern || panelMessages.noBotPattern, formats.count(count)),
  );
  return [...sentences, panelMessages.botPatterns(named.join(', '))];
}

/** Returns the content as text, to paste elsewhere. */
export function contentText(content: FigureContent): string {
  const { column, row, figure, formula, sentences, cautions, definition, lists, effects, elsewhere } = content;
  const lines = (list: StepList) => [
    ...(list.heading ? [list.heading] : []),
    ...(list.definition ? [list.definition] : []),
    ...(list.problem ? [list.problem] : []),
    ...list.steps.map(({ amount, text }) => `${amount} ${text}`),
    ...(list.result ? [`= ${list.result.amount} ${list.result.text}`] : []),
  ];
  const blocks: readonly (readonly string[])[] = [
    [`${column}, ${row}: ${formula ?? figure}`],
    [...(definition ? [definition] : []), ...sentences, ...cautions],
    ...lists.map(lines),
    effects,
    elsewhere.length > 0 ? [content.elsewhereHeading, ...elsewhere] : [],
  ];
  return blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n');
}
