import assert from 'node:assert/strict';
import { doIUseEmail } from '@jsx-email/doiuse-email';
import fc from 'fast-check';
import { Window } from 'happy-dom';
import { simpleParser, type ParsedMail } from 'mailparser';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it, onTestFinished } from 'vitest';
import { builtInColumns } from '../../src/model/columns.ts';
import { rates, type RateId } from '../../src/model/metrics.ts';
import { createDelivery, variables, type DeliverySetup } from './support/delivery.ts';
import { databaseIn } from './support/import.ts';
import { sendsAt } from './support/report-extract.ts';
import { extractOf, getReport, startServer, type Row } from './support/server.ts';

/** Renders the email of a view. */
async function emailOf(setup: DeliverySetup, view: object, args: readonly string[] = []): Promise<ParsedMail> {
  await setup.write('view.json', view);
  const options = ['--view', 'view.json', '--to', 'a@example.com', '--dry-run', 'out', ...args];
  await setup.deliver(options, { variables: { ...variables } });
  const file = join(setup.directory, 'out/view-0001.eml');
  const email = await simpleParser(await readFile(file));
  // The next dry run does not overwrite it.
  await rm(file);
  return email;
}

/** A row of the table in an email: its name, and the texts of its cells by label. */
interface TableRow {
  readonly name: string;
  readonly cells: Readonly<Record<string, string>>;
}

function documentOf({ html }: ParsedMail) {
  const { document } = new Window();
  document.write(html || '');
  return document;
}

function tableOf(mail: ParsedMail): TableRow[] {
  const document = documentOf(mail);
  const labels = [...document.querySelectorAll('.d thead th')].slice(1).map((cell) => cell.textContent);
  return [...document.querySelectorAll('.d tbody tr')].map((row) => ({
    name: row.querySelector('th')?.textContent ?? '',
    cells: Object.fromEntries(
      [...row.querySelectorAll('td')].map((cell, index) => {
        const hidden = cell.querySelector('.l');
        // The label that is visible where rows are stacked is that of the column.
        if (hidden) assert.equal(hidden.textContent, labels[index]);
        hidden?.remove();
        return [labels[index] ?? '', cell.textContent];
      }),
    ),
  }));
}

const labels = {
  sent: 'Sent',
  delivered: 'Delivered',
  hardBounced: 'Hard bounced',
  pending: 'Pending',
  opened: 'Opened',
  clicked: 'Clicked link',
  unsubscribed: 'Unsubscribed',
  humanOpened: 'Opened (no bots)',
  deliveredRate: '% delivered',
  openedRate: '% opened',
  clickedRate: '% clicked',
  clickToOpenRate: 'Click-to-open rate',
} as const;
type Id = keyof typeof labels;
const ids = Object.keys(labels) as Id[];

/** Formats the sum of a column over rows of the service, independently of the element. */
function expected(rows: readonly Row[], id: Id): string {
  const sum = (count: string) => rows.reduce((total, row) => total + Number(row[count]), 0);
  if (!id.endsWith('Rate')) return new Intl.NumberFormat('en').format(sum(id));
  const { numerator, denominator } = rates[id as RateId];
  const share = sum(numerator) / sum(denominator);
  return Number.isNaN(share) ? '–' : `${(Math.round(share * 1000) / 10).toFixed(1)}%`;
}

describe('the figures of an email', () => {
  it('equal those of the service, for any view', async () => {
    const setup = await createDelivery();
    const { address, close } = await startServer({ database: setup.database });
    onTestFinished(close);
    const views = fc.record({
      columns: fc.shuffledSubarray(ids, { minLength: 1 }),
      dateBasis: fc.constantFrom('first-sent', 'sent'),
      timeZone: fc.constantFrom('UTC', 'Asia/Tokyo', 'America/New_York'),
      timeFrame: fc.constantFrom('all-time', '2026-03-02/2026-03-03', '../2026-03-10', '2026-04-10/..', 'last-90-days'),
      minimum: fc.integer({ min: 0, max: 8 }),
      sort: fc.constantFrom(...ids),
    });
    await fc.assert(
      fc.asyncProperty(views, async ({ columns, dateBasis, timeZone, timeFrame, minimum, sort }) => {
        const view = { columns: `emailName,${columns.join(',')}`, dateBasis, timeZone, timeFrame, sort: `-${sort}` };
        const mail = await emailOf(setup, { ...view, groupBy: 'none', filter: `delivered>=${minimum}` });
        const [from, to] = timeFrame === 'last-90-days' ? ['2026-01-16', '2026-04-15'] : timeFrame.split('/');
        const isDate = (text = '') => /^\d/.test(text);
        const report = await getReport(address, {
          ...{ dateBasis, timeZone },
          ...(isDate(from) && { from: from as string }),
          ...(isDate(to) && { to: to as string }),
        });
        const rows = report.rows.filter(({ delivered }) => Number(delivered) >= minimum);
        const byName = (name: string, row: readonly Row[]) => ({
          name,
          cells: Object.fromEntries(columns.map((id) => [labels[id], expected(row, id)])),
        });
        const wanted = rows.map((row) => byName(String(row['emailName']), [row]));
        const found = tableOf(mail);
        if (rows.length === 0) return assert.deepEqual(found, []);
        const order = (table: readonly TableRow[]) => table.map((row) => JSON.stringify(row)).sort();
        assert.deepEqual(order(found.slice(0, -1)), order(wanted));
        assert.deepEqual(found.at(-1), byName('Total', rows));
      }),
      { numRuns: 25 },
    );
  });

  it('have subtotals of campaigns, without those that are collapsed', async () => {
    const setup = await createDelivery();
    const view = { timeFrame: 'all-time', columns: 'emailName,sent', sort: 'campaignName' };
    const open = tableOf(await emailOf(setup, view));
    assert.deepEqual(
      open.filter(({ name }) => /Été à Paris|Invite|invite/.test(name)).map(({ name, cells }) => [name, cells['Sent']]),
      [
        ['Été à Paris2 emails', '16'],
        ['Invite "Été", one', '10'],
        ['invite ete two', '6'],
        ['Invite "Été", one', '10'],
      ],
    );
    const collapsed = await emailOf(setup, { ...view, campaigns: { open: false, except: ['1001'] } });
    assert.equal(tableOf(collapsed).length, open.length - 4);
    // The file has all rows.
    assert.match(collapsed.text ?? '', /The attached file has 12 rows\./);
  });

  it('are “–” if opens are not tracked', async () => {
    const setup = await createDelivery();
    const database = databaseIn(setup.directory);
    const email = { id: 74, name: 'émile', isOpenTrackingDisabled: true };
    await database.write('emails.json', JSON.stringify({ success: true, result: [email] }));
    await database.importExtracts({}, { emails: [join(setup.directory, 'emails.json')] });
    const view = { timeFrame: 'all-time', groupBy: 'none', columns: 'emailName,sent,opened,openedRate' };
    const mail = await emailOf(setup, view);
    const [row] = tableOf(mail).filter(({ name }) => name === 'émile');
    assert.deepEqual(row?.cells, { Sent: '3', Opened: '–', '% opened': '–' });
    assert.match(mail.text ?? '', /“–” means not available/);
    const count = tableOf(mail).length - 1;
    const coverage = `Opens tracked: ${count - 1} of ${count} emails`;
    assert.ok(tableOf(mail).at(-1)?.name.endsWith(coverage), JSON.stringify(tableOf(mail)));
    assert.ok(mail.text?.includes(`Total (${coverage})`), mail.text);
    const { attachments } = await emailOf(setup, view, ['--attach', 'csv']);
    assert.ok(attachments[0]?.content.toString().includes(`\r\nTotal · ${coverage},`));
    const withoutOpens = await emailOf(setup, { ...view, columns: 'emailName,sent' });
    assert.doesNotMatch(withoutOpens.text ?? '', /Opens tracked/);
    const grouped = await emailOf(setup, { ...view, groupBy: 'campaign' });
    const names = tableOf(grouped).map(({ name }) => name);
    assert.ok(
      names.some((name) => /Opens tracked: \d+ of \d+ emails$/.test(name) && !name.startsWith('Total')),
      names.join(),
    );
  });

  it('are of the chosen activity, and say so', async () => {
    const setup = await createDelivery();
    const { address, close } = await startServer({ database: setup.database });
    onTestFinished(close);
    const { rows } = await getReport(address);
    const view = { timeFrame: 'all-time', groupBy: 'none', columns: 'emailName,opened', figures: 'activity=human' };
    const mail = await emailOf(setup, view);
    assert.notEqual(expected(rows, 'humanOpened'), expected(rows, 'opened'));
    assert.deepEqual(tableOf(mail).at(-1)?.cells, { 'Opened (no bots)': expected(rows, 'humanOpened') });
    assert.match(mail.text ?? '', /Counted: .*bots/);
  });
});

describe('the claims of an email', () => {
  it('leave out campaigns that recipients may not see, in rows, totals and the file', async () => {
    const setup = await createDelivery();
    const view = { timeFrame: 'all-time', columns: 'emailName,sent' };
    const mail = await emailOf(setup, view, ['--folders', '/EMEA', '--attach', 'csv']);
    assert.deepEqual(
      tableOf(mail).map(({ name }) => name),
      ['Été à Paris2 emails', 'invite ete two', 'Invite "Été", one', 'Total'],
    );
    assert.equal(tableOf(mail).at(-1)?.cells['Sent'], '16');
    const everything = [mail.html, mail.text, mail.attachments[0]?.content.toString()].join('\n');
    assert.doesNotMatch(everything, /Zebra|alpha|Zulu/);
    const none = await emailOf(setup, { ...view, timeFrame: '2019-01-01/2019-01-02' }, ['--folders', '/EMEA/2026']);
    assert.deepEqual(tableOf(none), []);
    assert.match(none.text ?? '', /No emails match this view\./);
  });
});

describe('the text of an email', () => {
  it('is in French with French numbers, dates and typography', async () => {
    const setup = await createDelivery();
    const view = { timeFrame: '2026-03-02/2026-03-05', columns: 'emailName,firstSentAt,deliveredRate' };
    const mail = await emailOf(setup, { name: 'Mars', view: { ...view, timeZone: 'Europe/Paris' } }, [
      '--language',
      'fr',
    ]);
    assert.equal(mail.subject, 'Mars\u00a0: 2–5 mars 2026');
    const text = mail.text ?? '';
    for (const part of [
      '% délivrés\u00a0: 75,0\u00a0%',
      'Premier envoi\u00a0: 2 mars 2026',
      'Fuseau horaire\u00a0: Europe/Paris',
      'Données jusqu’au\u00a0: ',
      'La pièce jointe contient ',
      'Vous recevez cet e‑mail dans le cadre de votre abonnement à «\u00a0Mars\u00a0».',
    ]) {
      assert.ok(text.includes(part), `${part}\n${text}`);
    }
    assert.doesNotMatch(text, / [:;!?»]|\d %|« /);
    assert.match(mail.html || '', /<html lang="fr">/);
  });

  it('has the coverage of the figures', async () => {
    const setup = await createDelivery('2026-12-02T06:00:00Z');
    const view = { timeFrame: '2026-03-02/2026-03-05', dateBasis: 'sent', search: 'invite', filter: 'sent>=2' };
    const { text = '' } = await emailOf(setup, view, ['--time-zone', 'Asia/Tokyo']);
    for (const part of [
      'Dates apply to: sends in this period',
      'Time zone: Asia/Tokyo',
      'Search: invite',
      'Filter: Sent ≥ 2',
      'Data through: Nov 20, 2026, 5:00',
      'This data is more than a day old.',
      'Sends that Marketo skipped can’t be told apart and count as sent.',
    ]) {
      assert.ok(text.includes(part), `${part}\n${text}`);
    }
  });

  it('says that figures can still change, and how many sends are too young for an age', async () => {
    const setup = await createDelivery();
    const view = { timeFrame: '2026-11-20/2026-11-20' };
    const { text = '' } = await emailOf(setup, view);
    assert.match(
      text,
      /These figures can still change: delivery is pending for 2 people\. Deliveries are final three days after each send/,
    );
    const young = await emailOf(setup, { ...view, figures: 'age=7d' }, ['--language', 'fr']);
    assert.match(young.text ?? '', /2 envois/);
    assert.doesNotMatch(young.text ?? '', /peuvent encore changer/);
  });

  it('links to the view with the dates of the email', async () => {
    const setup = await createDelivery();
    const view = { timeFrame: 'last-7-days', sort: '-clicked', filter: 'folder=/A&B', columns: null };
    const url = 'https://example.com/report?tab=1&{view:emea}#top';
    const { text = '' } = await emailOf(setup, view, ['--url', url, '--time-zone', 'Europe/Paris']);
    const link = new URL(/Open the report: (\S+)/.exec(text)?.[1] ?? '');
    assert.deepEqual(Object.fromEntries(link.searchParams), {
      tab: '1',
      'emea.time-frame': '2026-04-09/2026-04-15',
      'emea.date-basis': 'first-sent',
      'emea.time-zone': 'Europe/Paris',
      'emea.sort': '-clicked',
      'emea.group-by': 'campaign',
      'emea.columns': '',
      'emea.search': '',
      'emea.filter': 'folder=/A&B',
      'emea.figures': '',
    });
    assert.equal(link.hash, '#top');
  });

  const calendars: readonly (readonly [string, readonly string[], string])[] = [
    ['last-week', [], '2026-04-05/2026-04-11'],
    ['last-week', ['--language', 'fr'], '2026-04-06/2026-04-12'],
    ['last-week', ['--first-day-of-week', 'Monday'], '2026-04-06/2026-04-12'],
    ['last-week', ['--language', 'fr', '--first-day-of-week', 'saturday'], '2026-04-04/2026-04-10'],
    ['this-fiscal-quarter', ['--fiscal-year-start', '2'], '2026-02-01/2026-04-15'],
    ['last-fiscal-year', ['--fiscal-year-start', '4'], '2025-04-01/2026-03-31'],
    ['last-fiscal-year', ['--fiscal-year-start', '1'], '2025-01-01/2025-12-31'],
  ];
  for (const [timeFrame, options, dates] of calendars) {
    it(`has the dates of ${timeFrame} with ${options.join(' ') || 'the defaults'}`, async () => {
      const setup = await createDelivery();
      const url = ['--url', 'https://example.com/?{view}'];
      const { text = '' } = await emailOf(setup, { timeFrame }, [...url, ...options]);
      const link = /(https:\S+cer\.time-frame\S+)/.exec(text)?.[1] ?? '';
      assert.equal(new URL(link).searchParams.get('cer.time-frame'), dates);
    });
  }

  it('is cut if the report is long, and says how many rows the file has', async () => {
    const setup = await createDelivery();
    const database = databaseIn(setup.directory);
    const instants = Array.from({ length: 400 }, () => '2026-04-01T08:00:00Z');
    await database.importExtracts({ 'long.csv': extractOf(sendsAt(2000, 5000, instants), 'long') });
    const view = { timeFrame: '2026-04-01/2026-04-01' };
    const mail = await emailOf(setup, { ...view, groupBy: 'none' }, ['--attach', 'csv']);
    const shown = tableOf(mail).length - 1;
    assert.ok(shown > 30 && shown <= 50, String(shown));
    assert.match(mail.text ?? '', new RegExp(`The first ${shown} of 400 rows are shown\\. The attached file has all`));
    assert.equal(mail.attachments[0]?.content.toString().trim().split('\n').length, 402);
    assert.ok(Buffer.byteLength(mail.html || '') < 102_000);
    assert.equal(tableOf(mail).at(-1)?.cells['Sent'], '400');
  });

  it('has its link to unsubscribe before Gmail cuts it, with all columns and a long filter', async () => {
    const setup = await createDelivery();
    const database = databaseIn(setup.directory);
    const instants = Array.from({ length: 60 }, () => '2026-04-01T08:00:00Z');
    await database.importExtracts({ 'long.csv': extractOf(sendsAt(2000, 5000, instants), 'long') });
    const view = { timeFrame: '2026-04-01/2026-04-01', groupBy: 'none', columns: builtInColumns.ids.join(',') };
    const url = ['--url', 'https://example.com/?{view}'];
    const shownRows = async (filter: string) => {
      const mail = await emailOf(setup, { ...view, filter }, url);
      const html = mail.html || '';
      const end = html.indexOf('unsubscribe?token=');
      assert.ok(end > 0 && Buffer.byteLength(html) <= 102_000, `${Buffer.byteLength(html)} bytes`);
      const rows = tableOf(mail);
      assert.equal(rows.at(-1)?.cells['Sent'], '60');
      assert.match(mail.text ?? '', new RegExp(`The first ${rows.length - 1} of 60 rows are shown\\.`));
      return rows.length - 1;
    };
    const most = await shownRows('');
    const fewer = await shownRows(Array.from({ length: 1000 }, (_, index) => `campaign=${index + 1500}`).join(';'));
    assert.ok(most > 15 && fewer < most, `${most}, ${fewer}`);
  });

  it('cannot be left by names of campaigns, emails and views', async () => {
    const setup = await createDelivery();
    const database = databaseIn(setup.directory);
    const name = '"><script>alert(1)</script>\r\nBcc: x@example.com';
    await database.importExtracts({
      'evil.csv': extractOf(
        [{ type: 'send', campaign: 1, email: 1, emailName: name, person: 1, at: '2026-04-02T08:00:00Z' }],
        'evil',
      ),
    });
    const view = { timeFrame: '2026-04-02/2026-04-02', groupBy: 'none' };
    const mail = await emailOf(setup, { name, view });
    const html = mail.html || '';
    assert.doesNotMatch(html, /<script/);
    assert.match(html, /&#62;&#60;script&#62;alert\(1\)/);
    assert.equal(mail.bcc, undefined);
    assert.equal(mail.subject, '"><script>alert(1)</script> Bcc: x@example.com: Apr 2, 2026');
    assert.deepEqual(
      [mail.to].flat()[0]?.value.map(({ address }) => address),
      ['a@example.com'],
    );
  });

  it('cannot start a formula in the attached CSV', async () => {
    const setup = await createDelivery();
    const at = '2026-04-02T08:00:00Z';
    const names = ['=1+1', '\0=1+1', '＝1+1'];
    const sends = names.map((emailName, email) => ({
      type: 'send' as const,
      campaign: 1,
      email,
      emailName,
      person: 1,
      at,
    }));
    await databaseIn(setup.directory).importExtracts({ 'evil.csv': extractOf(sends, 'evil') });
    const view = { timeFrame: '2026-04-02/2026-04-02', groupBy: 'none', columns: 'emailName,sent' };
    const mail = await emailOf(setup, view, ['--attach', 'csv']);
    const lines = mail.attachments[0]?.content.toString().split('\r\n') ?? [];
    assert.deepEqual(lines.slice(1, 4).sort(), ["'=1+1,1", "'=1+1,1", "'＝1+1,1"]);
  });
});

/** What some mail programs lack, and why an email without it is still complete. */
const withoutHarm: Readonly<Record<string, string>> = {
  '<body> element': 'its background is also that of the outermost table',
  'lang attribute': 'for screen readers',
  'role attribute': 'for screen readers',
  'border-radius': 'corners are not round',
  'text-decoration': 'the button is underlined',
  'display:none': 'the label of a cell is visible before its figure',
  'width attribute': 'columns are as wide as their content',
  'white-space': 'dates may wrap',
};

describe('the HTML of an email', () => {
  const clients = [
    ...['apple-mail.*', 'gmail.*', 'outlook.*', 'yahoo.*', 'samsung-email.*', 'thunderbird.*', 'protonmail.*'],
    ...['orange.*', 'laposte.*', 'sfr.*', 'fastmail.*', 'hey.*'],
  ];

  it('only needs what mail programs support', async () => {
    const setup = await createDelivery();
    for (const view of [
      { timeFrame: 'all-time' },
      { timeFrame: 'all-time', groupBy: 'none' },
      { timeFrame: 'yesterday' },
    ]) {
      const mail = await emailOf(setup, view, ['--url', 'https://example.com/?{view}', '--language', 'fr']);
      const html = (mail.html || '').replace(/<!--\[if mso\]>.*?<!\[endif\]-->/s, '');
      const [, styles = ''] = /<style>(.*?)<\/style>/s.exec(html) ?? [];
      // Everything is readable without the styles in the head: they only stack rows and darken colors.
      assert.match(styles, /^h1,p\{margin:0\}(?:@media \([^)]*\)\{(?:[^{}]*\{[^{}]*\})*\})*$/);
      assert.ok(styles.length < 8192, 'Gmail ignores longer styles');
      const result = doIUseEmail(html.replace(/<style>.*?<\/style>/s, ''), { emailClients: clients });
      const errors = result.success ? [] : result.errors;
      const lacking = new Set(errors.map((error) => /^`(.*?)` is not supported/.exec(error)?.[1] ?? error));
      assert.deepEqual(
        [...lacking].filter((feature) => !Object.hasOwn(withoutHarm, feature)),
        [],
      );
    }
  });

  it('has no scripts, images, forms, and nothing that is loaded', async () => {
    const setup = await createDelivery();
    const mail = await emailOf(setup, { timeFrame: 'all-time' }, ['--url', 'https://example.com/?{view}']);
    const document = documentOf(mail);
    const names = new Set([...document.querySelectorAll('*')].map(({ localName }) => localName));
    const known = [
      ...['html', 'head', 'meta', 'title', 'style', 'body', 'div', 'h1', 'p', 'a', 'span', 'br'],
      ...['table', 'thead', 'tbody', 'tr', 'th', 'td'],
    ];
    assert.deepEqual(
      [...names].filter((name) => !known.includes(name)),
      [],
    );
    const links = [...document.querySelectorAll('[href],[src],[background]')].map((each) => each.getAttribute('href'));
    assert.equal(links.length, 2);
    assert.doesNotMatch(mail.html || '', /url\(|@import|javascript:/);
    const tables = [...document.querySelectorAll('table')];
    assert.ok(tables.every((table) => table.matches('.d, [role=presentation]')));
  });
});
