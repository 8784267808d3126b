import { expect } from 'chai';
import { firstDayOf, weekStart } from '../../src/model/week-start.ts';

const letters = Array.from({ length: 26 }, (_, index) => String.fromCharCode(65 + index));
const regions = letters
  .flatMap((first) => letters.map((second) => first + second))
  .filter((code) => new Intl.DisplayNames('en', { type: 'region', fallback: 'none' }).of(code) !== undefined)
  // Deprecated codes stand for the regions that took their place.
  .filter((code) => Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`);

type WeekLocale = Intl.Locale & { getWeekInfo(): { firstDay: number } };

describe('the start of a week', () => {
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

  it('is, where an engine does not know, what those say that do, for every region', () => {
    expect(regions.length).to.be.greaterThan(200);
    const differing = regions.filter(
      (region) => firstDayOf(region) !== (new Intl.Locale(`und-${region}`) as WeekLocale).getWeekInfo().firstDay,
    );
    expect(differing).to.deep.equal([]);
  });

  it('is Monday where nothing is known of a place', () => {
    expect(firstDayOf('')).to.equal(1);
    expect(firstDayOf('419')).to.equal(1);
  });
});
