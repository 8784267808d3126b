import assert from 'node:assert/strict';
import { describe, it } from 'vitest';
import { maskAddress, parseMailbox } from '../deliver/addresses.ts';
import { parseMailServer } from '../deliver/mail-server.ts';
import { parseViewFile } from '../deliver/view-file.ts';
import { createDelivery, variables } from './support/delivery.ts';

describe('addresses', () => {
  const valid: readonly (readonly [string, string | undefined, string])[] = [
    ['jane@example.com', undefined, 'jane@example.com'],
    [' Jane.Doe+x@Example.COM ', undefined, 'Jane.Doe+x@example.com'],
    ['Jane Doe <jane@example.com>', 'Jane Doe', 'jane@example.com'],
    ['"Doe, Jane" <jane@example.com>', 'Doe, Jane', 'jane@example.com'],
    ['<jane@exämple.com>', undefined, 'jane@xn--exmple-cua.com'],
  ];
  for (const [text, name, address] of valid) {
    it(`are read from ${text}`, () => assert.deepEqual(parseMailbox(text), { name, address }));
  }

  for (const text of [
    '',
    'jane',
    '@example.com',
    'jane@',
    'jane@localhost',
    'jane@example..com',
    'jane@-example.com',
    'jane@example.com,ben@example.com',
    'jane@example.com ben@example.com',
    'jane doe@example.com',
    '"jane doe"@example.com',
    'jane@[127.0.0.1]',
    'jane@127.0.0.1',
    'jäne@example.com',
    'jane@example.com\r\nBcc: ben@example.com',
    'Jane\nBcc: ben@example.com <jane@example.com>',
    'Jane\u2028 <jane@example.com>',
    'Jane <jane@example.com> <ben@example.com>',
    `${'a'.repeat(65)}@example.com`,
    `a@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.${'e'.repeat(60)}.${'f'.repeat(20)}.com`,
  ]) {
    it(`are refused: ${JSON.stringify(text).slice(0, 60)}`, () =>
      assert.throws(() => parseMailbox(text), /is not|does|contains/));
  }

  it('are masked for logs', () => assert.equal(maskAddress('jane.doe@example.com'), 'j…@example.com'));
});

describe('SMTP_URL', () => {
  const cases: readonly (readonly [string, object])[] = [
    [
      'smtps://smtp.example.com',
      { host: 'smtp.example.com', port: 465, isSecure: true, isLocal: false, auth: undefined },
    ],
    [
      'smtp://smtp.example.com',
      { host: 'smtp.example.com', port: 587, isSecure: false, isLocal: false, auth: undefined },
    ],
    ['smtp://localhost', { host: 'localhost', port: 25, isSecure: false, isLocal: true, auth: undefined }],
    ['smtp://[::1]:2525/', { host: '::1', port: 2525, isSecure: false, isLocal: true, auth: undefined }],
    [
      'smtps://a%40b:p%3A%2F@smtp.example.com:4650',
      { host: 'smtp.example.com', port: 4650, isSecure: true, isLocal: false, auth: { user: 'a@b', pass: 'p:/' } },
    ],
  ];
  for (const [text, server] of cases) it(`accepts ${text}`, () => assert.deepEqual(parseMailServer(text), server));

  for (const text of [
    undefined,
    '',
    'smtp.example.com',
    'https://secret@smtp.example.com',
    'smtp://',
    'smtps://user:secret@smtp.example.com?tls.rejectUnauthorized=false',
    'smtps://user:secret@smtp.example.com/?ignoreTLS=true',
    'smtps://user:secret@smtp.example.com/path',
    'smtps://user:secret%@smtp.example.com',
    'smtps://user:secret@smtp.example.com:x',
  ]) {
    it(`refuses ${String(text)} without showing it`, () => {
      assert.throws(
        () => parseMailServer(text),
        (error) => error instanceof Error && /SMTP_URL/.test(error.message) && !error.message.includes('secret'),
      );
    });
  }
});

describe('a saved view', () => {
  it('may have a name, and may omit choices', () => {
    const { name, view } = parseViewFile('\uFEFF{"name": " Best\\n clicks ", "view": {"sort": "-clicked"}}');
    assert.equal(name, 'Best clicks');
    assert.deepEqual(view.sort, [{ column: 'clicked', descending: true }]);
    assert.equal(view.timeFrame, 'last-30-days');
  });

  for (const [text, message] of [
    ['', /JSON/],
    ['[]', /JSON object/],
    ['{"version": 2}', /version: expected 1/],
    ['{"timeFrames": "today"}', /timeFrames: unknown\. Known are version, timeFrame,/],
    ['{"timeFrame": "sometime"}', /timeFrame: not valid: "sometime"/],
    ['{"columns": "emailName,leads"}', /columns: expected .*\. "leads" is not a column/],
    ['{"columns": "emailName, openned"}', /"openned" is not a column\. Did you mean "opened"\?/],
    [
      '{"columns": ["emailName", "sent"]}',
      /columns: expected a text of different column ids separated by commas, such as "emailName,.*, not \["emailName","sent"\]/,
    ],
    ['{"timeZone": "Mars"}', /timeZone: not valid/],
    ['{"filter": "delivered>>2"}', /filter: condition 1/],
    ['{"figures": "activity=cats"}', /figures: choice 1/],
    ['{"name": 1, "view": {}}', /name: expected a text/],
    ['{"view": 1}', /view: expected a JSON object/],
  ] as const) {
    it(`is refused with the place of the mistake: ${text}`, () => assert.throws(() => parseViewFile(text), message));
  }
});

describe('the options of deliver', () => {
  const cases: readonly (readonly [string, readonly string[], Record<string, string>?])[] = [
    ['--to ADDRESS or --recipients FILE is missing', []],
    ['--to is not an address such as jane@example.com: "jane"', ['--to', 'jane']],
    [
      'DELIVER_WORKSPACE is no option. Did you mean DELIVER_WORKSPACES?',
      ['--to', 'a@example.com'],
      { DELIVER_WORKSPACE: 'France' },
    ],
    ['--from is missing', ['--to', 'a@example.com'], { DELIVER_FROM: '' }],
    ['--from contains a line break', ['--to', 'a@example.com', '--from', 'A\r\nBcc: x <a@example.com>']],
    ['--service-url is missing', ['--to', 'a@example.com'], { DELIVER_SERVICE_URL: '' }],
    ['--service-url must be an https URL', ['--to', 'a@example.com', '--service-url', 'http://reports.example.com']],
    ['--url must be a URL such as', ['--to', 'a@example.com', '--url', 'javascript:{view}']],
    ['--url must be a URL such as', ['--to', 'a@example.com', '--url', 'https://example.com/{views}']],
    ['--language must be a language tag', ['--to', 'a@example.com', '--language', 'français']],
    ['--time-zone must be an IANA time zone', ['--to', 'a@example.com', '--time-zone', '+02:00']],
    [
      '--first-day-of-week must be a weekday such as monday, not "1"',
      ['--to', 'a@example.com', '--first-day-of-week', '1'],
    ],
    [
      'DELIVER_FISCAL_YEAR_START must be an integer from 1 to 12, not "13"',
      ['--to', 'a@example.com'],
      { DELIVER_FISCAL_YEAR_START: '13' },
    ],
    [
      '--fiscal-year-start is missing: the view has the time frame last-fiscal-quarter',
      ['--to', 'a@example.com', '--view', 'fiscal.json'],
    ],
    ['--attach must be xlsx or csv or none', ['--to', 'a@example.com', '--attach', 'pdf']],
    ['--folders has a value that is not a path', ['--to', 'a@example.com', '--folders', 'EMEA']],
    ['--workspaces is empty or has an empty value', ['--to', 'a@example.com', '--workspaces', ' ']],
    [
      '--folders: "/EMEA/2062" is not a folder of the data. Did you mean "/EMEA/2026"?',
      ['--to', 'a@example.com', '--folders', '/EMEA', '--folders', '/EMEA/2062'],
    ],
    [
      '--folders: "/Nowhere" is not a folder of the data. Its folders are ',
      ['--to', 'a@example.com', '--folders', '/Nowhere', '--every', 'day'],
    ],
    [
      '--folders: "/Nowhere" is not a folder of the data. Its folders are "/Archive", "/Archive/Old", "/EMEA", "/EMEA/2026"',
      ['--to', 'a@example.com', '--folders', '/Nowhere', '--dry-run', 'preview'],
    ],
    ['--workspaces: "France" is not a workspace', ['--to', 'a@example.com', '--workspaces', 'France']],
    ['--every must be day, week or month', ['--to', 'a@example.com', '--every', 'hour']],
    ['--at and --on need --every', ['--to', 'a@example.com', '--at', '07:00']],
    ['either --every or --dry-run', ['--to', 'a@example.com', '--every', 'day', '--dry-run', 'out']],
    ['--again sends an email once more', ['--to', 'a@example.com', '--every', 'day', '--again']],
    ['--subscription must consist of', ['--to', 'a@example.com', '--subscription', '../x']],
    ['--view cannot be read', ['--to', 'a@example.com', '--view', 'missing.json']],
    ['SMTP_URL is missing', ['--to', 'a@example.com'], { SMTP_URL: '' }],
  ];
  for (const [message, args, changes = {}] of cases) {
    it(`are explained: ${message}`, async () => {
      const { deliver, mails, write } = await createDelivery();
      await write('fiscal.json', { timeFrame: 'last-fiscal-quarter' });
      const environment = { variables: { ...variables, SMTP_URL: `smtp://127.0.0.1:${mails.port}`, ...changes } };
      await assert.rejects(deliver(args, environment), (error) => {
        assert.ok(error instanceof Error && error.message.includes(message), String(error));
        return true;
      });
      assert.deepEqual(mails.attempts, []);
    });
  }

  for (const name of ['週次.json', 'été.json', 'best clicks.json', '.json', `${'a'.repeat(65)}.json`]) {
    it(`need --subscription for a view in ${JSON.stringify(name)}`, async () => {
      const { deliver, mails, write } = await createDelivery();
      await write(name, { timeFrame: 'all-time' });
      const args = ['--to', 'a@example.com', '--view', name];
      await assert.rejects(deliver(args), /^Error: --subscription is missing: the name of the view file, ".*", cannot/);
      assert.deepEqual(mails.attempts, []);
      const { result } = await deliver([...args, '--subscription', 'weekly']);
      assert.deepEqual([result.subscription, result.sent], ['weekly', 1]);
    });
  }

  it('can be environment variables', async () => {
    const { deliver, mails } = await createDelivery();
    const environment = {
      variables: {
        ...variables,
        SMTP_URL: `smtp://127.0.0.1:${mails.port}`,
        DELIVER_TO: 'a@example.com,b@example.com',
      },
    };
    assert.equal((await deliver([], environment)).result.sent, 2);
  });
});
