/**
 * Numbers as `Intl.NumberFormat` writes them, without asking it for each: it takes a microsecond or two for a number,
 * and a screen of the table has hundreds.
 */
type NumberText = (value: number) => string;

/** How a locale writes whole numbers from 1,000 on: groups of three, with this between them. */
interface Grouping {
  readonly separator: string;
  /** The least number that is grouped: 10,000 in Spanish or Polish. */
  readonly from: number;
}

function groupingOf(format: Intl.NumberFormat): Grouping | undefined {
  const partsOf = (value: number) => format.formatToParts(value);
  const separatorOf = (value: number) => partsOf(value).find(({ type }) => type === 'group')?.value;
  const lengths = partsOf(1_234_567_890_123).map(({ type, value }) =>
    type === 'integer' ? Array.from(value).length : type,
  );
  const separator = separatorOf(1_234_567_890_123);
  if (separator === undefined || lengths.join() !== '1,group,3,group,3,group,3,group,3') return undefined;
  if (separatorOf(12_345) !== separator) return undefined;
  return { separator, from: separatorOf(1234) === separator ? 1000 : 10_000 };
}

/** Writes whole numbers from 0 on that are safe; others, and those of locales that group otherwise, as Intl does. */
export function quickCount(format: Intl.NumberFormat): NumberText {
  const grouping = groupingOf(format);
  const small: string[] = [];
  const zero = format.format(0);
  const smallText = (value: number) => (small[value] ??= format.format(value));
  const groupText = (value: number) => smallText(value).padStart(3 * zero.length, zero);
  const largeText = (value: number, { separator }: Grouping): string => {
    if (value < 1000) return smallText(value);
    const thousands = Math.floor(value / 1000);
    return largeText(thousands, { separator, from: 1000 }) + separator + groupText(value - thousands * 1000);
  };
  return (value) => {
    if (!Number.isSafeInteger(value) || value < 0 || Object.is(value, -0)) return format.format(value);
    if (value < 1000) return smallText(value);
    if (!grouping || value < grouping.from) return format.format(value);
    return largeText(value, grouping);
  };
}

/** Per thousand: what is kept of a format with one decimal of a per cent. */
const mostKept = 1000;

/**
 * Writes fractions from 0 to 1 as a percentage with one decimal. What is written is kept by its tenths of a per cent;
 * so near to the middle between two of them that a rounding error could tell, Intl is asked.
 */
export function quickRate(format: Intl.NumberFormat): NumberText {
  const kept: string[] = [];
  return (value) => {
    const tenths = value * 1000;
    const nearest = Math.round(tenths);
    const isSure = nearest >= 0 && nearest <= mostKept && Math.abs(tenths - nearest) < 0.499999;
    if (!isSure || Object.is(nearest, -0)) return format.format(value);
    return (kept[nearest] ??= format.format(nearest / 1000));
  };
}
