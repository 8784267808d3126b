import { expect } from 'chai';
import { describe, it } from 'vitest';
import { firstDayOf, weekStart } from '../../src/model/week-start.ts';

const letters = Array.from({ length: 26 }, (_, index) => String.fromCharCode(65 + index));
const regions = letters
  .flatMap((first) => letters.map((second) => first + second))
  .filter((code) => new Intl.DisplayNames('en', { type: 'region', fallback: 'none' }).of(code) !== undefined)
  // Deprecated codes are canonicalized to the regions that replaced them.
  .filter((code) => Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`);

interface WeekInfo {
  readonly firstDay: number;
}

/** The first day of the week in the engine's data, which has one of two names. */
function engineFirstDayOf(region: string): number | undefined {
  const locale = new Intl.Locale(`und-${region}`) as Intl.Locale & { getWeekInfo?(): WeekInfo; weekInfo?: WeekInfo };
  return (locale.getWeekInfo?.() ?? locale.weekInfo)?.firstDay;
}

describe('start of a week', () => {
  for (const [locale, day] of [
    ['fr', 1],
    ['en-US', 0],
    ['en-GB', 1],
    ['en', 0],
    ['ar-EG', 6],
    ['pt-BR', 0],
    ['dv', 5],
  ] as const) {
    it(`is day ${day} in ${locale}`, () => {
      expect(weekStart(locale)).to.equal(day);
    });
  }

  it('matches the engine’s data in every region', () => {
    expect(regions.length).to.be.greaterThan(200);
    const differing = regions.filter((region) => firstDayOf(region) !== engineFirstDayOf(region));
    expect(differing).to.deep.equal([]);
  });

  it('is Monday in an unknown region', () => {
    expect(firstDayOf('')).to.equal(1);
    expect(firstDayOf('419')).to.equal(1);
  });
});
