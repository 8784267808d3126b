import { isCalendarDate } from './time-frame.ts';

/**
 * What Opened, Clicked and their rates count. `human`: without activities that are marked as those of bots. `person`: also
 * without opens by mail privacy proxies.
 */
export const activities = ['all', 'human', 'person'] as const;
export type Activity = (typeof activities)[number];

/** The denominator of the rates of opens, clicks and unsubscribes. Marketo's is `delivered`. */
export const rateBases = ['delivered', 'sent'] as const;
export type RateBase = (typeof rateBases)[number];

/** The times after each send at which counts can be taken. */
export const ages = ['24h', '7d', '28d'] as const;
export type Age = (typeof ages)[number];

/** Returns the ages at which an endpoint says that it can count, in everything of a report but its rows. */
export function offeredAges({ ages: offered }: Readonly<Record<string, unknown>>): readonly Age[] {
  return Array.isArray(offered) ? ages.filter((age) => offered.includes(age)) : [];
}

/**
 * The time frame that the report is compared with. `previous-period`: the same number of days before; for a calendar period, the
 * one before it, up to the same day. `same-weekdays`: the same days, a whole number of weeks before. `previous-year`: the same
 * dates a year before.
 */
export const comparedPeriods = ['previous-period', 'same-weekdays', 'previous-year'] as const;
export type ComparedPeriod = (typeof comparedPeriods)[number];

/** Two dates, both included, as `YYYY-MM-DD`. */
export interface ComparedDates {
  readonly from: string;
  readonly to: string;
}

/** What cells show besides their figure, and an overview above the table. */
export const cellExtras = ['bars', 'heat', 'intervals', 'overview'] as const;
export type CellExtra = (typeof cellExtras)[number];

/** The extras that show how large a figure is in its column. */
export type Share = Extract<CellExtra, 'bars' | 'heat'>;
export const isShare = (extra: CellExtra): extra is Share => extra === 'bars' || extra === 'heat';

/** How figures are counted, compared and shown. */
export interface FigureChoices {
  readonly activity: Activity;
  readonly rateBase: RateBase;
  /** Default: counts are those at the end of the data. */
  readonly age: Age | undefined;
  readonly compare: ComparedPeriod | ComparedDates | undefined;
  readonly show: readonly CellExtra[];
  /** Names and values of people: `Country:France`. The same name twice means either, different names mean both. */
  readonly people: readonly string[];
  /** Whether people who were deleted are not counted. */
  readonly hidesDeleted: boolean;
}

export const defaultFigureChoices: FigureChoices = {
  activity: 'all',
  rateBase: 'delivered',
  age: undefined,
  compare: undefined,
  show: [],
  people: [],
  hidesDeleted: false,
};

/** Explains in English why a text is no choice, with the place, the expected form, and the text found there. */
export class FigureChoicesError extends Error {
  override readonly name = 'FigureChoicesError';
}

type ChoiceReader = (value: string, choices: FigureChoices) => Partial<FigureChoices>;

const oneOf = <Value extends string>(known: readonly Value[], value: string): Value => {
  const found = known.find((each) => each === value);
  if (found === undefined) throw new FigureChoicesError(`expected ${known.join(', ')}, got ${JSON.stringify(value)}`);
  return found;
};

const readers: Readonly<Record<string, ChoiceReader>> = {
  activity: (value) => ({ activity: oneOf(activities, value) }),
  rateBase: (value) => ({ rateBase: oneOf(rateBases, value) }),
  age: (value) => ({ age: oneOf(ages, value) }),
  compare: (value) => ({ compare: readDates(value) ?? oneOf(comparedPeriods, value) }),
  show: (value) => ({ show: [...new Set(value.split(',').map((name) => oneOf(cellExtras, name.trim())))].sort() }),
  people: (value, { people }) => ({ people: [...new Set([...people, readPeople(value)])] }),
  deleted: (value) => ({ hidesDeleted: oneOf(['show', 'hide'], value) === 'hide' }),
};

/**
 * Parses choices such as `activity=human;compare=previous-period;show=bars,intervals`, separated by `;`. In a value, `%3B` is a
 * semicolon and `%25` a percent sign. Choices that the text omits have their default.
 * @throws {FigureChoicesError} names the first choice that is invalid
 */
export function parseFigureChoices(text: string): FigureChoices {
  let choices = defaultFigureChoices;
  for (const [index, part] of text.split(';').entries()) {
    const choice = part.trim();
    if (choice === '') continue;
    const [, name = '', value = ''] = /^([^=]*)=?(.*)$/s.exec(choice) ?? [];
    try {
      const read = Object.hasOwn(readers, name.trim()) ? readers[name.trim()] : undefined;
      if (!read) throw new FigureChoicesError(`expected one of ${Object.keys(readers).join(', ')} before =`);
      choices = { ...choices, ...read(decode(value.trim()), choices) };
    } catch (error) {
      if (!(error instanceof FigureChoicesError)) throw error;
      throw new FigureChoicesError(`choice ${index + 1}, ${JSON.stringify(choice)}: ${error.message}.`);
    }
  }
  return choices;
}

/** Formats choices as text that {@link parseFigureChoices} reads: an empty text for the default. */
export function formatFigureChoices(choices: FigureChoices): string {
  const { activity, rateBase, age, compare, show, people, hidesDeleted } = choices;
  return [
    ...(activity === 'all' ? [] : [`activity=${activity}`]),
    ...(rateBase === 'delivered' ? [] : [`rateBase=${rateBase}`]),
    ...(age ? [`age=${age}`] : []),
    ...(compare ? [`compare=${typeof compare === 'string' ? compare : `${compare.from}/${compare.to}`}`] : []),
    ...(show.length > 0 ? [`show=${show.join(',')}`] : []),
    ...people.map((choice) => `people=${choice.replace(/[%;\p{Cc}\p{Zl}\p{Zp}]|^\s|\s$/gu, encodeURIComponent)}`),
    ...(hidesDeleted ? ['deleted=hide'] : []),
  ].join(';');
}

function readDates(value: string): ComparedDates | undefined {
  const [from = '', to = '', ...rest] = value.split('/');
  const isRange = rest.length === 0 && isCalendarDate(from) && isCalendarDate(to) && from <= to;
  return isRange ? { from, to } : undefined;
}

function readPeople(value: string): string {
  if (/^[^:]+:/.test(value)) return value;
  throw new FigureChoicesError(`expected a name and a value such as Country:France, got ${JSON.stringify(value)}`);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new FigureChoicesError('expected %25 for a percent sign, and only complete escapes such as %3B');
  }
}

/**
 * Returns the choices of a text; the default if it is unreadable, as part of it would change figures in another way.
 * @param onError receives the explanation of an unreadable text
 */
export function readFigureChoices(text: string, onError?: (explanation: string) => void): FigureChoices {
  try {
    return parseFigureChoices(text);
  } catch (error) {
    if (!(error instanceof FigureChoicesError)) throw error;
    onError?.(error.message);
    return defaultFigureChoices;
  }
}
