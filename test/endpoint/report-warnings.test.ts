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
