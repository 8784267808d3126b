import { expect } from 'chai';
import fc from 'fast-check';
import { countColumnIds, countIds, type CountColumnId, type CountId } from '../../src/model/metrics.ts';
import { explainedCounts } from '../../src/model/explained-counts.ts';
import { readExplanation, sumExplanations } from '../../src/figure-panel/explanation.ts';
import type { Figure } from '../../src/figure-panel/figure.ts';
import { elsewhereTexts } from '../../src/figure-panel/figure-elsewhere.ts';
import type { FigureTexts } from '../../src/figure-panel/figure-sentences.ts';
import { botPatternsOf, effectsOn, overriddenOf, stepsOf, type CountOf } from '../../src/figure-panel/figure-steps.ts';
import { explanationOf } from '../../src/testing/explanations.ts';
import { realisticRows } from '../../src/testing/rows.ts';
import { reportRow } from '../support/report-response.ts';
import { activityLog, countLog } from './activity-log.ts';

/** An explanation that fits `reportRow()`. */
const explain = {
  ...{ sends: 1004, deliveries: 949, hardBounces: 11, softBounces: 22, opens: 391, clicks: 105, unsubscribes: 4 },
  ...{ sendsMerged: 4, sendsSkipped: 2, opensInferred: 12, deliveriesInferred: 1, bouncesOverridden: 3 },
  ...{ clicksIgnored: 9, botOpens: 120, botClicks: 25, opensUnmarked: 30, clicksUnmarked: 2, privacyOpens: 60 },
  unsubscribesAttributed: 1,
  botPatterns: { IAB: 100, Proximity: 45, Unused: 0 },
};

const row = reportRow();
const countIn = (counts: object, id: CountColumnId) => (counts as Partial<Record<CountColumnId, number>>)[id] ?? NaN;
const countOf = (id: CountColumnId) => countIn(row, id);

/** The steps of a count of `reportRow()`, as `+391 opens`. */
function stepsWith(count: CountId, fields: object): readonly string[] | 'contradictory' | undefined {
  const explanation = readExplanation(fields);
  if (!explanation) throw new Error('No explanation');
  const steps = stepsOf(count, countOf, explanation);
  return typeof steps === 'object'
    ? steps.map(({ id, sign, amount }) => `${sign > 0 ? '+' : '−'}${amount} ${id}`)
    : steps;
}

describe('steps to a count', () => {
  for (const [count, steps] of [
    ['sent', ['+1004 sends', '−4 sendsMerged']],
    ['delivered', ['+949 deliveries', '+1 deliveriesInferred']],
    ['hardBounced', ['+11 hardBounces', '−1 hardBouncesNotCounted']],
    ['softBounced', ['+22 softBounces', '−2 softBouncesNotCounted']],
    ['pending', ['+1000 sent', '−950 delivered', '−10 hardBounced', '−20 softBounced', '−5 aborted']],
    ['aborted', ['+1000 sent', '−950 delivered', '−10 hardBounced', '−20 softBounced', '−15 pending']],
    ['opened', ['+391 opens', '−3 opensNotCounted', '+12 opensInferred']],
    ['clicked', ['+105 clicks', '−9 clicksIgnored', '−16 clicksNotCounted']],
    ['unsubscribed', ['+4 unsubscribes', '−1 unsubscribesNotCounted']],
    ['humanOpened', ['+391 opens', '−3 opensNotCounted', '+12 opensInferred', '−90 openedByBots']],
    ['humanClicked', ['+105 clicks', '−9 clicksIgnored', '−16 clicksNotCounted', '−19 clickedByBots']],
  ] as const) {
    it(`lead from the log to ${count}`, () => expect(stepsWith(count, explain)).to.deep.equal(steps));
  }

  it('begin with people if the number of activities is unknown', () => {
    expect(stepsWith('opened', { opensInferred: 12 })).to.deep.equal(['+388 opensObserved', '+12 opensInferred']);
    expect(stepsWith('delivered', { deliveriesInferred: 0 })).to.deep.equal(['+950 deliveriesObserved']);
    expect(stepsWith('sent', { sendsMerged: 4 })).to.deep.equal(['+1004 sends', '−4 sendsMerged']);
    expect(stepsWith('humanClicked', { botOpens: 0, botClicks: 25 })).to.deep.equal([
      '+80 clicked',
      '−19 clickedByBots',
    ]);
  });

  it('do not exist without the fields that they need', () => {
    for (const count of countIds) expect(stepsWith(count, {})).to.equal(undefined);
    expect(stepsWith('clicked', { clicksIgnored: 9 })).to.equal(undefined);
    expect(stepsWith('opened', { opens: 391 })).to.equal(undefined);
  });

  for (const [problem, count, fields] of [
    ['sends less merged ones are not sent', 'sent', { sends: 1005 }],
    ['fewer sends than people', 'sent', { sends: 999, sendsMerged: undefined }],
    ['more deliveries inferred than people', 'delivered', { deliveriesInferred: 951 }],
    ['more opens inferred than people', 'humanOpened', { opensInferred: 401 }],
    ['fewer deliveries than people with one', 'delivered', { deliveries: 900 }],
    ['fewer bounces than people', 'hardBounced', { hardBounces: 9 }],
    ['more bounces overridden than are left', 'softBounced', { bouncesOverridden: 4 }],
    ['fewer opens than people with one', 'opened', { opens: 387 }],
    ['fewer clicks than people', 'clicked', { clicks: 88 }],
    ['more ignored clicks than clicks', 'clicked', { clicksIgnored: 106 }],
    ['fewer bots than people without a person', 'humanOpened', { botOpens: 1, botClicks: 1 }],
    ['more marks than opens', 'humanOpened', { opensUnmarked: 300 }],
    ['more marks than clicks', 'humanClicked', { clicksUnmarked: 90 }],
    ['a negative number', 'opened', { opensInferred: -1 }],
    ['a fraction', 'clicked', { clicks: 100.5 }],
    ['a text', 'clicked', { clicksIgnored: '9' }],
    ['a number that is too large', 'sent', { sends: 2 ** 53, sendsMerged: undefined }],
  ] as const) {
    it(`are not shown for ${problem}`, () => {
      expect(stepsWith(count, { ...explain, ...fields })).to.equal('contradictory');
    });
  }

  for (const [count, unknown] of [
    ['opened', 'opened'],
    ['pending', 'softBounced'],
    ['aborted', 'pending'],
    ['humanOpened', 'opened'],
    ['humanClicked', 'clicked'],
    ['privacyOpened', 'humanOpened'],
  ] as const) {
    it(`to ${count} do not exist without ${unknown}, and nothing contradicts it`, () => {
      const explanation = readExplanation(explain);
      const known: CountOf = (id) => (id === unknown ? NaN : countIn({ ...row, privacyOpened: 40 }, id));
      expect(explanation && stepsOf(count, known, explanation)).to.equal(undefined);
    });
  }

  it('sum to every count of any activity log', () => {
    fc.assert(
      fc.property(activityLog, (log) => {
        const { counts: sent, explain: fields } = countLog(log);
        const counts = { ...sent, personOpened: sent.humanOpened - sent.privacyOpened };
        const explanation = readExplanation(fields);
        for (const count of [...countIds, 'personOpened'] as const) {
          const steps = explanation && stepsOf(count, (id) => countIn(counts, id), explanation);
          if (typeof steps !== 'object') throw new Error(`${count}: ${String(steps)}`);
          const sum = steps.reduce((total, { sign, amount }) => total + sign * amount, 0);
          expect(sum, count).to.equal(counts[count]);
        }
      }),
    );
  });

  it('sum to the count, or are not shown, for any explanation', () => {
    const fields = fc.record(Object.fromEntries(explainedCounts.map((id) => [id, fc.nat(12)])), { requiredKeys: [] });
    const counts = fc.record(
      Object.fromEntries(countColumnIds.map((id) => [id, fc.nat(12)])) as Record<CountColumnId, fc.Arbitrary<number>>,
    );
    fc.assert(
      fc.property(counts, fields, (figures, given) => {
        const explanation = readExplanation(given);
        for (const count of countColumnIds) {
          const steps = explanation && stepsOf(count, (id) => figures[id], explanation);
          if (typeof steps !== 'object') continue;
          for (const { amount } of steps) expect(amount).to.be.at.least(0);
          expect(steps.reduce((total, { sign, amount }) => total + sign * amount, 0)).to.equal(figures[count]);
        }
      }),
    );
  });
});

describe('explanations of the scenarios', () => {
  it('add up to every count of every row', () => {
    for (const each of realisticRows(200)) {
      const explanation = readExplanation(explanationOf(each));
      for (const count of countIds.filter((id) => id in each)) {
        const steps = explanation && stepsOf(count, (id) => countIn(each, id), explanation);
        expect(typeof steps, `${count} of ${each.emailName}`).to.equal('object');
      }
      expect(explanation && botPatternsOf(explanation)).to.be.an('array');
    }
  });
});

describe('effects on counts', () => {
  it('are listed without those that had none', () => {
    const explanation = readExplanation({ ...explain, opensUnmarked: 0 });
    const effects = explanation && effectsOn('humanOpened', countOf, explanation);
    expect(effects?.map(({ id, amount }) => `${amount} ${id}`)).to.deep.equal([
      ...['120 botOpens', '25 botClicks', '2 clicksUnmarked', '60 privacyOpens'],
    ]);
  });

  const overridden = (count: CountId, fields: object) =>
    effectsOn(count, countOf, readExplanation({ ...explain, ...fields })!).map(
      ({ amount, isMost }) => `${isMost ? 'up to ' : ''}${amount}`,
    );

  it('have the overridden bounces of their kind, or at most how many', () => {
    expect(overridden('delivered', {})).to.deep.equal(['3']);
    expect(overridden('hardBounced', {})).to.deep.equal(['1']);
    expect(overridden('softBounced', {})).to.deep.equal(['2']);
    // All of them are soft.
    expect(overridden('hardBounced', { hardBounces: 10, softBounces: 23 })).to.deep.equal([]);
    expect(overridden('softBounced', { hardBounces: 10, softBounces: 23 })).to.deep.equal(['3']);
    expect(overridden('softBounced', { bouncesOverridden: 1 })).to.deep.equal(['up to 1']);
    expect(overridden('hardBounced', { softBounces: null })).to.deep.equal(['up to 1']);
    expect(overridden('hardBounced', { hardBounces: null, softBounces: null })).to.deep.equal(['up to 3']);
    expect(overridden('softBounced', { bouncesOverridden: null })).to.deep.equal([]);
  });

  it('have true limits of the overridden bounces of any activity log', () => {
    const kinds = ['hardBounced', 'softBounced'] as const;
    fc.assert(
      fc.property(activityLog, fc.subarray(['hardBounces', 'softBounces']), (log, missing) => {
        const { counts, explain: fields } = countLog(log);
        const explanation = readExplanation({ ...fields, ...Object.fromEntries(missing.map((id) => [id, null])) })!;
        for (const kind of kinds) {
          const { least, most } = overriddenOf(kind, (id) => countIn(counts, id), explanation.counts);
          const bounces = kind === 'hardBounced' ? 'hardBounces' : 'softBounces';
          const delivered = log.filter((person) => countLog([person]).counts.delivered === 1);
          const actual = delivered.reduce((sum, person) => sum + person[bounces], 0);
          expect(actual).to.be.within(least, most);
        }
      }),
    );
  });

  it('bound the people that the smart lists of bounces find in addition', () => {
    const elsewhere = { hardBounced: Number, softBounced: Number };
    const texts = { panelMessages: { elsewhere }, formats: { count: String } } as unknown as FigureTexts;
    fc.assert(
      fc.property(activityLog, fc.subarray(['hardBounces', 'softBounces']), (log, missing) => {
        const { counts, explain: fields } = countLog(log);
        const explanation = readExplanation({ ...fields, ...Object.fromEntries(missing.map((id) => [id, null])) })!;
        for (const [column, bounces] of [
          ['hardBounced', 'hardBounces'],
          ['softBounced', 'softBounces'],
        ] as const) {
          const figure = { column, countOf: (id: CountColumnId) => countIn(counts, id) } as unknown as Figure;
          const [bound] = elsewhereTexts(figure, explanation, texts).map(Number);
          const found = log.filter((person) => person[bounces] > 0).length;
          if (bound !== undefined) expect(found - counts[column]).to.be.at.most(bound);
        }
      }),
    );
  });

  it('have bot patterns, the most frequent first, if these add up', () => {
    const patternsOf = (fields: object) => botPatternsOf(readExplanation({ ...explain, ...fields })!);
    expect(patternsOf({ botPatterns: { A: 45, B: 100, C: 0 } })).to.deep.equal([
      ['B', 100],
      ['A', 45],
    ]);
    expect(patternsOf({ botPatterns: { A: 44, B: 100 } })).to.equal('contradictory');
    expect(patternsOf({ botPatterns: { A: '145' } })).to.equal('contradictory');
    expect(patternsOf({ botPatterns: {} })).to.equal(undefined);
    expect(patternsOf({ botPatterns: null })).to.equal(undefined);
    expect(patternsOf({ botOpens: undefined })).to.equal(undefined);
  });
});

describe('explanations', () => {
  it('are missing where the row has none', () => {
    for (const value of [undefined, null, 1, 'a', []]) expect(readExplanation(value)).to.equal(undefined);
  });

  it('treat null as missing', () => {
    expect(readExplanation({ opens: null, clicks: 0 })?.counts).to.deep.equal({ clicks: 0 });
  });

  it('of several rows are summed, and explain the sums of their counts', () => {
    fc.assert(
      fc.property(fc.array(activityLog, { minLength: 1, maxLength: 4 }), (logs) => {
        const rows = logs.map(countLog);
        const explanation = sumExplanations(rows.map(({ explain: fields }) => readExplanation(fields)));
        const sumOf = (id: CountColumnId) => rows.reduce((total, { counts }) => total + countIn(counts, id), 0);
        for (const count of countIds) {
          const steps = explanation && stepsOf(count, sumOf, explanation);
          expect(typeof steps, count).to.equal('object');
        }
        expect(explanation).to.deep.equal(readExplanation(countLog(logs.flat()).explain));
      }),
    );
  });

  it('of several rows are unknown where one row does not have them', () => {
    const [one, other] = [readExplanation({ opens: 1, clicks: 2 }), readExplanation({ clicks: 3 })];
    expect(sumExplanations([one, other])).to.deep.equal({ counts: { clicks: 5 }, botPatterns: undefined });
    expect(sumExplanations([one, undefined])).to.equal(undefined);
    expect(sumExplanations([])).to.equal(undefined);
  });
});
