import { isolate } from '../i18n/isolate.ts';
import type { ExcludedCount, FiguresMessages, PartOfActivity } from '../i18n/figures-messages.ts';
import { activityOf, hasBotMarks, rateBaseOf } from '../model/chosen-activity.ts';
import type { FigureChoices } from '../model/figure-choices.ts';
import { hasApplied } from '../model/people-filters.ts';
import type { Report } from '../model/report.ts';
import type { Table } from '../table-model/table.ts';
import type { Localization } from './cell-formatters.ts';

/** The report whose choices are described, if there is one yet. */
export interface FigureContext {
  readonly localization: Localization;
  readonly displayed: DisplayedFigures | undefined;
  /** Whether another report is on its way, which may be of these choices. */
  readonly isLoading?: boolean;
}

interface DisplayedFigures {
  readonly table: Pick<Table, 'total'>;
  readonly loaded: {
    readonly report: Report;
    readonly pages?: unknown;
    readonly compared?: { readonly dates: string | undefined } | undefined;
  };
}

/** A choice of how figures are counted, and the choices without it. */
export interface FigureChoiceText {
  readonly text: string;
  readonly rest: Partial<FigureChoices>;
}

/** Returns the choices of how figures are counted that differ from the default. A choice without effect says so. */
export function figureChoiceTexts(
  { activity, rateBase, people, hidesDeleted, age, compare }: FigureChoices,
  context: FigureContext,
  messages: FiguresMessages,
): readonly FigureChoiceText[] {
  const loaded = context.displayed?.loaded;
  const textIf = (isApplied: boolean, text: string, name = text) =>
    !loaded || context.isLoading || isApplied ? text : messages.notApplied(name);
  const confirmed = (text: string, parameter: string, values: readonly string[]) =>
    textIf(loaded !== undefined && hasApplied(loaded.report, parameter, values), text);
  return [
    ...(activity === 'all'
      ? []
      : [
          {
            text: textIf(
              activityOf(loaded, activity) === activity,
              activityText(activity, context, messages),
              messages.activityChips[activity],
            ),
            rest: { activity: 'all' } as const,
          },
        ]),
    ...(rateBase === 'sent'
      ? [
          {
            text: textIf(rateBaseOf(loaded, rateBase) === rateBase, messages.rateBaseChip),
            rest: { rateBase: 'delivered' } as const,
          },
        ]
      : []),
    ...people.map((choice) => ({
      text: confirmed(peopleText(choice, messages), 'people', people),
      rest: { people: people.filter((other) => other !== choice) },
    })),
    ...(hidesDeleted
      ? [{ text: confirmed(messages.deletedChip, 'deleted', ['hide']), rest: { hidesDeleted: false } }]
      : []),
    ...(age ? [{ text: confirmed(messages.ageChips[age], 'age', [age]), rest: { age: undefined } }] : []),
    ...(compare
      ? [
          {
            text: messages.comparison.chip(isolate(context.displayed?.loaded.compared?.dates ?? '')),
            rest: { compare: undefined },
          },
        ]
      : []),
  ];
}

function activityText(activity: PartOfActivity, context: FigureContext, messages: FiguresMessages): string {
  const name = messages.activityChips[activity];
  const report = context.displayed?.loaded.report;
  if (report && !hasBotMarks(report)) return `${name} (${messages.noBotMarks})`;
  const excluded = excludedText(activity, context, messages);
  return excluded === undefined ? name : messages.chipExcluding(name, excluded);
}

/** Says how many people an activity leaves out, chosen or not; `undefined` if it is unknown. */
export function excludedText(
  activity: PartOfActivity,
  { displayed, localization }: FigureContext,
  messages: FiguresMessages,
): string | undefined {
  const numbers = displayed?.table.total.numbers;
  if (!numbers) return undefined;
  const { formats } = localization;
  const excludedOf = (counted = NaN, all = NaN): ExcludedCount | undefined =>
    all > 0 && all >= counted
      ? { count: all - counted, excluded: formats.count(all - counted), all: formats.count(all) }
      : undefined;
  const {
    opened,
    clicked,
    allOpened = opened,
    allClicked = clicked,
    humanOpened,
    humanClicked,
    personOpened,
  } = numbers;
  const opens = excludedOf({ human: humanOpened, person: personOpened }[activity][0], allOpened[0]);
  const clicks = excludedOf(humanClicked[0], allClicked[0]);
  return opens || clicks ? messages.excluded(opens, clicks) : undefined;
}

function peopleText(choice: string, messages: FiguresMessages): string {
  const at = choice.indexOf(':');
  const value = choice.slice(at + 1);
  return messages.peopleChip(choice.slice(0, at), value === '(none)' ? messages.noValue : value);
}
