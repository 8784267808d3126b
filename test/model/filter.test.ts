import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'vitest';
import { ExtraColumnSet } from '../../src/table-model/extra-column-set.ts';
import { builtInColumns } from '../../src/model/columns.ts';
import { formatFilter, parseFilter, FilterError, type Condition, type Filter } from '../../src/model/filter.ts';

const none: Filter = { campaigns: [], folders: [], archived: undefined, conditions: [] };

const condition = fc
  .tuple(
    fc.constantFrom(...builtInColumns.ids.filter((id) => !['text', 'flag'].includes(builtInColumns.kindOf(id)))),
    fc.constantFrom('>=', '<=', '>', '<', '=' as const),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }),
  )
  .map(([column, operator, figure, date]): Condition => {
    const value = builtInColumns.kindOf(column) === 'instant' ? date.toISOString().slice(0, 10) : figure + 0;
    return { column, operator, value };
  });

const name = fc.string({ unit: 'grapheme', minLength: 1 });

/** Any filter that can be written. */
const anyFilter: fc.Arbitrary<Filter> = fc.record(
  {
    campaigns: fc.uniqueArray(name),
    folders: fc.uniqueArray(
      fc
        .array(
          name.map((part) => part.replaceAll('/', '%2F')),
          { minLength: 1 },
        )
        .map((parts) => `/${parts.join('/')}`),
    ),
    archived: fc.constantFrom('exclude', 'only', undefined),
    conditions: fc.array(condition),
  },
  { noNullPrototype: true },
);

describe('the text of a filter', () => {
  it('is readable', () => {
    const text =
      'campaign=1003;folder=/EMEA/2026;archived=exclude;delivered>=200;openedRate<0.25;firstSentAt>2026-10-31';
    assert.deepEqual(parseFilter(text), {
      campaigns: ['1003'],
      folders: ['/EMEA/2026'],
      archived: 'exclude',
      conditions: [
        { column: 'delivered', operator: '>=', value: 200 },
        { column: 'openedRate', operator: '<', value: 0.25 },
        { column: 'firstSentAt', operator: '>', value: '2026-10-31' },
      ],
    });
    assert.equal(formatFilter(parseFilter(text)), text);
  });

  it('is the same after it was read and written', () => {
    fc.assert(fc.property(anyFilter, (filter) => assert.deepEqual(parseFilter(formatFilter(filter)), filter)));
  });

  it('escapes semicolons and percent signs in names', () => {
    const filter = { ...none, folders: ['/50 % off; now/A%2FB'], campaigns: ['a=b'] };
    const text = 'campaign=a=b;folder=/50 %25 off%3B now/A%252FB';
    assert.equal(formatFilter(filter), text);
    assert.deepEqual(parseFilter(text), filter);
  });

  it('allows spaces, empty conditions, repetitions and a trailing slash', () => {
    assert.deepEqual(parseFilter(' folder = /EMEA/ ;; folder=/EMEA; sent >= 1e3 ;'), {
      ...none,
      folders: ['/EMEA'],
      conditions: [{ column: 'sent', operator: '>=', value: 1000 }],
    });
    assert.deepEqual(parseFilter(' '), none);
  });

  it('may name columns that do not exist, with figures or dates', () => {
    assert.deepEqual(parseFilter('revenue>10;bookedAt<2026-11-01').conditions, [
      { column: 'revenue', operator: '>', value: 10 },
      { column: 'bookedAt', operator: '<', value: '2026-11-01' },
    ]);
  });

  it('follows the kind of an extra column', () => {
    const columns = new ExtraColumnSet([
      { id: 'revenue', kind: 'number', hasTotal: true },
      { id: 'owner', kind: 'text', hasTotal: false },
    ]);
    assert.equal(parseFilter('revenue>=-1.5', columns).conditions[0]?.value, -1.5);
    assert.throws(() => parseFilter('revenue>=2026-11-01', columns), /expected a number such as 200 after >=/);
    assert.throws(() => parseFilter('owner=3', columns), /expected the id of a column with figures or dates/);
  });
});

describe('an unreadable filter', () => {
  for (const [text, message] of [
    ['sent>=5;delivered', 'condition 2, "delivered": expected one of >= <= > < = after the name.'],
    ['>=5', 'condition 1, ">=5": expected campaign, folder, archived or a column id before >=.'],
    ['sent>=many', 'condition 1, "sent>=many": expected a number such as 200 after >=, got "many".'],
    ['sent>=1,5', 'condition 1, "sent>=1,5": expected a number such as 200 after >=, got "1,5".'],
    ['sent>=', 'condition 1, "sent>=": expected a number such as 200 after >=, got "".'],
    ['sent>=1e999', 'condition 1, "sent>=1e999": expected a number such as 200 after >=, got "1e999".'],
    ['openedRate<20%', 'condition 1, "openedRate<20%": expected a number such as 0.25 for 25 % after <, got "20%".'],
    ['firstSentAt>5', 'condition 1, "firstSentAt>5": expected a date as YYYY-MM-DD after >, got "5".'],
    ['firstSentAt>2026-02-30', /expected a date as YYYY-MM-DD after >, got "2026-02-30"/],
    ['sent>2026-02-03', /expected a number such as 200 after >, got "2026-02-03"/],
    ['emailName=5', 'condition 1, "emailName=5": expected the id of a column with figures or dates.'],
    ['campaign>=5', 'condition 1, "campaign>=5": expected campaign=.'],
    ['campaign=', 'condition 1, "campaign=": expected the id of a campaign after =.'],
    ['folder=EMEA', 'condition 1, "folder=EMEA": expected a path such as /EMEA/2026 after =.'],
    ['folder=/', 'condition 1, "folder=/": expected a path such as /EMEA/2026 after =.'],
    ['folder=/50%', /expected %25 for a percent sign/],
    ['archived=yes', 'condition 1, "archived=yes": expected exclude or only after =.'],
    ['archived=only;archived=exclude', 'condition 2, "archived=exclude": expected archived only once.'],
  ] as const) {
    it(`names the place and the expectation: ${text}`, () => {
      assert.throws(
        () => parseFilter(text),
        (error) => {
          assert.ok(error instanceof FilterError);
          if (typeof message === 'string') assert.equal(error.message, message);
          else assert.match(error.message, message);
          return true;
        },
      );
    });
  }
});
