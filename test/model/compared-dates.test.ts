import { expect } from 'chai';
import { describe, it } from 'vitest';
import { comparedDates, dayCount } from '../../src/model/compared-dates.ts';
import { parseTimeFrame, resolveTimeFrame } from '../../src/model/time-frame.ts';

const at = (day: string) => new Date(`${day}T12:00:00Z`);

function compared(compare: Parameters<typeof comparedDates>[0], frame: string, today = '2026-11-23'): string {
  const timeFrame = parseTimeFrame(frame);
  if (!timeFrame) throw new Error(frame);
  const calendar = { fiscalYearStart: 7 };
  const dates = comparedDates(compare, timeFrame, resolveTimeFrame(timeFrame, at(today), 'UTC', 'fr', calendar));
  return dates ? `${dates.from}/${dates.to}` : '';
}

describe('comparedDates', () => {
  for (const [frame, today, previous] of [
    ['last-30-days', '2026-11-23', '2026-09-25/2026-10-24'],
    ['today', '2026-11-23', '2026-11-22/2026-11-22'],
    ['2026-11-03/2026-11-05', '2026-11-23', '2026-10-31/2026-11-02'],
    ['this-week', '2026-11-25', '2026-11-16/2026-11-18'],
    ['last-week', '2026-11-25', '2026-11-09/2026-11-15'],
    ['this-month', '2026-11-23', '2026-10-01/2026-10-23'],
    ['this-month', '2026-03-31', '2026-02-01/2026-02-28'],
    ['last-month', '2026-11-23', '2026-09-01/2026-09-30'],
    ['last-month', '2026-03-05', '2026-01-01/2026-01-31'],
    ['last-month', '2026-04-05', '2026-02-01/2026-02-28'],
    ['this-quarter', '2026-11-23', '2026-07-01/2026-08-23'],
    ['last-quarter', '2026-11-23', '2026-04-01/2026-06-30'],
    ['this-year', '2028-02-29', '2027-01-01/2027-02-28'],
    ['last-year', '2026-11-23', '2024-01-01/2024-12-31'],
    ['this-fiscal-year', '2026-11-23', '2025-07-01/2025-11-23'],
    ['last-fiscal-quarter', '2026-11-23', '2026-04-01/2026-06-30'],
  ] as const) {
    it(`compares ${frame} on ${today} with the period before`, () => {
      expect(compared('previous-period', frame, today)).to.equal(previous);
    });
  }

  for (const [frame, weeks] of [
    ['last-30-days', '2026-09-20/2026-10-19'],
    ['last-7-days', '2026-11-10/2026-11-16'],
    ['2026-11-23/2026-11-23', '2026-11-16/2026-11-16'],
    ['2026-11-01/2026-11-08', '2026-10-18/2026-10-25'],
  ] as const) {
    it(`compares ${frame} with the same weekdays before`, () => {
      expect(compared('same-weekdays', frame)).to.equal(weeks);
    });
  }

  it('compares with the same dates a year before, 29 February with the 28th', () => {
    expect(compared('previous-year', 'last-30-days')).to.equal('2025-10-25/2025-11-23');
    expect(compared('previous-year', '2028-02-29/2028-02-29')).to.equal('2027-02-28/2027-02-28');
    expect(compared('previous-year', '2029-02-28/2029-03-01')).to.equal('2028-02-28/2028-03-01');
  });

  it('compares any time frame with fixed dates, and an open one with nothing else', () => {
    const dates = { from: '2026-01-01', to: '2026-01-31' };
    expect(compared(dates, 'all-time')).to.equal('2026-01-01/2026-01-31');
    expect(compared('previous-period', 'all-time')).to.equal('');
    expect(compared('previous-year', '2026-11-01/..')).to.equal('');
    expect(compared('previous-period', '0001-01-01/0001-01-31')).to.equal('');
  });

  it('counts days across the change of clocks', () => {
    expect(dayCount({ from: '2026-10-25', to: '2026-11-23' })).to.equal(30);
    expect(dayCount({ from: '2026-02-01', to: '2026-02-28' })).to.equal(28);
    expect(dayCount({ to: '2026-02-28' })).to.equal(undefined);
  });
});
