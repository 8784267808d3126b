import { expect } from 'chai';
import fc from 'fast-check';
import { parseReport } from '../../../src/endpoint/contract.ts';
import type { ReportResponseRow } from '../../../src/endpoint/contract.ts';
import { columnIds, type ColumnId } from '../../../src/model/columns.ts';
import { countIds } from '../../../src/model/metrics.ts';
import type { Report } from '../../../src/model/report.ts';
import type { Sort } from '../../../src/model/sort.ts';
import { runSync } from '../../../src/platform/sliced-task.ts';
import { sortedByComparison } from '../../../src/table-model/sorting/merge-sort.ts';
import { LongOrder } from '../../../src/table-model/sorting/fast-sort.ts';
import { rankNames } from '../../../src/table-model/sorting/collation-ranks.ts';
import { orderByComparing, rowComparison } from '../../../src/table-model/sorting/row-order.ts';
import { orderOfWords } from '../../../src/table-model/sorting/multikey-quicksort.ts';
import { manyRows, reportResponse, reportRow } from '../../support/report-response.ts';

const english = new Intl.Collator('en', { numeric: true });

/** The rule itself: all rows, sorted by comparing two at a time. */
function slowly(report: Report, sort: Sort, collator = english): number[] {
  return Array.from({ length: report.length }, (_, row) => row).sort(rowComparison(report, sort, collator));
}

function quickly(report: Report, sort: Sort, collator = english, mask?: Uint8Array): number[] {
  const quick = [...runSync(new LongOrder(report, collator).sorted(report.numbers, sort, mask))];
  expect([...runSync(orderByComparing(report, collator).sorted(report.numbers, sort, mask))]).to.deep.equal(quick);
  return quick;
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
  fc.record({ column: fc.constantFrom<ColumnId>(...columnIds), descending: fc.boolean() }),
  { selector: ({ column }) => column, maxLength: 4 },
);

describe('an order', () => {
  it('is that of comparing rows two at a time, by any columns both ways', () => {
    fc.assert(
      fc.property(anyReport, anySort, (report, sort) => {
        expect(quickly(report, sort)).to.deep.equal(slowly(report, sort));
      }),
      { numRuns: 1000 },
    );
  });

  it('of some rows is that of all without the others', () => {
    fc.assert(
      fc.property(anyReport, anySort, fc.infiniteStream(fc.nat(1)), (report, sort, bits) => {
        const mask = Uint8Array.from({ length: report.length }, () => bits.next().value as number);
        expect(quickly(report, sort, english, mask)).to.deep.equal(
          slowly(report, sort).filter((row) => mask[row] === 1),
        );
      }),
      { numRuns: 200 },
    );
  });

  it('is the same for the thousands, in slices', () => {
    const rows = manyRows(40_000, 3).map((row, index) => ({ ...row, opened: index % 7 ? (row.opened ?? 0) : null }));
    const report = parseReport(reportResponse(rows));
    for (const column of ['emailName', 'campaignName', 'sent', 'opened', 'openedRate', 'firstSentAt'] as const) {
      for (const descending of [false, true]) {
        const sort = [{ column, descending }];
        expect(quickly(report, sort)).to.deep.equal(slowly(report, sort));
      }
    }
  }).timeout(60_000);

  it('is the same when it was prepared, sort after sort', () => {
    const report = parseReport(reportResponse(manyRows(300)));
    const order = new LongOrder(report, english);
    runSync(order.prepare());
    for (const column of ['sent', 'emailName', 'opened'] as const) {
      const sort = [{ column, descending: true }];
      expect([...runSync(order.sorted(report.numbers, sort))]).to.deep.equal(slowly(report, sort));
    }
  });

  it('is that of the endpoint where it keeps to the order that was asked for', () => {
    const report = parseReport(reportResponse(manyRows(50)));
    expect(quickly(report, [{ column: 'firstSentAt', descending: false }])).to.deep.equal([...Array(50).keys()]);
  });
});

/** Letters, digits and signs of many scripts, in all the ways in which they combine. */
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
 * Whether no order agrees with what a collator says of some names, two at a time. In some languages ICU loses the start
 * of a number that goes on with a digit of another script: to Spanish "12S" is "012S", which is before "12٣", but "12S"
 * is after it.
 */
function contradictsItself(differences: readonly (readonly number[])[]): boolean {
  const before = differences.map((row) => row.filter((difference) => difference > 0).length);
  return differences.some((row, one) =>
    row.some((difference, other) => difference !== Math.sign(before[one]! - before[other]!)),
  );
}

describe('the ranks of names', () => {
  for (const locale of locales) {
    for (const numeric of [true, false]) {
      it(`are those of the collator in ${locale}${numeric ? ', numbers by their size' : ''}`, () => {
        const collator = new Intl.Collator(locale, { numeric });
        fc.assert(
          fc.property(fc.array(fc.option(anyName, { nil: undefined, freq: 12 }), { maxLength: 40 }), (names) => {
            const ranks = runSync(rankNames(names, collator));
            const known = [...names.keys()].filter((place) => names[place] !== undefined);
            expect([...ranks.keys()].filter((place) => !Number.isNaN(ranks[place]))).to.deep.equal(known);
            const differences = known.map((one) =>
              known.map((other) => Math.sign(collator.compare(names[one]!, names[other]!))),
            );
            if (contradictsItself(differences)) return;
            const ranked = known.map((one) => known.map((other) => Math.sign(ranks[one]! - ranks[other]!)));
            expect(ranked, JSON.stringify(names)).to.deep.equal(differences);
          }),
          { numRuns: 60 },
        );
      });
    }
  }

  it('are given to all names where the collator contradicts itself', () => {
    const spanish = new Intl.Collator('es', { numeric: true });
    const ranks = runSync(rankNames(['012S', '12S', '12٣', 'a', undefined], spanish));
    expect([...ranks].map(Number.isNaN)).to.deep.equal([false, false, false, false, true]);
    expect(ranks[3]).to.equal(Math.max(...ranks.slice(0, 4)));
  });

  it('are right where most of many names are different, and where most are the same', () => {
    for (const distinct of [10_000, 100]) {
      const names = Array.from(
        { length: 10_000 },
        (_, index) => `Größe ${(index * 7919) % distinct}, Wave ${index % 10}`,
      );
      const ranks = runSync(rankNames(names, english));
      const order = [...names.keys()].sort((a, b) => ranks[a]! - ranks[b]!);
      const sorted = [...names].sort(english.compare);
      expect(order.map((place) => names[place])).to.deep.equal(sorted);
    }
  });
});

describe('sorting by words', () => {
  const base = 4;
  const texts = fc.array(fc.array(fc.integer({ min: 1, max: base ** 2 - 1 }), { maxLength: 6 }), { maxLength: 200 });

  it('puts first what differs first, ends before what goes on, and asks about what is the same', () => {
    fc.assert(
      fc.property(texts, (lists) => {
        // A word that ends a text is the last.
        const words = lists.map((list) =>
          list.slice(0, 1 + ((list.findIndex((word) => word % base === 0) + list.length) % list.length)),
        );
        const starts = Uint32Array.from([0, ...words].map((_, index) => words.slice(0, index).flat().length));
        const order = runSync(
          orderOfWords({ words: Float64Array.from(words.flat()), starts, base }, (one, other) => one - other),
        );
        const key = (index: number) => String.fromCharCode(...words[index]!);
        const expected = [...words.keys()].sort((one, other) =>
          key(one) < key(other) ? -1 : key(one) > key(other) ? 1 : one - other,
        );
        expect([...order]).to.deep.equal(expected);
      }),
    );
  });

  it('by comparison is stable, and leaves the items that it was given alone', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(50), { maxLength: 100 }), (values) => {
        const items = Uint32Array.from(values.keys());
        const sorted = runSync(sortedByComparison(items, (one, other) => values[one]! - values[other]!));
        expect([...sorted]).to.deep.equal([...values.keys()].sort((one, other) => values[one]! - values[other]!));
        expect([...items]).to.deep.equal([...values.keys()]);
      }),
    );
  });
});
