import { expect } from 'chai';
import fc from 'fast-check';
import { contradictionPair } from '../../src/model/contradiction-pair.ts';
import { isContradictory } from '../../src/model/contradictions.ts';
import { countIds, type CountId } from '../../src/model/metrics.ts';
import type { ReportNumbers } from '../../src/model/report.ts';

const count = fc.oneof(fc.nat(6), fc.constant(NaN));
const counts = fc
  .tuple(...countIds.map(() => count))
  .map((values) => Object.fromEntries(countIds.map((id, at) => [id, [values[at]]])));
const outcomes = ['delivered', 'hardBounced', 'softBounced', 'pending', 'aborted'] as const;

describe('the pair of counts that contradicts itself', () => {
  it('is there exactly where a row is contradictory for another reason than its outcomes', () => {
    fc.assert(
      fc.property(counts, (numbers) => {
        const row = numbers as unknown as ReportNumbers;
        const at = (id: CountId) => row[id][0] ?? NaN;
        const pair = contradictionPair(row, 0);
        if (pair) expect(at(pair[0])).to.be.above(at(pair[1]));
        if (isContradictory(row, 0)) {
          const known = outcomes.map(at).filter((value) => !Number.isNaN(value));
          const sum = known.reduce((all, value) => all + value, 0);
          const addUp =
            known.length === outcomes.length && !Number.isNaN(at('sent')) ? sum === at('sent') : !(sum > at('sent'));
          expect(pair !== undefined || !addUp).to.equal(true);
        } else expect(pair).to.equal(undefined);
      }),
    );
  });
});
