import { expect } from 'chai';
import { describe, it } from 'vitest';
import schema from '../../schema/report.schema.json' with { type: 'json' };
import { parseReport } from '../../src/endpoint/parse-report.ts';
import { reportWarnings } from '../../src/endpoint/report-warnings.ts';
import { builtInColumns } from '../../src/model/columns.ts';

const row = { campaignId: '1', campaignName: 'Spring', emailId: '11', emailName: 'Invite', sent: 10 };
const windowHead = { limit: 10, offset: 0, rowCount: 1, sort: '-sent' };

interface Parts {
  readonly head?: object;
  readonly fields?: object;
}

const warningsOf = ({ head = {}, fields = {} }: Parts) =>
  reportWarnings(parseReport({ version: 1, ...head, rows: [{ ...row, ...fields }] }), builtInColumns);

/** As serializers of .NET name fields by default: `OpenTracked`. */
const misspelled = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);

/** The names of an object of the contract that a host may send by its own choice. */
const namesOf = ({ properties }: { readonly properties: object }, ...others: readonly string[]) =>
  Object.keys(properties).filter((name) => !others.includes(name));

/** Repeated as they were requested: `check` and the validation of windows find missing ones. */
const repeated = ['age', 'people', 'deleted', 'offset', 'sort', 'search', 'groupBy', 'campaign', 'folder', 'archived'];
const { ReportHead, ReportResponseRow } = schema.$defs;
const headNames = namesOf(ReportHead, 'version', 'url', ...repeated, 'filter', 'activity', 'rateBase');
const windowNames = ['totals', 'sortable'];
const sumNames = [
  'sentTracked',
  'deliveredTracked',
  'clickedTracked',
  'humanClickedTracked',
  'emails',
  'emailsTracked',
];
const rowNames = namesOf(ReportResponseRow, ...Object.keys(row), ...sumNames);

describe('the warning about a misspelled field', () => {
  for (const name of headNames) {
    it(`names ${name} of the head`, () => {
      const head = windowNames.includes(name) ? windowHead : {};
      const warnings = warningsOf({ head: { ...head, [misspelled(name)]: 'x' } });
      expect(warnings.join()).to.match(new RegExp(`^${misspelled(name)}: unknown field; did you mean .*"${name}"`));
    });
  }

  for (const name of rowNames) {
    it(`names ${name} of a row`, () => {
      const warnings = warningsOf({ fields: { [misspelled(name)]: 7 } });
      expect(warnings.join()).to.match(
        new RegExp(`^rows\\[0\\]\\.${misspelled(name)}: unknown field; did you mean .*"${name}"`),
      );
    });
  }

  for (const name of sumNames) {
    it(`names ${name} of a campaign and of totals`, () => {
      const wrong = { [misspelled(name)]: 7 };
      const head = { ...windowHead, groupBy: 'campaign', totals: { sent: 10, ...wrong } };
      const text = `${misspelled(name)}: unknown field; did you mean .*"${name}"`;
      const warnings = warningsOf({ head, fields: wrong });
      expect(warnings).to.have.length(2);
      expect(warnings.join()).to.match(new RegExp(`totals\\.${text}`));
      expect(warnings.join()).to.match(new RegExp(`rows\\[0\\]\\.${text}`));
    });
  }

  for (const [name, field] of [
    ['opensTracked', 'openTracked'],
    ['campaign_type', 'campaignType'],
    ['programName', 'program'],
    ['explains', 'explain'],
  ]) {
    it(`finds ${name}`, () => {
      expect(warningsOf({ fields: { [`${name}`]: 'x' } }).join()).to.include(`did you mean "${field}"?`);
    });
  }

  for (const [name, field] of [
    ['seriesURL', 'seriesUrl'],
    ['datafrom', 'dataFrom'],
    ['peopleFilter', 'peopleFilters'],
    ['note', 'notes'],
  ]) {
    it(`finds ${name} in the head`, () => {
      expect(warningsOf({ head: { [`${name}`]: 'x' } }).join()).to.include(`did you mean "${field}"?`);
    });
  }
});

describe('the warning about an optional field that is left out', () => {
  const gap = { from: '2026-10-01T00:00:00Z', to: '2026-10-03T00:00:00Z' };
  const data = 'See docs/endpoint.md#tell-readers-about-the-data.';
  for (const [title, head, expected] of [
    ['notes that are no list', { notes: { code: 'gap' } }, `notes: expected an array, got an object. ${data}`],
    ['a note that is a text', { notes: ['hello'] }, `notes[0]: expected an object, got "hello". ${data}`],
    ['a note without a code', { notes: [{ kode: 'x' }] }, `notes[0].code: expected a string, got nothing. ${data}`],
    [
      'a message that is a number',
      { notes: [{ code: 'x', message: 5 }] },
      /^notes\[0\]\.message: expected a string, got 5/,
    ],
    [
      'a gap without an end',
      { notes: [{ code: 'gap', from: gap.from }] },
      /^notes\[0\]\.to: expected an ISO .*nothing/,
    ],
    [
      'a gap since soon',
      { notes: [{ ...gap, code: 'gap', from: 'soon' }] },
      /^notes\[0\]\.from: expected an ISO .*"soon"/,
    ],
    [
      'orphans as text',
      { notes: [{ code: 'no-data' }, { code: 'orphans', count: '120' }] },
      /^notes\[1\]\.count: .*"120"/,
    ],
    [
      'fewer orphans than 0',
      { notes: [{ code: 'orphans', count: -4 }] },
      /^notes\[0\]\.count: expected a non-neg.* -4/,
    ],
    ['one age', { ages: '7d' }, 'ages: expected an array, got "7d". See docs/endpoint.md#return-counts-at-an-age.'],
    ['an unknown age', { ages: ['24h', 5] }, /^ages\[1\]: expected 24h, 7d or 28d, got 5/],
    ['a name of people', { peopleFilters: 'Country' }, /^peopleFilters: expected .*#let-readers-choose-people\.$/],
    ['a list of names', { peopleFilters: ['Country'] }, /^peopleFilters\[0\]: expected an object, got "Country"/],
    ['a name with a colon', { peopleFilters: [{ name: 'A:B' }] }, /^peopleFilters\[0\]\.name: .* colon, got "A:B"/],
    ['a value of people', { peopleFilters: [{ name: 'A', values: [5] }] }, /^peopleFilters\[0\]\.values: .*strings/],
    [
      'a URL that is none',
      { seriesUrl: 5 },
      'seriesUrl: expected a string, got 5. See docs/endpoint.md#return-a-series.',
    ],
    ['one order', { ...windowHead, sortable: 'openedRate.low' }, /^sortable: expected an array, got "openedRate\.low"/],
    ['an order that is none', { ...windowHead, sortable: [null] }, /^sortable\[0\]: expected a string, got null/],
  ] as const) {
    it(`names ${title}`, () => {
      const [first, ...others] = warningsOf({ head });
      expect(others).to.deep.equal([]);
      if (typeof expected === 'string') expect(first).to.equal(expected);
      else expect(first).to.match(expected);
    });
  }

  it('is missing if the contract allows the value', () => {
    const message = 'Clicks are delayed.';
    const notes = [{ ...gap, code: 'gap' }, { code: 'gap', message }, { code: 'orphans', count: 0 }, { code: 'later' }];
    const peopleFilters = [{ name: 'Country', values: ['France'] }, { name: 'City' }, { name: 'Zip', values: null }];
    expect(warningsOf({ head: { notes, peopleFilters, ages: null, seriesUrl: null, sortable: null } })).to.deep.equal(
      [],
    );
  });
});

describe('a field', () => {
  it('is no mistake if the contract has it', () => {
    const explain = { opensInferred: 1 };
    const fields = {
      openTracked: true,
      mayHaveBegunEarlier: false,
      explain,
      program: 'Spring',
      tooYoung: 0,
      emails: 1,
    };
    const lists = { ages: ['7d'], peopleFilters: [], notes: [], sortable: ['openedRate.low'], seriesUrl: 'series' };
    const repeats = { age: '7d', people: 'Country:France', deleted: 'hide', dataFrom: '2026-01-01T00:00Z' };
    const head = { ...windowHead, ...lists, ...repeats, totals: { sent: 10, explain } };
    expect(warningsOf({ head, fields })).to.deep.equal([]);
  });

  it('is no mistake if the field that it resembles is present', () => {
    const fields = {
      opened: 3,
      openTracked: true,
      opensTracked: 3,
      explain: { sends: 1 },
      explains: 'x',
      program: 'P',
      programName: 'P',
    };
    const head = { notes: [], note: 'x', dataFrom: '2026-01-01T00:00Z', datafrom: 1 };
    expect(warningsOf({ head, fields })).to.deep.equal([]);
  });

  for (const name of ['groups', 'programId', 'workspace_id', 'totals']) {
    it(`is the own one of a host if it is ${name}`, () => {
      expect(warningsOf({ head: { [name]: 3 }, fields: { [name]: 3 } })).to.deep.equal([]);
    });
  }
});
