/** A locale with week data: a method in newer engines, a property in older ones, missing in some. */
interface WeekLocale extends Intl.Locale {
  getWeekInfo?(): { readonly firstDay: number };
  readonly weekInfo?: { readonly firstDay: number };
}

/** Regions where weeks do not start on Monday (Unicode CLDR), for engines without week data. */
const sunday =
  'AG AS BD BR BS BT BW BZ CA CO DM DO ET GT GU HK HN ID IL IN IS JM JP KE KH KR LA MH MM MO MT MX MZ NI NP PA PE PH PK PR PT PY SA SG SV TH TT TW UM US VE VI WS YE ZA ZW';
const saturday = 'AF BH DJ DZ EG IQ IR JO KW LY OM QA SD SY';
const friday = 'MV';

/**
 * Returns the first day of the week in a locale: 0 is Sunday, 1 is Monday, 6 is Saturday.
 *
 * @throws {RangeError} if the locale is invalid
 */
export function weekStart(locale: string): 0 | 1 | 2 | 3 | 4 | 5 | 6 {
  const asked: WeekLocale = new Intl.Locale(locale);
  const firstDay = (asked.getWeekInfo?.() ?? asked.weekInfo)?.firstDay ?? firstDayOf(asked.maximize().region ?? '');
  return (firstDay % 7) as 0 | 1 | 2 | 3 | 4 | 5 | 6;
}

/** Returns the first day of the week in a region, by its two-letter code. Sunday is 7, as in `Intl`. */
export function firstDayOf(region: string): number {
  const isIn = (regions: string) => regions.split(' ').includes(region);
  if (isIn(sunday)) return 7;
  if (isIn(saturday)) return 6;
  return isIn(friday) ? 5 : 1;
}
