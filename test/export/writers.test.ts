import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readXlsx } from 'hucre/xlsx';
import { describe, it } from 'vitest';
import { parseReport } from '../../src/endpoint/parse-report.ts';
import { createCellTexts, neutralizeFormula } from '../../src/export/cell-text.ts';
import { writeClipboardTable } from '../../src/export/clipboard-table.ts';
import { writeCsv } from '../../src/export/csv.ts';
import { exportTable, type ExportTable } from '../../src/export/export-table.ts';
import { fileName } from '../../src/export/file-name.ts';
import { sheetCount } from '../../src/export/sheet-count.ts';
import { writeXlsx, type Workbook } from '../../src/export/xlsx.ts';
import { report as english } from '../../src/i18n/en/report.ts';
import { createFormats, unknownText } from '../../src/i18n/formats.ts';
import { report as french } from '../../src/i18n/fr/report.ts';
import { builtInColumns, type ColumnKind } from '../../src/model/columns.ts';
import type { CsvStyle } from '../../src/model/export-options.ts';
import { runSync } from '../../src/platform/sliced-task.ts';
import { initialViewState, withAllCampaigns, type ViewState } from '../../src/table-model/view-state.ts';
import { cellFormatter, type Localization } from '../../src/ui/cell-formatters.ts';
import { manyRows, reportResponse, reportRow, springAndAutumn } from '../support/report-response.ts';
import { tableOf } from '../support/table-of.ts';

type Rows = readonly ReturnType<typeof reportRow>[];

const localizationIn = (locale: string): Localization => ({
  messages: locale.startsWith('fr') ? french : english,
  formats: createFormats(locale),
  timeZone: 'Europe/Paris',
  columnSet: builtInColumns,
});

const view = { ...initialViewState, columns: builtInColumns.ids };

function tablesOf(rows: Rows, locale = 'en', state: ViewState = view) {
  const localization = localizationIn(locale);
  const table = tableOf(parseReport(reportResponse(rows)), state, new Intl.Collator(locale, { numeric: true }));
  return { table, localization, content: exportTable(table, table.columns, localization, true) };
}

const ignoreProgress = () => undefined;

function csvOf(content: ExportTable, localization: Localization, style: CsvStyle = 'locale'): string {
  return runSync(writeCsv(content, createCellTexts(localization, style), ignoreProgress)).join('');
}

/** Reads CSV by RFC 4180. */
function readCsv(csv: string, separator: string): string[][] {
  const field = new RegExp(`(?:"((?:[^"]|"")*)"|([^${separator}"\\r\\n]*))(${separator}|\\r\\n)`, 'gy');
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain, end] of csv.slice(1).matchAll(field)) {
    row.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end === separator) continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

const withoutPrefix = (text: string) => text.replace(/^'(?=[=+\-@\t\r\n])/, '');

/** Returns the text that the screen has for the text of a cell in a CSV file. */
function asOnScreen(text: string, kind: ColumnKind, { formats, timeZone }: Localization): string {
  if (kind === 'text') return withoutPrefix(text);
  if (text === '') return unknownText;
  const number = Number(text.replace(',', '.').replace('%', ''));
  if (kind === 'instant') return formats.day(Date.parse(`${text}T12:00:00Z`), timeZone);
  if (kind === 'rate') return formats.rate(Number((number / 100).toFixed(3)));
  return kind === 'count' ? formats.count(number) : text;
}

/** The texts of the same cells on screen. */
function screenOf({ table, localization, content }: ReturnType<typeof tablesOf>): string[][] {
  const formatters = content.columns.map(({ id }) => cellFormatter(id, localization));
  return Array.from({ length: table.lineCount }, (_, index) => {
    const line = table.lineAt(index)!;
    return content.columns.map(({ id, kind }, place) => {
      if (id === 'emailName' && line.emails !== undefined) return '';
      const text = formatters[place]!(line.rows, line.row);
      return kind === 'text' && text === unknownText ? '' : text;
    });
  });
}

// The names begin with a letter, or with a character that starts a formula, but never with the prefix itself.
const name = fc
  .tuple(fc.constantFrom('A', '=', '+', '-', '@', '\t', '“', 'é'), fc.string({ maxLength: 12, unit: 'grapheme' }))
  .map(([first, rest]) => `${first}x${rest.replaceAll('\0', '')}`);
const count = fc.option(fc.nat(1_000_000));
const rowsOf = (index: number) =>
  fc
    .record({ campaignName: name, emailName: name, sent: fc.nat(1_000_000), delivered: count, opened: count })
    .map((fields) => {
      const { sent, delivered, opened } = fields;
      const row = reportRow({ ...fields, campaignId: String(index % 3), emailId: String(index) });
      return { ...row, sent, delivered, opened };
    });
const someRows = fc.tuple(...Array.from({ length: 5 }, (_, index) => rowsOf(index)));

describe('CSV', () => {
  for (const [locale, separator] of [
    ['en', ','],
    ['fr', ';'],
  ] as const) {
    it(`has the content on screen in ${locale}, after the prefixes are removed`, () => {
      fc.assert(
        fc.property(someRows, (rows) => {
          const tables = tablesOf(rows, locale);
          const { content, localization } = tables;
          const [, ...lines] = readCsv(csvOf(content, localization), separator);
          const read = lines
            .slice(0, -1)
            .map((cells) => cells.map((text, at) => asOnScreen(text, content.columns[at]!.kind, localization)));
          assert.deepEqual(read, screenOf(tables));
        }),
        { numRuns: 60 },
      );
    });
  }

  it('has the separator and decimals of the language, or international ones', () => {
    const { content, localization } = tablesOf(springAndAutumn, 'fr', {
      ...initialViewState,
      columns: ['emailName', 'sent', 'openedRate', 'firstSentAt'],
    });
    const total = (csv: string) => csv.trimEnd().split('\r\n').at(-1);
    assert.equal(total(csvOf(content, localization)), 'Total;;1700;30,5%;');
    assert.equal(total(csvOf(content, localization, 'international')), 'Total,,1700,30.5%,');
    assert.ok(csvOf(content, localization).startsWith('\uFEFFCampagne;'));
  });

  it('has whole names, the campaign of every email, and dates of the report’s time zone', () => {
    const rows = [
      reportRow({ emailName: 'Spring launch.Invite', firstSentAt: '2026-11-02T23:30:00Z' }),
      reportRow({ emailName: 'Spring launch.Reminder', emailId: '12', firstSentAt: null }),
    ];
    const columns = ['emailName', 'firstSentAt'] as const;
    const { content, localization } = tablesOf(rows, 'en', { ...initialViewState, columns });
    assert.deepEqual(
      readCsv(csvOf(content, localization), ','),
      [
        ['Campaign', 'Email', 'First sent'],
        ['Spring launch', '', '2026-11-03'],
        ['Spring launch', 'Spring launch.Invite', '2026-11-03'],
        ['Spring launch', 'Spring launch.Reminder', ''],
        ['Total', '', ''],
      ].map((row, index) => (index === 1 ? ['Spring launch', '', ''] : row)),
    );
  });

  it('neutralizes texts that a spreadsheet would run, but no numbers', () => {
    for (const start of ['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n']) {
      assert.equal(neutralizeFormula(`${start}SUM(A1)`), `'${start}SUM(A1)`);
    }
    assert.equal(neutralizeFormula('a=1'), 'a=1');
    const { write } = createCellTexts(localizationIn('en'), 'locale');
    assert.equal(write(-5.25, 'number'), '-5.25');
    assert.equal(write('-5.25', 'text'), "'-5.25");
  });
});

describe('a name with NUL characters', () => {
  // LibreOffice drops them, and runs a formula that follows.
  const emailNames = ['\0=1+1', '=\0SUM(1)', '\0\0@x', 'a\0b'];
  const neutralized = ["'=1+1", "'=SUM(1)", "'@x", 'ab'];
  const rows = emailNames.map((emailName, index) => reportRow({ emailName, emailId: String(index) }));
  const { table, localization } = tablesOf(rows, 'en', { ...initialViewState, groupBy: 'none', sort: [] });
  const content = exportTable(table, ['emailName'], localization, true);

  it('cannot start a formula in CSV', () => {
    assert.deepEqual(readCsv(csvOf(content, localization), ',').flat(), ['Email', ...neutralized, 'Total']);
  });

  it('cannot start a formula in a copied table', () => {
    const texts = createCellTexts(localization, 'locale');
    const { html, text } = runSync(writeClipboardTable(content, texts, ignoreProgress));
    assert.deepEqual(text.join('').split('\r\n'), ['Email', ...neutralized, 'Total']);
    const cells = [...html.join('').matchAll(/<td>([^<]*)</g)].map(([, cell]) => cell);
    assert.deepEqual(cells, [...neutralized, 'Total']);
  });
});

describe('clipboard table', () => {
  it('has the same cells as HTML and as text', () => {
    const rows = [reportRow({ campaignName: 'A & B <b>', emailName: '=1+1\tx' })];
    const { content, localization } = tablesOf(rows, 'en', { ...initialViewState, columns: ['emailName', 'sent'] });
    const texts = createCellTexts(localization, 'locale');
    const { html, text, rowCount } = runSync(writeClipboardTable(content, texts, ignoreProgress));
    assert.equal(text.join(''), "Campaign\tEmail\tSent\r\nA & B <b>\t'=1+1 x\t1000\r\nTotal\t\t1000");
    assert.ok(
      html.join('').includes('<tr><td>A &amp; B &lt;b&gt;</td><td>\'=1+1 x</td><td align="right">1000</td></tr>'),
    );
    assert.equal(rowCount, 1);
  });

  it('keeps names with quotation marks in one cell of the text', () => {
    const emailNames = ['"Spring" sale', '"unclosed', 'The "best" offer', '\0"x'];
    const rows = emailNames.map((emailName, index) => reportRow({ emailName, emailId: String(index) }));
    const { table, localization } = tablesOf(rows, 'en', { ...initialViewState, groupBy: 'none', sort: [] });
    const content = exportTable(table, ['emailName'], localization, true);
    const labeled = { ...content, columns: content.columns.map((column) => ({ ...column, label: '"A"\tB\nC' })) };
    const texts = createCellTexts(localization, 'locale');
    const { html, text } = runSync(writeClipboardTable(labeled, texts, ignoreProgress));
    const quoted = ['"""Spring"" sale"', '"""unclosed"', 'The "best" offer', '"""x"'];
    assert.deepEqual(text.join('').split('\r\n'), ['"""A"" B C"', ...quoted, 'Total']);
    const names = [...html.join('').matchAll(/<t[hd]>([^<]*)</g)].map(([, cell]) => cell?.replaceAll('&quot;', '"'));
    assert.deepEqual(names, ['"A" B C', '"Spring" sale', '"unclosed', 'The "best" offer', '"x', 'Total']);
  });
});

async function workbookOf(content: ExportTable, options: Partial<Workbook> = {}) {
  const parts = runSync(
    writeXlsx({
      ...{
        table: content,
        timeZone: 'Europe/Paris',
        tableName: 'Report',
        aboutName: 'About',
        onProgress: ignoreProgress,
      },
      flag: (value) => (value ? 'Yes' : 'No'),
      about: [['Time zone', 'Europe/Paris']],
      ...options,
    }),
  );
  return await readXlsx(new Uint8Array(await new Blob(parts).arrayBuffer()), { readStyles: true });
}

describe('Excel workbook', () => {
  for (const locale of ['en', 'fr']) {
    it(`has the content on screen in ${locale}, as typed cells`, async () => {
      await fc.assert(
        fc.asyncProperty(someRows, async (rows) => {
          const tables = tablesOf(rows, locale);
          const { content, localization } = tables;
          const { formats } = localization;
          const workbook = await workbookOf(content, { flag: (value) => localization.messages[value ? 'yes' : 'no'] });
          const [, ...lines] = workbook.sheets[0]!.rows;
          const read = lines.slice(0, -1).map((cells) =>
            content.columns.map(({ kind }, at) => {
              const value = cells[at] ?? undefined;
              if (kind === 'text' || kind === 'flag') return value ?? '';
              if (value === undefined) return unknownText;
              if (value instanceof Date) return formats.day(value.getTime(), 'UTC');
              assert.equal(typeof value, 'number');
              return kind === 'rate' ? formats.rate(value as number) : formats.count(value as number);
            }),
          );
          assert.deepEqual(read, screenOf(tables));
        }),
        { numRuns: 20 },
      );
    });
  }

  it('has a second sheet about the report', async () => {
    const { sheets } = await workbookOf(tablesOf(springAndAutumn).content);
    assert.deepEqual(
      sheets.map(({ name: sheet }) => sheet),
      ['Report', 'About'],
    );
    assert.deepEqual(sheets[1]?.rows, [['Time zone', 'Europe/Paris']]);
  });

  it('freezes the header and the names, and outlines emails below their campaign', async () => {
    const { sheets } = await workbookOf(tablesOf(springAndAutumn).content);
    const [sheet] = sheets;
    assert.deepEqual([sheet?.freezePane?.rows, sheet?.freezePane?.columns], [1, 2]);
    const levels = sheet?.rows.map((_, row) => sheet.rowDefs?.get(row)?.outlineLevel ?? 0);
    assert.deepEqual(levels, [0, 0, 0, 1, 1, 0]);
  });

  it('splits a table that exceeds the rows of a sheet, and repeats the header', async () => {
    const { content } = tablesOf(manyRows(20), 'en', withAllCampaigns(view, true));
    const { sheets } = await workbookOf(content, { rowLimit: 11 });
    assert.deepEqual(
      sheets.map(({ name: sheet, rows }) => [sheet, rows.length, rows[0]?.[0]]),
      [
        ['Report', 11, 'Campaign'],
        ['Report 2', 11, 'Campaign'],
        ['Report 3', 6, 'Campaign'],
        ['About', 1, 'Time zone'],
      ],
    );
    assert.equal(sheetCount(1_048_575), 1);
    assert.equal(sheetCount(1_048_576), 2);
  });
});

describe('file name', () => {
  it('is safe on every system', () => {
    assert.equal(
      fileName(['Newsletter: A/B?', '25 Oct – 23 Nov 2026'], 'csv'),
      'Newsletter- A-B- 25 Oct – 23 Nov 2026.csv',
    );
    assert.equal(fileName(['CON'], 'xlsx'), 'report CON.xlsx');
    assert.equal(fileName(['...'], 'csv'), 'report.csv');
    assert.equal(fileName(['x'.repeat(300)], 'csv').length, 104);
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (title) => {
        const made = fileName([title], 'csv');
        assert.doesNotMatch(made, /[\\/:*?"<>|\p{Cc}]|^[. ]|[. ]\.csv$/u);
      }),
    );
  });
});
