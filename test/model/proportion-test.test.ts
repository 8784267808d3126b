import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'vitest';
import { proportionTest, roughProportionTest, significanceLimit } from '../../src/model/proportion-test.ts';
import { runSync } from '../../src/platform/sliced-task.ts';

const pValue = (one: readonly [number, number], other: readonly [number, number]) =>
  proportionTest({ successes: one[0], trials: one[1] }, { successes: other[0], trials: other[1] });

/** The test by its definition, with the normal distribution integrated by Simpson's rule. */
function pValueBySimpson([a, n]: readonly [number, number], [b, m]: readonly [number, number]): number {
  const pooled = (a + b) / (n + m);
  const z = Math.abs(a / n - b / m) / Math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m));
  const steps = 2000;
  const width = 12 / steps;
  let sum = 0;
  for (let step = 0; step <= steps; step += 1) {
    const weight = step === 0 || step === steps ? 1 : step % 2 === 1 ? 4 : 2;
    sum += weight * Math.exp(-((z + step * width) ** 2) / 2);
  }
  return (2 * sum * width) / 3 / Math.sqrt(2 * Math.PI);
}

describe('proportionTest', () => {
  // Two samples of a million people, half of them successes in the second: z is set by the first.
  for (const [z, published] of [
    [0.67449, 0.5],
    [1.644854, 0.1],
    [1.959964, 0.05],
    [2.575829, 0.01],
    [3.290527, 0.001],
    [4.417173, 0.00001],
  ] as const) {
    it(`is ${published} at the published quantile ${z}`, () => {
      const people = 1e8;
      const difference = z * Math.sqrt(0.5 / people);
      expect(
        pValue([people * (0.5 + difference / 2), people], [people * (0.5 - difference / 2), people]),
      ).to.be.closeTo(published, published * 1e-5);
    });
  }

  // Francis et al. (1955): polio cases among vaccinated children and those with a placebo.
  it('tells the effect of the Salk vaccine', () => {
    expect(pValue([57, 200_745], [142, 201_229])).to.be.within(1e-9, 3e-9);
  });

  it('equals an independent implementation, and does not depend on the order', () => {
    const proportion = fc
      .integer({ min: 2, max: 1e6 })
      .chain((trials) => fc.tuple(fc.integer({ min: 1, max: trials - 1 }), fc.constant(trials)));
    fc.assert(
      fc.property(proportion, proportion, (one, other) => {
        const expected = pValueBySimpson(one, other);
        expect(pValue(one, other)).to.be.closeTo(expected, 1e-9 + expected * 1e-6);
        expect(pValue(other, one)).to.equal(pValue(one, other));
      }),
    );
  });

  it('finds no difference between two shares of 0 or two of 1', () => {
    expect(pValue([0, 10], [0, 1_000_000_000])).to.equal(1);
    expect(pValue([10, 10], [3, 3])).to.equal(1);
  });

  it('finds the whole difference between 0 and 1', () => {
    expect(pValue([0, 1000], [1000, 1000])).to.be.lessThan(1e-100);
    expect(pValue([0, 1], [1, 1])).to.be.closeTo(0.1573, 0.0001);
  });

  it('is exact for a billion people', () => {
    expect(pValue([500_000_000, 1e9], [500_000_001, 1e9])).to.be.closeTo(1, 1e-4);
    expect(pValue([500_000_000, 1e9], [500_100_000, 1e9])).to.be.closeTo(7.744e-6, 1e-9);
  });

  it('has no result without a proportion', () => {
    for (const bad of [
      [0, 0],
      [2, 1],
      [-1, 3],
      [NaN, 3],
      [1, NaN],
    ] as const) {
      expect(pValue(bad, [1, 2]), String(bad)).to.be.NaN;
      expect(pValue([1, 2], bad), String(bad)).to.be.NaN;
    }
  });
});

describe('roughProportionTest', () => {
  it('decides like the exact test, alone and among many', () => {
    const proportion = fc
      .tuple(fc.nat(3000), fc.nat(3000))
      .map(([successes, more]) => ({ successes, trials: successes + more }));
    fc.assert(
      fc.property(fc.array(fc.tuple(proportion, proportion), { minLength: 1, maxLength: 60 }), (pairs) => {
        const exact = pairs.map(([one, other]) => proportionTest(one, other));
        const rough = pairs.map(([one, other]) => roughProportionTest(one, other));
        expect(rough.map(Number.isNaN)).to.deep.equal(exact.map(Number.isNaN));
        const limits = [exact, rough].map((pValues) => runSync(significanceLimit(Float64Array.from(pValues))));
        const [real, roughlyReal] = limits.map((limit) => exact.map((pValue) => pValue <= limit));
        expect(roughlyReal).to.deep.equal(real);
      }),
    );
  });
});

describe('significanceLimit', () => {
  const limit = (...pValues: readonly number[]) => runSync(significanceLimit(Float64Array.from(pValues)));

  // Benjamini, Y. and Hochberg, Y. (1995), section 3.3: four of fifteen hypotheses are rejected.
  it('rejects those of the published example', () => {
    expect(
      limit(
        ...[
          0.459, 0.0001, 0.759, 0.0004, 0.324, 0.0019, 1, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.4262, 0.5719,
          0.6528,
        ],
      ),
    ).to.equal(0.0095);
  });

  it('equals the procedure by its definition, with sorting', () => {
    const values = fc.array(fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 0.06 })), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(values, (pValues) => {
        const sorted = pValues.filter((each) => !Number.isNaN(each)).sort((one, other) => one - other);
        const rejected = sorted.filter((each, index) => each <= (0.05 * (index + 1)) / sorted.length);
        expect(limit(...pValues)).to.equal(rejected.at(-1) ?? -1);
      }),
    );
  });

  it('ignores tests without a result', () => {
    expect(limit(NaN, 0.04, NaN)).to.equal(0.04);
    expect(limit()).to.equal(-1);
    expect(limit(NaN)).to.equal(-1);
  });
});
