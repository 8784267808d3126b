import { expect } from 'chai';
import { describe, it } from 'vitest';
import { parseReport } from '../../src/endpoint/parse-report.ts';
import { foldText } from '../../src/table-model/diacritic-folding.ts';
import type { Table } from '../../src/table-model/table.ts';
import { initialViewState, withSearch, type ViewState } from '../../src/table-model/view-state.ts';
import { searchCases, searchedNames } from '../support/search-cases.ts';
import { reportResponse, reportRow, springAndAutumn } from '../support/report-response.ts';
import { tableOf } from '../support/table-of.ts';

const report = parseReport(reportResponse(springAndAutumn));

function tableFor(search: string, view: ViewState = initialViewState): Table {
  return tableOf(report, withSearch(view, search), new Intl.Collator('en', { numeric: true }));
}

function names(table: Table): (string | undefined)[] {
  return Array.from({ length: table.lineCount }, (_, index) => {
    const line = table.lineAt(index);
    return line?.rows.text.emailName[line.row];
  });
}

const found: [name: string, search: string][] = [
  ['Spring Launch', 'g l'],
  ['SPRING', 'spring'],
  ['Þór & Łódź & smørrebrød', 'lodz'],
  ['Élan d’été', 'elan d’ETE'],
  ['Cœur', 'coeur'],
  ['Noe\u0308l', 'noël'],
  ['Größe', 'GROSSE'],
  ['Frühling', 'fruhling'],
  ['STRASSE', 'straße'],
  ['Åre', 'åre'],
  ['Åre', 'are'],
  ['Año', 'ano'],
  ['İstanbul', 'istanbul'],
  ['IŞIK', 'ışık'],
  ['ISPARTA', 'isparta'],
  ['İzmir', 'ızmir'],
  ['春のキャンペーン', 'きゃんぺーん'],
  ['ガイド', 'かいと'],
  ['ｷｬﾝﾍﾟｰﾝ', 'キャンペーン'],
  ['שָׁלוֹם', 'שלום'],
  ['ΟΔΟΣ', 'οδός'],
  ['ЁЛКА', 'елка'],
  ['موجة ٣', 'موجة 3'],
  ['한국', '한국'.normalize('NFD')],
];

const notFound: [name: string, search: string][] = [
  ['Spring', 'springs'],
  ['कि', 'का'],
  ['한', '하'],
];

describe('search', () => {
  for (const [name, search] of found) {
    it(`finds “${search}” in “${name}”`, () => {
      expect(foldText(name)).to.include(foldText(search));
    });
  }

  for (const [name, search] of notFound) {
    it(`does not find “${search}” in “${name}”`, () => {
      expect(foldText(name)).not.to.include(foldText(search));
    });
  }

  for (const [search, names] of searchCases) {
    it(`finds the same as the service: “${search}”`, () => {
      const matching = searchedNames.filter((name) => foldText(name).includes(foldText(search)));
      expect(matching).to.deep.equal(names);
    });
  }

  it('looks into folders', () => {
    expect(tableFor('emea/2026').matchCount).to.equal(2);
  });

  it('keeps all emails of a campaign whose name matches', () => {
    const table = tableFor('SPRING');
    expect(names(table)).to.deep.equal(['Spring launch', 'Reminder', 'Invite']);
    expect([table.matchCount, table.emailCount]).to.deep.equal([2, 3]);
  });

  it('keeps the matching emails of other campaigns and totals only those', () => {
    const table = tableFor('remind');
    expect(names(table)).to.deep.equal(['Spring launch', 'Reminder']);
    expect(table.lineAt(0)?.emails).to.equal(1);
    expect(table.lineAt(0)?.rows.numbers.sent[table.lineAt(0)?.row ?? 0]).to.equal(500);
    expect(table.total.numbers.sent[0]).to.equal(500);
  });

  it('keeps the same emails without grouping', () => {
    const ungrouped = { ...initialViewState, groupBy: 'none' } as const;
    expect(names(tableFor('i', ungrouped))).to.deep.equal(['Reminder', 'Invite']);
    expect(names(tableFor('elan', ungrouped))).to.deep.equal(['Élan']);
  });

  it('finds all emails for an empty or blank text', () => {
    for (const search of ['', '  ']) expect(tableFor(search).matchCount).to.equal(3);
  });

  it('has empty totals if nothing matches', () => {
    const table = tableFor('winter');
    expect([table.lineCount, table.matchCount, table.total.numbers.sent[0]]).to.deep.equal([0, 0, 0]);
  });
});

describe('previews', () => {
  const rows = [reportRow({ emailId: '11' }), reportRow({ emailId: '12', hasPreview: false })];
  const previews = (response: unknown) => {
    const table = tableOf(parseReport(response), { ...initialViewState, sort: [] }, new Intl.Collator('en'));
    return Array.from({ length: table.lineCount }, (_, index) => table.lineAt(index)?.hasPreview);
  };

  it('exist for emails that have one if the endpoint gives their address', () => {
    expect(previews(reportResponse(rows, { previewUrl: 'emails/{emailId}' }))).to.deep.equal([false, true, false]);
    expect(previews(reportResponse(rows))).to.deep.equal([false, false, false]);
  });
});
