import { expect } from 'chai';
import { describe, it } from 'vitest';
import { parseReport } from '../../src/endpoint/parse-report.ts';
import { DiacriticFolding } from '../../src/table-model/diacritic-folding.ts';
import type { Table } from '../../src/table-model/table.ts';
import { initialViewState, withSearch, type ViewState } from '../../src/table-model/view-state.ts';
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

const found: [locale: string, name: string, search: string][] = [
  ['en', 'Spring Launch', 'g l'],
  ['en', 'SPRING', 'spring'],
  ['en', 'Þór & Łódź & smørrebrød', 'lodz'],
  ['fr', 'Élan d’été', 'elan d’ETE'],
  ['fr', 'Cœur', 'coeur'],
  ['fr', 'Noe\u0308l', 'noël'],
  ['de', 'Größe', 'GROSSE'],
  ['de', 'Frühling', 'fruhling'],
  ['de', 'STRASSE', 'straße'],
  ['sv', 'Åre', 'åre'],
  ['tr', 'İstanbul', 'istanbul'],
  ['tr', 'IŞIK', 'ışık'],
  ['ja', '春のキャンペーン', 'きゃんぺーん'],
  ['ja', 'ガイド', 'かいと'],
  ['ja', 'ｷｬﾝﾍﾟｰﾝ', 'キャンペーン'],
  ['he', 'שָׁלוֹם', 'שלום'],
  ['el', 'ΟΔΟΣ', 'οδός'],
  ['ru', 'ЁЛКА', 'елка'],
  ['ar', 'موجة ٣', 'موجة 3'],
];

const notFound: [locale: string, name: string, search: string][] = [
  ['en', 'Spring', 'springs'],
  ['sv', 'Åre', 'are'],
  ['es', 'Año', 'ano'],
  ['tr', 'ISPARTA', 'isparta'],
  ['tr', 'İzmir', 'ızmir'],
  ['hi', 'कि', 'का'],
];

describe('search', () => {
  for (const [locale, name, search] of found) {
    it(`finds “${search}” in “${name}” in ${locale}`, () => {
      const folding = new DiacriticFolding(locale);
      expect(folding.fold(name)).to.include(folding.fold(search));
    });
  }

  for (const [locale, name, search] of notFound) {
    it(`does not find “${search}” in “${name}” in ${locale}`, () => {
      const folding = new DiacriticFolding(locale);
      expect(folding.fold(name)).not.to.include(folding.fold(search));
    });
  }

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
