import { expect } from 'chai';
import fc from 'fast-check';
import { formatsOf } from '../../src/i18n/formats.ts';
import { quickTexts } from '../../src/i18n/quick-texts.ts';

/** Locales that differ in how they group, in their digits, their separators and their percent signs. */
const locales = [
  ...['en', 'en-IN', 'en-ZA', 'fr', 'fr-CA', 'fr-CH', 'de', 'de-AT', 'de-CH', 'es', 'es-MX', 'pl', 'pt', 'pt-PT', 'it'],
  ...['ar', 'ar-EG', 'fa', 'hi', 'bn', 'mr', 'ne', 'my', 'th', 'ja', 'zh-Hant-u-nu-hanidec', 'ko', 'he', 'tr', 'eu'],
  ...['sv', 'nb', 'fi', 'cs', 'bg', 'lv', 'hu', 'dz', 'ff-Adlm', 'en-u-nu-mathsanb', 'gsw', 'rm', 'dz-BT', 'ur', 'ta'],
];

const dateOptions = { calendar: 'gregory', day: 'numeric', month: 'short', year: 'numeric' } as const;

const count = fc.oneof(
  fc.integer({ min: 0, max: 20_000 }),
  fc.integer({ min: 0, max: 100_000_000 }),
  fc.maxSafeNat(),
  fc.constantFrom(0, 999, 1000, 1001, 9999, 10_000, 99_999, 100_000, 1_000_000, Number.MAX_SAFE_INTEGER),
);

describe('numbers and dates', () => {
  for (const locale of locales) {
    it(`are written in ${locale} as Intl writes them`, () => {
      const formats = formatsOf(locale, quickTexts);
      const counts = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
      fc.assert(
        fc.property(count, (value) => formats.count(value) === counts.format(value)),
        { numRuns: 500 },
      );
      const rates = new Intl.NumberFormat(locale, {
        style: 'percent',
        minimumFractionDigits: 1,
        maximumFractionDigits: 1,
      });
      const rate = fc.oneof(
        fc
          .tuple(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 1, max: 4000 }))
          .map(([above, below]) => above / below),
        fc.integer({ min: 0, max: 20_001 }).map((twentieths) => twentieths / 20_000),
        fc.double({ min: 0, max: 2, noNaN: true }),
      );
      fc.assert(
        fc.property(rate, (value) => formats.rate(value) === rates.format(value)),
        { numRuns: 1000 },
      );
    });
  }

  it('have their days in every time zone', () => {
    const formats = formatsOf('en', quickTexts);
    for (const timeZone of Intl.supportedValuesOf('timeZone')) {
      const days = new Intl.DateTimeFormat('en', { ...dateOptions, timeZone });
      const instant = fc.oneof(
        fc.integer({ min: Date.UTC(1999, 0, 1), max: Date.UTC(2040, 0, 1) }),
        // Around the quarters of an hour at which days end.
        fc
          .tuple(
            fc.integer({ min: Date.UTC(2010, 0, 1) / 900_000, max: Date.UTC(2030, 0, 1) / 900_000 }),
            fc.constantFrom(-1, 0, 1),
          )
          .map(([quarter, off]) => quarter * 900_000 + off),
      );
      fc.assert(
        fc.property(instant, (value) => formats.day(value, timeZone) === days.format(value)),
        { numRuns: 60 },
      );
    }
  }).timeout(30_000);

  it('are right where a zone skips a day or changes its clocks at midnight', () => {
    const formats = formatsOf('en', quickTexts);
    for (const [timeZone, from, days] of [
      ['Pacific/Apia', '2011-12-28', 4],
      ['Pacific/Apia', '2012-12-28', 4],
      ['America/Havana', '2024-11-02', 3],
      ['America/Sao_Paulo', '2018-02-16', 3],
      ['America/Nuuk', '2024-10-26', 3],
      ['America/St_Johns', '2012-11-03', 3],
      ['Asia/Kathmandu', '2026-01-01', 2],
      ['Australia/Lord_Howe', '2026-04-04', 3],
      ['Pacific/Chatham', '2026-04-04', 3],
    ] as const) {
      const format = new Intl.DateTimeFormat('en', { ...dateOptions, timeZone });
      const start = Date.parse(from);
      for (let instant = start; instant < start + days * 86_400_000; instant += 300_000) {
        expect(formats.day(instant, timeZone), `${timeZone} ${new Date(instant).toISOString()}`).to.equal(
          format.format(instant),
        );
      }
    }
  });

  it('that are unknown are a dash', () => {
    const formats = formatsOf('fr', quickTexts);
    expect([formats.count(NaN), formats.rate(NaN), formats.day(NaN, 'UTC')]).to.deep.equal(['–', '–', '–']);
  });
});
