import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'vitest';
import { isUncertain, wilsonInterval } from '../../src/model/wilson-interval.ts';

const z = 1.959963984540054;

/**
 * The interval by its definition: all proportions from which the observed one is at most `z` standard errors away. Both
 * ends are found by bisection.
 */
function intervalByBisection(successes: number, trials: number): readonly [low: number, high: number] {
  const observed = successes / trials;
  const isInside = (proportion: number) =>
    Math.abs(observed - proportion) <= z * Math.sqrt((proportion * (1 - proportion)) / trials);
  const end = (outside: number) => {
    let [inner, outer] = [observed, outside];
    if (isInside(outer)) return outer;
    for (let step = 0; step < 200; step += 1) {
      const middle = (inner + outer) / 2;
      if (isInside(middle)) inner = middle;
      else outer = middle;
    }
    return inner;
  };
  return [end(0), end(1)];
}

describe('wilsonInterval', () => {
  // Newcombe, R. G. (1998): Two-sided confidence intervals for the single proportion. Statistics in Medicine 17, table I,
  // method 3.
  for (const [successes, trials, low, high] of [
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ] as const) {
    it(`is the published one for ${successes} of ${trials}`, () => {
      const interval = wilsonInterval(successes, trials);
      expect(interval?.low).to.be.closeTo(low, 0.00005);
      expect(interval?.high).to.be.closeTo(high, 0.00005);
    });
  }

  it('does not exist without trials, or if the counts are no proportion', () => {
    const noProportions = [
      [0, 0],
      [2, 1],
      [-1, 10],
      [NaN, 10],
      [1, NaN],
      [NaN, NaN],
    ] as const;
    for (const [successes, trials] of noProportions) expect(wilsonInterval(successes, trials)).to.equal(undefined);
  });

  it('begins at exactly 0 for no success, and ends at exactly 1 for no failure', () => {
    for (const trials of [1, 2, 3, 7, 20, 950, 123_457, 1_000_000_000]) {
      expect(wilsonInterval(0, trials)?.low).to.equal(0);
      expect(wilsonInterval(trials, trials)?.high).to.equal(1);
      expect(wilsonInterval(0, trials)?.high).to.be.closeTo((z * z) / (trials + z * z), 1e-12);
    }
  });

  it('is narrow and precise for a billion trials', () => {
    const half = wilsonInterval(500_000_000, 1_000_000_000);
    expect(half?.low).to.be.closeTo(0.5 - z * Math.sqrt(0.25 / 1e9), 1e-12);
    expect(half?.high).to.be.closeTo(0.5 + z * Math.sqrt(0.25 / 1e9), 1e-12);
    const rare = wilsonInterval(1, 1_000_000_000);
    const [low, high] = intervalByBisection(1, 1_000_000_000);
    expect(rare?.low).to.be.closeTo(low, 1e-15);
    expect(rare?.high).to.be.closeTo(high, 1e-15);
  });

  it('has the ends at which the observed proportion is the quantile of standard errors away', () => {
    const counts = fc
      .integer({ min: 1, max: 1_000_000 })
      .chain((trials) => fc.tuple(fc.integer({ min: 0, max: trials }), fc.constant(trials)));
    fc.assert(
      fc.property(counts, ([successes, trials]) => {
        const [low, high] = intervalByBisection(successes, trials);
        const interval = wilsonInterval(successes, trials);
        expect(interval?.low).to.be.closeTo(low, 1e-9);
        expect(interval?.high).to.be.closeTo(high, 1e-9);
      }),
    );
  });

  it('contains the observed proportion, and is the mirror image of that of the failures', () => {
    fc.assert(
      fc.property(fc.nat(10_000), fc.nat(10_000), (successes, failures) => {
        fc.pre(successes + failures > 0);
        const trials = successes + failures;
        const [interval, mirrored] = [wilsonInterval(successes, trials), wilsonInterval(failures, trials)];
        expect(interval?.low)
          .to.be.at.least(0)
          .and.at.most(successes / trials);
        expect(interval?.high)
          .to.be.at.most(1)
          .and.at.least(successes / trials);
        expect(mirrored?.low).to.be.closeTo(1 - (interval?.high ?? NaN), 1e-12);
      }),
    );
  });
});

describe('isUncertain', () => {
  for (const [successes, trials, expected] of [
    // Wider than the rate itself.
    [5, 62, true],
    [10, 200, true],
    [46, 920, false],
    [320, 8000, false],
    // Wider than 20 points, but not than the rate.
    [3, 4, true],
    [9, 12, true],
    [5, 5, true],
    [45, 90, true],
    [60, 120, false],
    // Narrower than one point, but wider than the rate.
    [0, 100, true],
    [0, 1000, false],
    [2, 2000, false],
  ] as const) {
    it(`is ${expected} for ${successes} of ${trials}`, () => {
      expect(isUncertain(successes, trials)).to.equal(expected);
    });
  }

  it('is false for an unknown rate', () => {
    for (const [successes, trials] of [
      [0, 0],
      [NaN, 10],
      [3, 2],
    ] as const) {
      expect(isUncertain(successes, trials)).to.equal(false);
    }
  });

  it('does not change back when people are added in the same proportion', () => {
    fc.assert(
      fc.property(fc.nat(50), fc.nat(50), fc.integer({ min: 2, max: 50 }), (successes, failures, factor) => {
        fc.pre(successes + failures > 0 && !isUncertain(successes, successes + failures));
        expect(isUncertain(successes * factor, (successes + failures) * factor)).to.equal(false);
      }),
    );
  });
});
