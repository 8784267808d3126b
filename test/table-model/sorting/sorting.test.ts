import { expect } from 'chai';
import fc from 'fast-check';
import { parseReport } from '../../../src/endpoint/parse-report.ts';
import type { ReportResponseRow } from '../../../src/endpoint/contract.ts';
import { builtInColumns, type ColumnId } from '../../../src/model/columns.ts';
import { countIds } from '../../../src/model/metrics.ts';
import type { Report } from '../../../src/model/report.ts';
import type { Sort } from '../../../src/model/sort.ts';
import { runSync } from '../../../src/platform/sliced-task.ts';
import { withActivity } from '../../../src/model/chosen-activity.ts';
import { FastSorter, fastSorters } from '../../../src/table-model/sorting/fast-sorter.ts';
import { mergeSort } from '../../../src/table-model/sorting/merge-sort.ts';
import { identity } from '../../../src/table-model/sorting/row-sorter.ts';
import { sortByKeys } from '../../../src/table-model/sorting/name-keys.ts';
import { rankNames } from '../../../src/table-model/sorting/name-ranks.ts';
import { sortByNumber } from '../../../src/table-model/sorting/numeric-sort.ts';
import { rowComparator } from '../../../src/table-model/sorting/row-comparator.ts';
import { createComparisonSorter } from '../../../src/table-model/sorting/sorting.ts';
import { namesOf, nameShapes } from '../../support/name-shapes.ts';
import { manyRows, reportResponse, reportRow } from '../../support/report-response.ts';

const english = new Intl.Collator('en', { numeric: true });

/** Sorts by the rule that every sorter must keep. */
function sortByRule(report: Report, sort: Sort): number[] {
  return Array.from({ length: report.length }, (_, row) => row).sort(rowComparator(report, sort, english));
}

/** Sorts with the fast sorter, and expects the same of the one that compares rows. */
function sortFast(report: Report, sort: Sort, mask?: Uint8Array): number[] {
  const sorted = [...runSync(new FastSorter(report, english).sort(report.numbers, sort, mask))];
  const compared = runSync(createComparisonSorter(report, english).sort(report.numbers, sort, mask));
  expect([...compared]).to.deep.equal(sorted);
  return sorted;
}

const count = fc.oneof(fc.nat(3), fc.nat(100_000), fc.maxSafeNat(), fc.constant(null));
const instant = fc.oneof(
  fc.constantFrom(
    '0001-01-01T00:00:00Z',
    '1969-12-31T23:59:59.999Z',
    '1970-01-01T00:00:00Z',
    '9999-12-31T23:59:59Z',
    null,
  ),
  fc
    .date({ min: new Date('1960-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString()),
);
const id = fc.oneof(
  fc.nat(20).map(String),
  fc.maxSafeNat().map(String),
  fc.constantFrom('', '0', '00', '007', '7', '70', '123456789012345', '1234567890123456', 'a', 'A', '-1', ' 1'),
);
const name = fc.oneof(fc.constantFrom('Spring', 'spring', 'Wave 9', 'Wave 10', ''), fc.string({ maxLength: 8 }));

const anyRow: fc.Arbitrary<ReportResponseRow> = fc
  .record({
    campaignId: id,
    emailId: id,
    campaignName: name,
    emailName: name,
    campaignFolder: fc.option(name),
    campaignArchived: fc.option(fc.boolean()),
    firstSentAt: instant,
    lastActivityAt: instant,
    ...Object.fromEntries(countIds.map((each) => [each, count])),
  })
  .map((fields) => reportRow({ ...fields, sent: (fields as { sent?: number | null }).sent ?? 0 }));

const anyReport = fc
  .uniqueArray(anyRow, { selector: (row) => `${row.campaignId}\n${row.emailId}`, maxLength: 60 })
  .map((rows) => parseReport(reportResponse(rows)));

const anySort: fc.Arbitrary<Sort> = fc.uniqueArray(
  fc.record({ column: fc.constantFrom<ColumnId>(...builtInColumns.ids), descending: fc.boolean() }),
  { selector: ({ column }) => column, maxLength: 4 },
);

describe('row sorters', () => {
  it('sort by any columns in both directions as the comparator does', () => {
    fc.assert(
      fc.property(anyReport, anySort, (report, sort) => {
        expect(sortFast(report, sort)).to.deep.equal(sortByRule(report, sort));
      }),
      { numRuns: 1000 },
    );
  });

  it('leave out masked rows', () => {
    fc.assert(
      fc.property(anyReport, anySort, fc.infiniteStream(fc.nat(1)), (report, sort, bits) => {
        const mask = Uint8Array.from({ length: report.length }, () => bits.next().value as number);
        expect(sortFast(report, sort, mask)).to.deep.equal(sortByRule(report, sort).filter((row) => mask[row] === 1));
      }),
      { numRuns: 200 },
    );
  });

  it('sort 40,000 rows', () => {
    const rows = manyRows(40_000, 3).map((row, index) => ({ ...row, opened: index % 7 ? (row.opened ?? 0) : null }));
    const report = parseReport(reportResponse(rows));
    for (const column of ['emailName', 'campaignName', 'sent', 'opened', 'openedRate', 'firstSentAt'] as const) {
      for (const descending of [false, true]) {
        const sort = [{ column, descending }];
        expect(sortFast(report, sort)).to.deep.equal(sortByRule(report, sort));
      }
    }
  }).timeout(60_000);

  it('can be reused for several sorts', () => {
    const report = parseReport(reportResponse(manyRows(300)));
    const sorter = new FastSorter(report, english);
    runSync(sorter.prepare());
    for (const column of ['sent', 'emailName', 'opened'] as const) {
      const sort = [{ column, descending: true }];
      expect([...runSync(sorter.sort(report.numbers, sort))]).to.deep.equal(sortByRule(report, sort));
    }
  });

  it('serve other reports with the same texts, and no others', () => {
    const create = fastSorters();
    const report = parseReport(reportResponse(manyRows(300)));
    const sorter = create(report, english);
    expect(create(withActivity(report, 'human'), english)).to.equal(sorter);
    expect(create(parseReport(reportResponse(manyRows(300))), english)).not.to.equal(sorter);
    expect(create({ ...report, length: 200 }, english)).not.to.equal(sorter);
    expect(create(report, new Intl.Collator('sv'))).not.to.equal(sorter);
  });

  it('keep rows that are already in order', () => {
    const report = parseReport(reportResponse(manyRows(50)));
    expect(sortFast(report, [{ column: 'firstSentAt', descending: false }])).to.deep.equal([...Array(50).keys()]);
  });
});

/** Characters of many scripts, with those that contract, expand, combine or are ignored. */
const scripts = {
  Latin: 'aAbBzZßſæÆœøØåÅäÄöñÑłŁđıİiIéÉèÊçÇ',
  Greek: 'αΑάβΣσςωΏ',
  Cyrillic: 'аАяЯёЁйЙ',
  Hebrew: 'אבגשתךם',
  Arabic: 'ابتةثلاأإآىي',
  Kana: 'あアがガぱパーｱっッ',
  Han: '一丁七万丈三上下不与丑且世丘',
  Hangul: '가각갂나다한글',
  Thai: 'กขคเแโไาี',
  Devanagari: 'कखगािीु्',
  digits: '0123456789٣٤０１²½',
  signs: ' -_.,:;!?/&@#$€£%+*()[]{}|~"\'’“”…\u00a0\u00ad\u200d\u200f\u0000\t',
  marks: '\u0300\u0301\u0308\u0327\u05b8\u0e48\u093c\u3099',
  emoji: '🎉👍🏽✨',
};
const letter = fc.oneof(...Object.values(scripts).map((letters) => fc.constantFrom(...Array.from(letters))));
const word = fc.constantFrom(
  'Spring',
  'spring',
  'Straße',
  'Strasse',
  'chata',
  'cihla',
  'hrad',
  'Aarhus',
  'Ålborg',
  'llama',
  '12',
  '012',
  '7',
  'coté',
  'côte',
);
const anyName = fc.oneof(
  fc.array(letter, { maxLength: 10 }).map((letters) => letters.join('')),
  fc.array(fc.oneof(word, letter), { maxLength: 5 }).map((parts) => parts.join('')),
  fc.array(word, { maxLength: 4 }).map((words) => words.join(' ')),
  fc.string({ unit: 'binary', maxLength: 8 }),
);
/** Names made of few parts, which are sorted by collation keys. */
const namesOfFewParts = fc
  .array(anyName, { minLength: 1, maxLength: 5 })
  .chain((parts) =>
    fc.array(
      fc.tuple(fc.constantFrom('', ' ', '-'), fc.array(fc.constantFrom(...parts), { minLength: 1, maxLength: 4 })),
      { minLength: 20, maxLength: 40 },
    ),
  )
  .map((names) => names.map(([separator, parts]) => parts.join(separator)));
const anyNames = fc.oneof(
  fc.array(fc.option(anyName, { nil: undefined, freq: 12 }), { maxLength: 40 }),
  namesOfFewParts,
);
const locales = [
  'en',
  'de',
  'de-u-co-phonebk',
  'fr-CA',
  'sv',
  'da',
  'cs',
  'hu',
  'es',
  'tr',
  'ja',
  'zh',
  'ko',
  'he',
  'ar',
  'th',
  'hi',
  'ru',
  'el',
  'vi',
];

/**
 * Whether a collator contradicts itself about some names. In some languages ICU ignores the start of a number that
 * continues with a digit of another script: in Spanish, "12S" equals "012S", which is before "12٣", but "12S" is after it.
 */
function isContradictory(differences: readonly (readonly number[])[]): boolean {
  const before = differences.map((row) => row.filter((difference) => difference > 0).length);
  return differences.some((row, one) =>
    row.some((difference, other) => difference !== Math.sign(before[one]! - before[other]!)),
  );
}

/** Names sorted by their ranks. */
function sortByRank(names: readonly string[], collator: Intl.Collator): string[] {
  const ranks = runSync(rankNames(names, collator));
  return [...names.keys()].sort((one, other) => ranks[one]! - ranks[other]!).map((index) => names[index]!);
}

describe('name ranks', () => {
  for (const locale of locales) {
    for (const numeric of [true, false]) {
      it(`have the order of the collator in ${locale}${numeric ? ', numeric' : ''}`, () => {
        const collator = new Intl.Collator(locale, { numeric });
        fc.assert(
          fc.property(anyNames, (names) => {
            const ranks = runSync(rankNames(names, collator));
            const known = [...names.keys()].filter((index) => names[index] !== undefined);
            expect([...ranks.keys()].filter((index) => !Number.isNaN(ranks[index]))).to.deep.equal(known);
            const differences = known.map((one) =>
              known.map((other) => Math.sign(collator.compare(names[one]!, names[other]!))),
            );
            if (isContradictory(differences)) return;
            const ranked = known.map((one) => known.map((other) => Math.sign(ranks[one]! - ranks[other]!)));
            expect(ranked, JSON.stringify(names)).to.deep.equal(differences);
          }),
          { numRuns: 60 },
        );
      });
    }
  }

  it('exist for all names if the collator contradicts itself', () => {
    const spanish = new Intl.Collator('es', { numeric: true });
    const ranks = runSync(rankNames(['012S', '12S', '12٣', 'a', undefined], spanish));
    expect([...ranks].map(Number.isNaN)).to.deep.equal([false, false, false, false, true]);
    expect(ranks[3]).to.equal(Math.max(...ranks.slice(0, 4)));
  });

  it('are equal for equal names, whether few or most names are repeated', () => {
    for (const distinct of [10_000, 100]) {
      const names = Array.from(
        { length: 10_000 },
        (_, index) => `Größe ${(index * 7919) % distinct}, Wave ${index % 10}`,
      );
      expect(sortByRank(names, english)).to.deep.equal([...names].sort(english.compare));
    }
  });

  for (const shape of nameShapes) {
    it(`sort ${shape.name}`, () => {
      const collator = new Intl.Collator(shape.locale, { numeric: true });
      const names = namesOf(shape, 3000);
      const sorted = sortByRank(names, collator);
      expect(misplaced(sorted, collator.compare)).to.deep.equal([]);
      expect([...sorted].sort()).to.deep.equal([...names].sort());
    });
  }
});

/** The names that compare less than the one before. */
function misplaced(names: readonly string[], compare: Intl.Collator['compare']): string[] {
  return names.filter((name, place) => place > 0 && compare(names[place - 1]!, name) > 0);
}

describe('collation keys', () => {
  for (const shape of nameShapes) {
    it(`order ${shape.name} as the collator does, without regard for accents and case`, () => {
      const collator = new Intl.Collator(shape.locale, { numeric: true, sensitivity: 'base' });
      const names = namesOf(shape, 3000);
      const order = runSync(sortByKeys(names, collator));
      expect(order === undefined).to.equal(shape.hasFewRepeatedWords === true);
      const sorted = Array.from(order ?? [], (index) => names[index]!);
      expect(misplaced(sorted, collator.compare)).to.deep.equal([]);
    });
  }

  it('compare numbers by value', () => {
    const sorted = ['v', 'v -', 'v 2', 'v 9', 'v 09.5', 'v 10', 'v 4294967296', 'v 9007199254740991', 'va'];
    const names = [...sorted, ...sorted].reverse();
    const order = runSync(sortByKeys(names, english));
    expect(Array.from(order ?? [], (index) => names[index])).to.deep.equal(sorted.flatMap((name) => [name, name]));
  });

  it('leave names with few words in common to the collator', () => {
    expect(runSync(sortByKeys(['one', 'two', 'three'], english))).to.equal(undefined);
  });
});

describe('mergeSort', () => {
  it('is stable and does not change its input', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(50), { maxLength: 100 }), (values) => {
        const items = identity(values.length);
        const sorted = runSync(mergeSort(items, (one, other) => values[one]! - values[other]!));
        expect([...sorted]).to.deep.equal([...values.keys()].sort((one, other) => values[one]! - values[other]!));
        expect([...items]).to.deep.equal([...values.keys()]);
      }),
    );
  });
});

describe('sortByNumber', () => {
  it('is stable, keeps unknown values last and does not change its input', () => {
    const number = fc.oneof(fc.nat(5), fc.nat(), fc.maxSafeNat(), fc.double({ min: 0, noDefaultInfinity: true }));
    fc.assert(
      fc.property(
        fc.array(fc.oneof(number, fc.constant(NaN)), { maxLength: 50 }),
        fc.boolean(),
        (values, descending) => {
          const items = identity(values.length);
          const sorted = runSync(sortByNumber(items, Float64Array.from(values), descending));
          const keys = values.map((value) => (Number.isNaN(value) ? Infinity : descending ? -value : value));
          const compare = (one: number, other: number) =>
            keys[one] === keys[other] ? 0 : keys[one]! < keys[other]! ? -1 : 1;
          expect([...sorted]).to.deep.equal([...values.keys()].sort(compare));
          expect([...items]).to.deep.equal([...values.keys()]);
        },
      ),
    );
  });
});
