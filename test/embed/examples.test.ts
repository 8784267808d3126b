import assert from 'node:assert/strict';
import { ParsedReport, type ReportResponse } from 'campaign-email-report';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { checkEndpoint } from '../../cli/check-endpoint.ts';
import { isCalendarDate, isTimeZone } from '../../src/model/time-frame.ts';
import { serve } from '../cli/served-endpoint.ts';
import { elementNames, unknownNames } from './element-names.ts';
import { wrongCommands } from './example-commands.ts';
import { importCsv, pagePolicyIn, runSql, wrongHttp, wrongJson, wrongLines } from './example-data.ts';
import { ExamplePages } from './example-page.ts';
import { answersOf, openDuckDb, openPostgres, withExpress } from './example-server.ts';
import { checkAngular, checkSvelte, checkVue } from './example-templates.ts';
import { typeErrors, type Code } from './example-types.ts';
import { examplesOf, pages, type Example } from './markdown.ts';

const examples = pages.flatMap(examplesOf);
const of = (page: string, language: string) =>
  examples.filter((example) => example.page === page && example.language === language);
const minimalPage = `<${elementNames.tag} endpoint="/api/report"></${elementNames.tag}>`;

/** The modules in an example, to be type-checked all together. */
function modulesOf({ language, code }: Example): Code[] {
  switch (language) {
    case 'ts':
    case 'tsx':
    case 'js':
      return [{ language, code }];
    case 'vue':
      return [{ language: 'ts', code: checkVue(code).script }];
    case 'svelte':
      return [{ language: 'ts', code: checkSvelte(code).script }];
    case 'html':
      return [...code.matchAll(/<script type="module">([^]*?)<\/script>/g)].map(([, script = '']) => ({
        language: 'js',
        // The copy of the script on the site of a host.
        code: script.replace('/vendor/campaign-email-report.js', 'campaign-email-report/define'),
      }));
    default:
      return [];
  }
}

/** Names that a style sheet uses and the element does not have. */
function unknownNamesInCss(css: string): string[] {
  const found = (pattern: RegExp) => [...css.matchAll(pattern)].flatMap(([, names = '']) => names.split(' '));
  return [
    ...unknownNames('custom property', found(/(--cer-[\w-]+)/g)),
    ...unknownNames('part', found(/::part\(([^)]+)\)/g)),
    ...unknownNames('state', found(/:state\(([^)]+)\)/g)),
  ];
}

const modules = examples.flatMap((example) => modulesOf(example).map((module) => ({ example, module })));
const wrongModules: readonly Code[] = [
  { language: 'tsx', code: `import 'campaign-email-report/react'; <campaign-email-report timeframe={1} />;` },
  {
    language: 'tsx',
    code: `import 'campaign-email-report/react'; <campaign-email-report onview-change={(event: string) => event} />;`,
  },
  { language: 'js', code: `document.querySelector('campaign-email-report').timeframe = 'today';` },
];

/** The rows that the SQL in the docs returns. */
const counts = { sent: 1, delivered: 0, hardBounced: 0, softBounced: 0, pending: 0, aborted: 0 };
const people = { opened: 0, clicked: 0, unsubscribed: 0 };
const spring = { campaignId: '1003', campaignName: 'Spring launch' };
const invite = {
  ...{ ...spring, emailId: '77', emailName: 'Invite', firstSentAt: '2026-10-31T23:30:00Z' },
  ...{ ...counts, sent: 2, delivered: 1, hardBounced: 1, ...people, opened: 1, clicked: 1 },
};
const reminder = {
  ...{ ...spring, emailId: '78', emailName: 'Reminder', firstSentAt: '2026-10-31T22:30:00.5Z' },
  ...{ ...counts, pending: 1, ...people },
};
const large = {
  ...{ campaignId: '9007199254740993', campaignName: 'Large ids', emailId: '9007199254740995', emailName: 'Large' },
  ...{ firstSentAt: '2026-09-01T00:00:00Z', ...counts, aborted: 1, ...people, unsubscribed: 1 },
};

let browser: ExamplePages;
let errors: readonly string[][];

beforeAll(async () => {
  browser = await ExamplePages.open();
  errors = typeErrors([...modules.map(({ module }) => module), ...wrongModules]);
});

afterAll(() => browser.close());

describe('the examples in the docs', () => {
  const typeErrorsOf = (example: Example) =>
    modules.flatMap((each, index) => (each.example === example ? (errors[index] ?? []) : []));

  /** A check for each language. An example in another language fails. */
  const checks: Readonly<Record<string, (example: Example) => string[] | Promise<string[]>>> = {
    css: async ({ code }) => [...unknownNamesInCss(code), ...(await browser.invalidCss(code))],
    csv: ({ page, code }) => {
      if (code.startsWith('id,')) {
        const { people } = importCsv(code, '--people') as { people: number };
        assert.equal(people, code.trim().split('\n').length - 1);
      } else {
        const [counts] = of(page, 'json').map((example) => JSON.parse(example.code) as unknown);
        assert.deepEqual(importCsv(code), counts);
      }
      return [];
    },
    html: ({ code }) => browser.show(code),
    http: async ({ code }) => {
      const policy = pagePolicyIn(code);
      return [...wrongHttp(code), ...(policy === undefined ? [] : await browser.show(minimalPage, policy))];
    },
    js: async ({ page, code }) => {
      if (!code.includes("from 'express'")) return [];
      const statements = of(page, 'sql').map((example) => example.code);
      const since = '?from=2026-11-01&timeZone=Europe/Paris&dateBasis=first-sent&sort=-firstSentAt';
      const [report, all, invalid] = await answersOf(code, statements, [since, '', '?from=2026-1-1']);
      const head = { version: 1, from: '2026-11-01', to: null, timeZone: 'Europe/Paris', dateBasis: 'first-sent' };
      const type = 'application/json';
      assert.deepEqual(report, { status: 200, type, body: { ...head, rowCount: 1, rows: [invite] } });
      assert.equal(new ParsedReport(all?.body as unknown as ReportResponse).length, 3);
      assert.deepEqual([invalid?.status, invalid?.type], [400, 'application/problem+json']);
      return wrongJson(JSON.stringify(invalid?.body));
    },
    ini: ({ code }) =>
      wrongCommands(
        [...code.matchAll(/^ExecStart=(?:\/usr\/bin\/)?(.+)$/gm)].map(([, command = '']) => command).join('\n'),
      ),
    json: ({ code }) => wrongJson(code),
    ndjson: ({ code }) => wrongLines(code),
    sh: ({ code }) => wrongCommands(code),
    sql: async ({ page }) => {
      const statements = of(page, 'sql').map(({ code }) => code);
      for (const open of [openDuckDb, openPostgres]) {
        const { since, before, all } = await runSql(statements, open);
        assert.deepEqual(all, [invite, reminder, large], open.name);
        // In Paris the first of them was sent on 1 November.
        assert.deepEqual(since, [invite], open.name);
        assert.deepEqual(before, [reminder, large], open.name);
      }
      return [];
    },
    text: () => [],
    svelte: ({ code }) => checkSvelte(code).problems,
    ts: ({ code }) => (code.includes('@angular/core') ? checkAngular(code) : []),
    tsx: () => [],
    vue: ({ code }) => checkVue(code).problems,
  };

  for (const example of examples) {
    const { page, line, language } = example;
    // Pages wait for their reports most of the time.
    const test = language === 'html' ? it.concurrent : it;
    test(`${page}:${line} (${language}) is correct`, async () => {
      const check = checks[language];
      assert.ok(check, `no check for ${language === '' ? 'code without a language' : language}`);
      assert.deepEqual([...typeErrorsOf(example), ...(await check(example))], []);
    });
  }
});

describe('the endpoint check', () => {
  const [definition = '', query = ''] = of('docs/endpoint.md', 'sql').map(({ code }) => code);
  /** The query knows one date basis, and one row of the data has an aborted send and an unsubscribe. */
  const known = /^dateBasis=sent is not honored|^rows\[\d\]: the counts of campaign 9007199254740993 .* contradict/;

  async function mistakesOf(endpoint: string) {
    const now = new Date('2026-11-23T09:00:00Z');
    const options = { endpoint, method: 'get', timeFrame: 'all-time', timeZone: 'Europe/Paris', now } as const;
    const { findings } = await checkEndpoint({ ...options, origin: undefined, credentials: {} });
    const wrong = findings.filter(({ level }) => level === 'error' || level === 'warning');
    return wrong.map(({ message }) => message).filter((message) => !known.test(message));
  }

  it('finds no mistake in the Express example', async () => {
    const module = of('docs/endpoint.md', 'js').find(({ code }) => code.includes("from 'express'"))?.code ?? '';
    assert.deepEqual(await withExpress(module, [definition, query], mistakesOf), []);
  });

  for (const open of [openDuckDb, openPostgres]) {
    it(`finds no mistake in a server of the SQL example: ${open.name}`, async () => {
      const database = await open(definition);
      const { url, close } = await serve(async ({ searchParams }) => {
        const [from = null, to = null, timeZone = 'UTC'] = ['from', 'to', 'timeZone'].map(
          (name) => searchParams.get(name) ?? undefined,
        );
        const isValid = isTimeZone(timeZone) && [from, to].every((date) => date === null || isCalendarDate(date));
        if (!isValid) return Response.json({ title: 'Bad Request', detail: '?' }, { status: 400 });
        const rows = await database.rows(query, [from, to, timeZone]);
        return Response.json({ version: 1, rows }, { headers: { 'Cache-Control': 'private, no-cache' } });
      });
      assert.deepEqual(await mistakesOf(url), []);
      close();
      await database.close();
    });
  }
});

describe('the checks of examples', () => {
  it('find wrong types', () => {
    assert.deepEqual(
      errors.slice(modules.length).map((found) => found.length),
      [1, 1, 1],
    );
  });

  it('find wrong names in templates', () => {
    const svelte = `<${elementNames.tag} timeframe="today" onview-changed={() => {}}></${elementNames.tag}>`;
    assert.deepEqual(checkSvelte(svelte).problems, ['attribute "timeframe"', 'event "view-changed"']);
    const vue = `<template><${elementNames.tag} :timeframe="'today'" @view-changed="() => {}" /></template><script setup>const now = 0;</script>`;
    assert.deepEqual(checkVue(vue).problems, ['property "timeframe"', 'event "view-changed"']);
    const angular = `template: \`<${elementNames.tag} [timeframe]="1" (view-changed)="2"></${elementNames.tag}>\``;
    assert.deepEqual(checkAngular(angular), ['property "timeframe"', 'event "view-changed"']);
  });

  it('find wrong attributes, values, slots and scripts in HTML', async () => {
    const problems = await browser.show(
      minimalPage.replace('>', ' timeframe="today" sort="none"><p slot="title"></p>') +
        '<script>console.error("failed")</script>',
    );
    for (const expected of [/attribute "timeframe"/, /sort.*none/, /slot "title"/, /failed/]) {
      assert.ok(
        problems.some((problem) => expected.test(problem)),
        `${expected} in ${problems.join('\n')}`,
      );
    }
  });

  it('find exceptions in HTML and policies that are too strict', async () => {
    assert.deepEqual(await browser.show(`${minimalPage}<script>throw new Error('broken')</script>`), ['Error: broken']);
    const policy = "script-src 'self'; require-trusted-types-for 'script'; trusted-types none";
    assert.notDeepEqual(await browser.show(minimalPage, policy), []);
  });

  it('find wrong names and declarations in CSS', async () => {
    assert.equal(unknownNamesInCss('a::part(nothing):state(idle) { --cer-colour: red }').length, 2);
    assert.deepEqual(await browser.invalidCss('a { colour: red; color: red }'), ['colour: red']);
  });

  it('find wrong responses, headers and commands', () => {
    assert.equal(wrongJson('{"version":1,"rows":[{}]}').length, 1);
    assert.equal(wrongLines('{"version":1,"rowCount":2}').length, 1);
    assert.equal(wrongHttp('GET /api/report?since=2026-10-01').length, 1);
    assert.equal(wrongCommands('npm run service -- serve --databse report.duckdb').length, 1);
    assert.equal(wrongCommands('npm run nothing').length, 1);
    assert.equal(wrongCommands('node service/cli.js serve --databse report.duckdb').length, 1);
    assert.equal(wrongCommands('SERVE_PROT=1').length, 1);
  });
});
