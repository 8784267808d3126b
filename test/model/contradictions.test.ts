import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'vitest';
import { findContradictoryRows } from '../../src/model/contradictions.ts';
import { countIds, type CountId } from '../../src/model/metrics.ts';
import type { ReportNumbers } from '../../src/model/report.ts';
import { findContradiction } from '../../src/table/explain-contradiction.ts';

const count = fc.oneof(fc.nat(6), fc.constant(NaN));
const row = fc.tuple(...countIds.map(() => count));
const outcomes = ['delivered', 'hardBounced', 'softBounced', 'pending', 'aborted'] as const;

const toColumns = (rows: readonly (readonly number[])[]) =>
  Object.fromEntries(
    countIds.map((id, place) => [id, Float64Array.from(rows, (values) => values[place] ?? NaN)]),
  ) as unknown as ReportNumbers;

describe('contradictions', () => {
  it('name a count that exceeds its bound, or else outcomes that do not add up to sent', () => {
    fc.assert(
      fc.property(row, (values) => {
        const numbers = toColumns([values]);
        const valueOf = (id: CountId) => numbers[id][0] ?? NaN;
        const contradiction = findContradiction(numbers, 0);
        const known = outcomes.map(valueOf).filter((value) => !Number.isNaN(value));
        const sum = known.reduce((total, value) => total + value, 0);
        const sent = valueOf('sent');
        const isWhole = known.length === outcomes.length && !Number.isNaN(sent);
        const addsUp = isWhole ? sum === sent : !(sum > sent);
        if (contradiction === undefined) expect(addsUp).to.equal(true);
        else if (contradiction === 'sum') expect(addsUp).to.equal(false);
        else expect(valueOf(contradiction.count)).to.be.above(valueOf(contradiction.bound));
      }),
    );
  });

  it('are the same for a range of rows as for each row', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 8 }), fc.nat(8), fc.boolean(), (rows, start, isSumOfTracked) => {
        const numbers = {
          ...toColumns(rows),
          ...(isSumOfTracked && { deliveredTracked: new Float64Array(rows.length) }),
        };
        const from = Math.min(start, rows.length);
        const expected = rows.flatMap((_, index) =>
          index >= from && findContradiction(numbers, index) ? [index] : [],
        );
        expect(findContradictoryRows(numbers, from, rows.length)).to.deep.equal(expected);
      }),
    );
  });
});
