import { expect } from 'chai';
import { describe, it } from 'vitest';
import { createFormats } from '../../src/i18n/formats.ts';

const instant = Date.parse('2026-11-01T23:30:00Z');
const withPlainSpaces = (text: string) => text.replaceAll(/\s/g, ' ');

describe('formats', () => {
  it('format counts and rates for the locale', () => {
    const written = (locale: string) => {
      const formats = createFormats(locale);
      return [formats.count(1_234_567), formats.rate(0.0845)].map(withPlainSpaces);
    };
    expect(written('en')).to.deep.equal(['1,234,567', '8.5%']);
    expect(written('fr')).to.deep.equal(['1 234 567', '8,5 %']);
    expect(written('de')).to.deep.equal(['1.234.567', '8,5 %']);
    expect(written('en-IN')).to.deep.equal(['12,34,567', '8.5%']);
  });

  it('format the date of an instant in a time zone', () => {
    const formats = createFormats('en');
    expect(formats.day(instant, 'UTC')).to.equal('Nov 1, 2026');
    expect(formats.day(instant, 'Europe/Paris')).to.equal('Nov 2, 2026');
    expect(formats.day(instant, 'UTC')).to.equal('Nov 1, 2026');
  });

  it('write hours as the locale does', () => {
    const morning = Date.parse('2026-11-01T04:00:00Z');
    const written = (locale: string) => withPlainSpaces(createFormats(locale).moment(morning, 'UTC'));
    expect(written('fr')).to.equal('1 nov. 2026, 04:00');
    expect(written('de')).to.equal('1. Nov. 2026, 04:00');
    expect(written('en-GB')).to.equal('1 Nov 2026, 04:00');
    expect(written('en-US')).to.equal('Nov 1, 2026, 4:00 AM');
    expect(written('es')).to.equal('1 nov 2026, 4:00');
  });

  it('use the Gregorian calendar in every locale', () => {
    expect(createFormats('th').day(instant, 'UTC')).to.contain('2026');
    expect(createFormats('fa-u-nu-latn').day(instant, 'UTC')).to.contain('2026');
  });

  it('use the browser’s time zone if the zone is unknown', () => {
    const formats = createFormats('en');
    expect(formats.day(instant, 'Mars/Olympus')).to.equal(formats.day(instant, undefined));
  });

  it('format ages in the largest unit that fits', () => {
    const formats = createFormats('en');
    expect(formats.age(instant, instant + 59_000)).to.equal('this minute');
    expect(formats.age(instant, instant + 5 * 60_000)).to.equal('5 minutes ago');
    expect(formats.age(instant, instant + 26 * 3_600_000)).to.equal('yesterday');
    expect(formats.age(instant, instant - 1000)).to.equal('this minute');
  });

  it('format unknown values as a dash', () => {
    const formats = createFormats('fr');
    expect([formats.count(NaN), formats.rate(NaN), formats.day(NaN, 'UTC')]).to.deep.equal(['–', '–', '–']);
  });
});
