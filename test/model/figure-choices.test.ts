import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'vitest';
import {
  activities,
  ages,
  cellExtras,
  comparedPeriods,
  defaultFigureChoices,
  FigureChoicesError,
  formatFigureChoices,
  parseFigureChoices,
  rateBases,
  type FigureChoices,
} from '../../src/model/figure-choices.ts';

const anyChoices: fc.Arbitrary<FigureChoices> = fc.record(
  {
    activity: fc.constantFrom(...activities),
    rateBase: fc.constantFrom(...rateBases),
    age: fc.constantFrom(undefined, ...ages),
    compare: fc.constantFrom(undefined, ...comparedPeriods, { from: '2026-09-01', to: '2026-09-30' }),
    show: fc.subarray([...cellExtras]),
    people: fc.uniqueArray(
      fc
        .tuple(fc.string({ unit: 'grapheme', minLength: 1 }), fc.string({ unit: 'grapheme' }))
        .map(([name, value]) => `${name.replaceAll(':', '') || 'Country'}:${value}`),
    ),
    hidesDeleted: fc.boolean(),
  },
  { noNullPrototype: true },
);

describe('choices of figures', () => {
  it('are read as they were written', () => {
    fc.assert(
      fc.property(anyChoices, (choices) => assert.deepEqual(parseFigureChoices(formatFigureChoices(choices)), choices)),
    );
  });

  it('are an empty text for the default', () => {
    assert.equal(formatFigureChoices(defaultFigureChoices), '');
    assert.deepEqual(parseFigureChoices(' ; '), defaultFigureChoices);
  });

  it('accept spaces between their parts', () => {
    const { activity, show } = parseFigureChoices(' activity = human ; show = intervals , bars ');
    assert.deepEqual({ activity, show }, { activity: 'human', show: ['bars', 'intervals'] });
  });

  const mistakes: readonly (readonly [text: string, message: RegExp])[] = [
    ['activity=robots', /choice 1, "activity=robots": expected all, human, person, got "robots"/],
    ['activity=human;bots=no', /choice 2, "bots=no": expected one of activity, rateBase/],
    ['constructor=x', /expected one of activity/],
    ['age=2d', /expected 24h, 7d, 28d/],
    ['compare=2026-10-31/2026-10-01', /expected previous-period/],
    ['people=France', /a name and a value such as Country:France/],
    ['people=Country:50%', /%25 for a percent sign/],
  ];
  for (const [text, message] of mistakes) {
    it(`explain the mistake in ${text}`, () => {
      assert.throws(
        () => parseFigureChoices(text),
        (error) => error instanceof FigureChoicesError && message.test(error.message),
      );
    });
  }
});
