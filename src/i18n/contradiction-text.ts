import { contradictionPair } from '../model/contradiction-pair.ts';
import type { ReportNumbers } from '../model/report.ts';
import type { Formats } from './formats.ts';
import type { Messages } from './messages.ts';

/** Says which counts of a row contradict each other. */
export type ContradictionText = (numbers: ReportNumbers, at: number, messages: Messages, formats: Formats) => string;

/**
 * @param isMore that a count, called so, is more than another
 * @param doNotAddUp that the outcomes are more or less than what was sent
 */
export function contradictionText(
  isMore: (name: string, figure: string, than: string, thanFigure: string) => string,
  doNotAddUp: string,
): ContradictionText {
  return (numbers, at, { columns }, formats) => {
    const pair = contradictionPair(numbers, at);
    if (!pair) return doNotAddUp;
    const [name, than] = pair;
    const figure = (id: typeof name) => formats.count(numbers[id][at] ?? NaN);
    return isMore(columns[name], figure(name), columns[than], figure(than));
  };
}
