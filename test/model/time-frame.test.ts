import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'vitest';
import {
  canonicalTimeZone,
  formatTimeFrame,
  isCalendarDate,
  isTimeZone,
  namedTimeFrames,
  parseTimeFrame,
  resolveTimeFrame,
  type NamedTimeFrame,
} from '../../src/model/time-frame.ts';

const day = 24 * 60 * 60 * 1000;

function dateOf(midnight: number): string {
  return new Date(midnight).toISOString().slice(0, 10);
}

/** The dates of a time frame at noon UTC of a day, as `from/to`. */
function datesOn(date: string, timeFrame: NamedTimeFrame, locale = 'fr', timeZone = 'UTC'): string {
  return formatTimeFrame(resolveTimeFrame(timeFrame, new Date(`${date}T12:00:00Z`), timeZone, locale));
}

function todayAt(instant: number, timeZone: string): string | undefined {
  return resolveTimeFrame('today', new Date(instant), timeZone, 'en').to;
}

describe('named time frame', () => {
  const onWednesday: Readonly<Record<NamedTimeFrame, string>> = {
    today: '2026-11-25/2026-11-25',
    yesterday: '2026-11-24/2026-11-24',
    'this-week': '2026-11-23/2026-11-25',
    'last-week': '2026-11-16/2026-11-22',
    'last-7-days': '2026-11-19/2026-11-25',
    'last-14-days': '2026-11-12/2026-11-25',
    'last-30-days': '2026-10-27/2026-11-25',
    'last-90-days': '2026-08-28/2026-11-25',
    'this-month': '2026-11-01/2026-11-25',
    'last-month': '2026-10-01/2026-10-31',
    'this-quarter': '2026-10-01/2026-11-25',
    'last-quarter': '2026-07-01/2026-09-30',
    'this-year': '2026-01-01/2026-11-25',
    'last-year': '2025-01-01/2025-12-31',
    'this-fiscal-quarter': '2026-10-01/2026-11-25',
    'last-fiscal-quarter': '2026-07-01/2026-09-30',
    'this-fiscal-year': '2026-01-01/2026-11-25',
    'last-fiscal-year': '2025-01-01/2025-12-31',
    'all-time': 'all-time',
  };

  for (const timeFrame of namedTimeFrames) {
    it(`${timeFrame} is ${onWednesday[timeFrame]} on 25 November 2026`, () => {
      expect(datesOn('2026-11-25', timeFrame)).to.equal(onWednesday[timeFrame]);
    });
  }

  for (const [today, timeFrame, fiscalYearStart, dates] of [
    ['2026-11-25', 'this-fiscal-year', 10, '2026-10-01/2026-11-25'],
    ['2026-11-25', 'last-fiscal-year', 10, '2025-10-01/2026-09-30'],
    ['2026-03-31', 'this-fiscal-year', 4, '2025-04-01/2026-03-31'],
    ['2026-04-01', 'this-fiscal-year', 4, '2026-04-01/2026-04-01'],
    ['2026-04-01', 'last-fiscal-quarter', 4, '2026-01-01/2026-03-31'],
    ['2026-11-25', 'this-fiscal-quarter', 2, '2026-11-01/2026-11-25'],
    ['2026-10-31', 'this-fiscal-quarter', 2, '2026-08-01/2026-10-31'],
    ['2026-01-15', 'last-fiscal-quarter', 12, '2025-09-01/2025-11-30'],
    ['2026-11-30', 'this-fiscal-year', 12, '2025-12-01/2026-11-30'],
    ['2026-12-01', 'this-fiscal-year', 12, '2026-12-01/2026-12-01'],
  ] as const) {
    it(`${timeFrame} is ${dates} on ${today} if fiscal years start in month ${fiscalYearStart}`, () => {
      const now = new Date(`${today}T12:00:00Z`);
      expect(formatTimeFrame(resolveTimeFrame(timeFrame, now, 'UTC', 'en', { fiscalYearStart }))).to.equal(dates);
    });
  }

  const edges: readonly (readonly [today: string, timeFrame: NamedTimeFrame, dates: string])[] = [
    ['2026-01-01', 'yesterday', '2025-12-31/2025-12-31'],
    ['2026-01-01', 'this-week', '2025-12-29/2026-01-01'],
    ['2026-01-01', 'last-month', '2025-12-01/2025-12-31'],
    ['2026-01-01', 'this-quarter', '2026-01-01/2026-01-01'],
    ['2026-01-01', 'last-quarter', '2025-10-01/2025-12-31'],
    ['2026-01-01', 'this-year', '2026-01-01/2026-01-01'],
    ['2026-12-31', 'this-year', '2026-01-01/2026-12-31'],
    ['2026-05-31', 'this-quarter', '2026-04-01/2026-05-31'],
    ['2026-05-31', 'last-quarter', '2026-01-01/2026-03-31'],
    ['2026-03-31', 'last-month', '2026-02-01/2026-02-28'],
    ['2024-03-31', 'last-month', '2024-02-01/2024-02-29'],
    ['2024-03-01', 'yesterday', '2024-02-29/2024-02-29'],
    ['2024-02-29', 'last-year', '2023-01-01/2023-12-31'],
    ['2024-02-29', 'today', '2024-02-29/2024-02-29'],
    ['2024-03-29', 'last-30-days', '2024-02-29/2024-03-29'],
    ['2000-03-01', 'last-7-days', '2000-02-24/2000-03-01'],
  ];
  for (const [today, timeFrame, dates] of edges) {
    it(`${timeFrame} is ${dates} on ${today}`, () => {
      expect(datesOn(today, timeFrame)).to.equal(dates);
    });
  }
});

describe('week', () => {
  const weeks = [
    ['fr', '2026-11-25', '2026-11-23/2026-11-25', '2026-11-16/2026-11-22'],
    ['en-US', '2026-11-25', '2026-11-22/2026-11-25', '2026-11-15/2026-11-21'],
    ['ar-EG', '2026-11-25', '2026-11-21/2026-11-25', '2026-11-14/2026-11-20'],
    ['fr', '2026-11-22', '2026-11-16/2026-11-22', '2026-11-09/2026-11-15'],
    ['en-US', '2026-11-22', '2026-11-22/2026-11-22', '2026-11-15/2026-11-21'],
    ['ar-EG', '2026-11-20', '2026-11-14/2026-11-20', '2026-11-07/2026-11-13'],
  ] as const;
  for (const [locale, today, thisWeek, lastWeek] of weeks) {
    it(`starts on the first day of the week in ${locale} on ${today}`, () => {
      expect(datesOn(today, 'this-week', locale)).to.equal(thisWeek);
      expect(datesOn(today, 'last-week', locale)).to.equal(lastWeek);
    });
  }
});

describe('today', () => {
  // The first instants of a date and of the one after it. The days on which clocks change have 23 or 25 hours.
  const days = [
    ['Europe/Paris', '2026-03-29', '2026-03-28T23:00Z', '2026-03-29T22:00Z'],
    ['Europe/Paris', '2026-10-25', '2026-10-24T22:00Z', '2026-10-25T23:00Z'],
    ['America/New_York', '2026-03-08', '2026-03-08T05:00Z', '2026-03-09T04:00Z'],
    ['America/New_York', '2026-11-01', '2026-11-01T04:00Z', '2026-11-02T05:00Z'],
    ['Pacific/Auckland', '2026-09-27', '2026-09-26T12:00Z', '2026-09-27T11:00Z'],
    ['Pacific/Auckland', '2026-04-05', '2026-04-04T11:00Z', '2026-04-05T12:00Z'],
    // Here clocks change at midnight: the day starts at one o'clock.
    ['Africa/Cairo', '2026-04-24', '2026-04-23T22:00Z', '2026-04-24T21:00Z'],
    ['America/Sao_Paulo', '2018-11-04', '2018-11-04T03:00Z', '2018-11-05T02:00Z'],
    ['Asia/Kolkata', '2026-11-25', '2026-11-24T18:30Z', '2026-11-25T18:30Z'],
    ['Pacific/Kiritimati', '2027-01-01', '2026-12-31T10:00Z', '2027-01-01T10:00Z'],
    ['Pacific/Pago_Pago', '2024-02-29', '2024-02-29T11:00Z', '2024-03-01T11:00Z'],
    ['utc', '2026-11-25', '2026-11-25T00:00Z', '2026-11-26T00:00Z'],
  ] as const;
  for (const [timeZone, date, first, next] of days) {
    it(`is ${date} in ${timeZone} from ${first} until just before ${next}`, () => {
      expect(todayAt(Date.parse(first), timeZone)).to.equal(date);
      expect(todayAt(Date.parse(next) - 1, timeZone)).to.equal(date);
      expect(todayAt(Date.parse(first) - 1, timeZone)).to.equal(dateOf(Date.parse(date) - day));
      expect(todayAt(Date.parse(next), timeZone)).to.equal(dateOf(Date.parse(date) + day));
    });
  }

  const instants = fc.date({ min: new Date('1995-01-01'), max: new Date('2035-01-01'), noInvalidDate: true });
  const timeZones = fc.constantFrom(...days.map(([timeZone]) => timeZone));

  it('is the date in the time zone at any instant', () => {
    fc.assert(
      fc.property(instants, timeZones, (now, timeZone) => {
        const format = new Intl.DateTimeFormat('en', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
        const [month, date, year] = format.format(now).split('/');
        expect(todayAt(now.getTime(), timeZone)).to.equal(`${year}-${month}-${date}`);
      }),
    );
  });

  it('is the last of the last N days', () => {
    fc.assert(
      fc.property(instants, timeZones, fc.constantFrom(7, 14, 30, 90), (now, timeZone, count) => {
        const { from = '', to = '' } = resolveTimeFrame(`last-${count}-days` as NamedTimeFrame, now, timeZone, 'en');
        expect(to).to.equal(todayAt(now.getTime(), timeZone));
        expect((Date.parse(to) - Date.parse(from)) / day).to.equal(count - 1);
      }),
    );
  });

  it('follows the last period when the current one begins', () => {
    const periods = fc.constantFrom('week', 'month', 'quarter', 'year');
    const locales = fc.constantFrom('fr', 'en-US', 'ar-EG');
    fc.assert(
      fc.property(instants, timeZones, periods, locales, (now, timeZone, period, locale) => {
        const current = resolveTimeFrame(`this-${period}` as NamedTimeFrame, now, timeZone, locale);
        const last = resolveTimeFrame(`last-${period}` as NamedTimeFrame, now, timeZone, locale);
        expect(Date.parse(current.from ?? '') - Date.parse(last.to ?? '')).to.equal(day);
        expect(current.to).to.equal(todayAt(now.getTime(), timeZone));
      }),
    );
  });
});

describe('text of a time frame', () => {
  const dates = fc
    .date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
    .map((date) => dateOf(date.getTime()));
  const ranges = fc.oneof(
    fc.tuple(dates, dates).map(([a, b]) => (a < b ? { from: a, to: b } : { from: b, to: a })),
    dates.map((from) => ({ from, to: undefined })),
    dates.map((to) => ({ from: undefined, to })),
  );

  it('is parsed to the time frame that it was formatted from', () => {
    fc.assert(
      fc.property(fc.oneof(ranges, fc.constantFrom(...namedTimeFrames)), (timeFrame) => {
        expect(parseTimeFrame(formatTimeFrame(timeFrame))).to.deep.equal(timeFrame);
      }),
    );
  });

  it('is formatted to the text that it was parsed from', () => {
    const digits = fc.stringMatching(/^\d{4}-\d\d-\d\d$/);
    const sides = fc.oneof(dates, digits, fc.constantFrom('..', ''), fc.string({ maxLength: 4 }));
    fc.assert(
      fc.property(fc.array(sides, { maxLength: 3 }), (parts) => {
        const text = parts.join('/');
        const timeFrame = parseTimeFrame(text);
        if (timeFrame !== undefined) expect(formatTimeFrame(timeFrame)).to.equal(text);
      }),
    );
  });

  it('can start and end on the same day', () => {
    expect(parseTimeFrame('2024-02-29/2024-02-29')).to.deep.equal({ from: '2024-02-29', to: '2024-02-29' });
  });

  it('means all time if both sides are open', () => {
    expect(formatTimeFrame({})).to.equal('all-time');
  });

  const wrong = [
    ['', 'an empty string'],
    ['last-31-days', 'an unknown name'],
    ['Today', 'a name in the wrong case'],
    ['constructor', 'a property of Object.prototype'],
    ['2026-10-01', 'a single date'],
    ['2026-10-01/', 'a side that is neither a date nor open'],
    ['/2026-10-01', 'a side that is neither a date nor open'],
    ['../..', 'two open sides'],
    ['2026-10-31/2026-10-01', 'an end before the start'],
    ['2026-02-29/2026-03-01', 'a leap day in a common year'],
    ['1900-02-29/..', 'a leap day in a century without one'],
    ['2026-13-01/..', 'month 13'],
    ['2026-00-10/..', 'month 0'],
    ['../2026-04-31', 'a day after the end of a month'],
    ['../0000-01-01', 'year 0'],
    ['0NaN-NaN-NaN/..', 'letters instead of digits'],
    ['2026-10-01T00:00/..', 'a time of day'],
    ['2026-1-1/2026-1-2', 'months and days with one digit'],
    ['+002026-10-01/..', 'a year with six digits'],
    [' 2026-10-01/..', 'a space'],
    ['2026-10-01/2026-10-31/2026-11-30', 'three dates'],
  ] as const;
  for (const [text, what] of wrong) {
    it(`cannot be ${JSON.stringify(text)}: ${what}`, () => {
      expect(parseTimeFrame(text)).to.equal(undefined);
    });
  }
});

describe('calendar date', () => {
  it('must exist in the calendar', () => {
    expect(['2024-02-29', '0001-01-01', '9999-12-31'].every(isCalendarDate)).to.equal(true);
    expect(['2023-02-29', '0000-12-31', '2026-06-31', '10000-01-01', ''].some(isCalendarDate)).to.equal(false);
  });
});

describe('time zone', () => {
  for (const text of ['Europe/Paris', 'EUROPE/paris', 'UTC', 'utc', 'Asia/Kolkata', 'Etc/GMT+5', 'US/Pacific']) {
    it(`can be ${text}`, () => {
      expect(isTimeZone(text)).to.equal(true);
    });
  }

  for (const text of ['', '+02:00', '-0500', '+02', 'UTC+2', 'Europe/Paname', 'Z', ' UTC', 'local', 'undefined']) {
    it(`cannot be ${JSON.stringify(text)}`, () => {
      expect(isTimeZone(text)).to.equal(false);
      expect(() => canonicalTimeZone(text)).to.throw(RangeError, text);
    });
  }

  it('is formatted in its canonical case', () => {
    expect(canonicalTimeZone('europe/PARIS')).to.equal('Europe/Paris');
    expect(canonicalTimeZone('america/new_york')).to.equal('America/New_York');
    expect(canonicalTimeZone('utc')).to.equal('UTC');
  });

  it('keeps its name if it has an alias', () => {
    expect(canonicalTimeZone('Asia/Kolkata')).to.equal('Asia/Kolkata');
    expect(canonicalTimeZone('US/Pacific')).to.equal('US/Pacific');
  });
});
