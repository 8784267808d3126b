import type { ActivityColumnId, FiguresMessages } from '../i18n/figures-messages.ts';
import type { Definitions, Messages } from '../i18n/messages.ts';
import { rateIds, rates } from '../model/metrics.ts';
import type { FigureColumnSet } from './figure-column-set.ts';

/**
 * Returns messages in which columns are labeled and defined as they are counted: on screen, in the panel of a figure and
 * in exports alike.
 */
export function withFigureLabels(messages: Messages, texts: FiguresMessages, columnSet: FigureColumnSet): Messages {
  const { activity, rateBase } = columnSet;
  const ofActivity: Partial<Record<ActivityColumnId, string>> = activity === 'all' ? {} : texts.labels[activity];
  const columns: Record<keyof Messages['columns'], string> = { ...messages.columns, ...ofActivity };
  const ofSent = rateBase === 'sent' ? rateIds.filter((id) => rates[id].denominator === 'delivered') : [];
  const definitions: Partial<Record<keyof Definitions, string>> =
    activity === 'all' ? {} : { ...texts.definitions[activity] };
  for (const id of [...Object.keys(ofActivity), ...ofSent] as (keyof Messages['columns'])[]) {
    const rate = columnSet.rateOf(id);
    if (!rate) continue;
    const [numerator, denominator] = [rate.numerator, rate.denominator] as (keyof Messages['columns'])[];
    definitions[id] = texts.quotient(columns[numerator as 'opened'], columns[denominator as 'sent'], id);
  }
  for (const id of ofSent) if (id !== 'deliveredRate') columns[id] = texts.ofSent(columns[id]);
  return {
    ...messages,
    columns,
    sentColumns: messages.columns,
    mergeLater: (feature, later) => {
      const own = messages.mergeLater?.(feature, later) ?? later;
      return feature === 'definitions' ? { ...own, ...definitions } : own;
    },
  };
}
