import { readFileSync } from 'node:fs';
import { Validator } from '@seriousme/openapi-schema-validator';
import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'vitest';
import openapi from '../../schema/openapi.json' with { type: 'json' };
import { makeSchemas } from '../../scripts/schema.js';
import type { ReportResponse } from '../../src/endpoint/contract.ts';
import { ContractError } from '../../src/endpoint/contract-error.ts';
import { reportUrl } from '../../src/endpoint/fetch-report.ts';
import { parseEmail } from '../../src/endpoint/parse-email.ts';
import { parseInstant } from '../../src/endpoint/parse-instant.ts';
import { parseReport } from '../../src/endpoint/parse-report.ts';
import { instantColumnIds } from '../../src/model/columns.ts';
import { countIds, trackedIds } from '../../src/model/metrics.ts';
import { filterNames } from '../../src/model/report.ts';
import { isCalendarDate } from '../../src/model/time-frame.ts';
import { isJsonObject } from '../../src/platform/json-object.ts';
import { scenarioList } from '../../src/testing/scenarios.ts';
import { contractSchema, schemaProblems } from './contract-schema.ts';
import { anyResponse, response, row } from './responses.ts';

type Json = Record<string, unknown>;

/** Rules between rows, which a schema cannot express. */
const betweenRows = /that no other row has|^no more rows than/;

/** Whether the element accepts a body; `undefined` if only a rule between rows is broken. */
function isAccepted(read: () => unknown): boolean | undefined {
  try {
    read();
    return true;
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    return error.problems.every(({ expected }) => betweenRows.test(expected)) ? undefined : false;
  }
}

const dates = ['2026-02-28', '2026-02-29', '2024-02-29', '1900-02-29', '0000-01-01', '2026-1-1', '2026-04-31'];
const numbers = [0, -0, 1, -1, 1.5, 2 ** 53 - 1, 2 ** 53, -(2 ** 53), 1e21];
/** Values that are right for some fields and wrong for others. */
const anyValue = fc.oneof(
  fc.constantFrom<unknown>(undefined, null, true, '', 'x', [], {}, 'campaign', 'first-sent', 'sent', '+02:00'),
  fc.constantFrom<unknown>(...numbers, ...dates, ...dates.map((date) => `${date}T08:00Z`)),
  fc.jsonValue(),
);
const rowFields = [
  ...['campaignId', 'campaignName', 'campaignFolder', 'campaignArchived', 'program', 'emailId', 'emailName'],
  ...['openTracked', 'hasPreview', 'unheardOf', ...instantColumnIds, ...countIds],
];
const headFields = ['asOf', 'from', 'to', 'dateBasis', 'rowCount', 'previewUrl', 'previewPageUrl', 'url', 'rows'];
const windowFields = ['offset', 'sort', 'search', 'groupBy', 'campaign', 'totals'];
const windowHead = { limit: 30, offset: 0, rowCount: 90, sort: '-sent', totals: { sent: 5, firstSentAt: null } };

/** A place in a response: a field of the head, of the totals, or of the row with a number. */
type Place = readonly [part: 'head' | 'totals' | number, field: string];
const place = (head: readonly string[], fields = rowFields): fc.Arbitrary<Place> =>
  fc.oneof(
    fc.constantFrom(...head).map((field): Place => ['head', field]),
    fc.constantFrom(...countIds.slice(1), ...trackedIds, ...instantColumnIds).map((field): Place => ['totals', field]),
    fc.tuple(fc.nat(3), fc.constantFrom(...fields)).map(([at, field]): Place => [at, field]),
  );

function withValue(body: Json, [part, field]: Place, value: unknown): unknown {
  const copy = structuredClone(body) as Json & { rows: Json[] | null };
  const target = part === 'head' ? copy : part === 'totals' ? copy['totals'] : copy.rows?.[part];
  if (isJsonObject(target)) (target as Json)[field] = value;
  return JSON.parse(JSON.stringify(copy));
}

/** Replaces up to two values of valid responses by any others. */
const changed = (bodies: fc.Arbitrary<Json>, places: fc.Arbitrary<Place>): fc.Arbitrary<unknown> =>
  fc
    .tuple(bodies, fc.array(fc.tuple(places, anyValue), { maxLength: 2 }))
    .map(([body, changes]) => changes.reduce<unknown>((now, [at, value]) => withValue(now as Json, at, value), body));

const asJson = (value: unknown) => value as Json;
const wholeReports = changed(anyResponse.map(asJson), place(headFields));
const windows = changed(
  anyResponse.map((body) => ({ ...body, ...windowHead })),
  place([...headFields, ...windowFields, 'limit'].filter((name) => name !== 'groupBy')),
);
const campaigns = fc.constantFrom(
  { campaignId: '1', campaignName: 'Spring', sent: 5, emails: 2 },
  { ...row('2', { campaignId: 2 }), emails: 1, deliveredTracked: 3 },
  { ...row('3', { campaignId: 3 }), emails: 1, emailId: null },
);
const groupedWindows = changed(
  fc
    .uniqueArray(campaigns, { selector: ({ campaignId }) => String(campaignId) })
    .map((rows) => asJson(response(rows, { ...windowHead, groupBy: 'campaign' }))),
  place(
    headFields,
    [...rowFields, ...trackedIds].filter((name) => name !== 'emailName'),
  ),
);

/** The part of a response that the element reads: without a limit it ignores the fields of windows. */
function readPart(body: unknown): unknown {
  if (!isJsonObject(body) || (body['limit'] ?? null) !== null) return body;
  const ofWindows = new Set<string>(['offset', 'sort', 'search', 'groupBy', 'totals', ...filterNames]);
  return Object.fromEntries(Object.entries(body).filter(([name]) => !ofWindows.has(name)));
}

describe('the published descriptions of the contract', () => {
  it('are up to date (npm run docs)', async () => {
    for (const [path, text] of Object.entries((await makeSchemas()) as Record<string, string>)) {
      expect(readFileSync(path, 'utf8'), path).to.equal(text);
    }
  });

  it('are valid OpenAPI 3.1', async () => {
    const validator = new Validator();
    const result = await validator.validate(JSON.parse(readFileSync('schema/openapi.json', 'utf8')) as Json);
    expect(result).to.deep.equal({ valid: true });
    expect(validator.version).to.equal('3.1');
  });
});

describe('the JSON Schema', () => {
  for (const [kind, bodies] of Object.entries({ wholeReports, windows, groupedWindows })) {
    it(`accepts exactly the responses that the element accepts: ${kind}`, () => {
      let refused = 0;
      fc.assert(
        fc.property(bodies, (body) => {
          const accepted = isAccepted(() => parseReport(body));
          fc.pre(accepted !== undefined);
          if (!accepted) refused += 1;
          expect(schemaProblems('ReportResponse', readPart(body)).length === 0, JSON.stringify(body)).to.equal(
            accepted,
          );
        }),
        { numRuns: 200 },
      );
      expect(refused).to.be.within(20, 180);
    });
  }

  it('accepts the emails that the element accepts, and no others', () => {
    const link = { url: 'https://example.com', clicks: 3, people: null };
    const email = { id: '77', html: '<p>', text: null, subject: 'Hi', links: [link], partial: false };
    const fields = [...Object.keys(email), 'preheader', 'fromName', 'fromAddress', 'name', 'contentVersion'];
    const emails = fc
      .tuple(fc.constantFrom(...fields), anyValue)
      .map(([field, value]) => ({ ...email, [field]: value }));
    const links = fc
      .tuple(fc.constantFrom(...Object.keys(link)), anyValue)
      .map(([field, value]) => ({ ...email, links: [link, { ...link, [field]: value }] }));
    fc.assert(
      fc.property(fc.oneof(emails, links), (changedEmail) => {
        const body = JSON.parse(JSON.stringify(changedEmail)) as Json;
        const accepted = isAccepted(() => parseEmail(body, String(body['id'])));
        expect(schemaProblems('EmailResponse', body).length === 0, JSON.stringify(body)).to.equal(accepted);
      }),
      { numRuns: 500 },
    );
  });

  it('accepts the instants and dates that the element accepts, and no others', () => {
    const digits = (length: number, max: number) => fc.nat(max).map((value) => String(value).padStart(length, '0'));
    const date = fc.tuple(digits(4, 2100), digits(2, 13), digits(2, 32)).map((parts) => parts.join('-'));
    const seconds = fc.constantFrom('', ':00', ':59', ':60', ':00.5', ':00,123456', ':00.', ':5');
    const offset = fc.constantFrom('Z', '+02:00', '-0530', '+02', '', 'z', '+24:00', '+02:60', '+2', 'Z ');
    fc.assert(
      fc.property(date, digits(2, 24), digits(2, 60), seconds, offset, (day, hours, minutes, rest, zone) => {
        const instant = `${day}T${hours}:${minutes}${rest}${zone}`;
        expect(schemaProblems('Instant', instant).length, instant).to.equal(
          Number.isNaN(parseInstant(instant)) ? 1 : 0,
        );
        expect(schemaProblems('CalendarDate', day).length, day).to.equal(isCalendarDate(day) ? 0 : 1);
      }),
      { numRuns: 2000 },
    );
  });

  it('accepts the names of time zones, and no offsets', () => {
    for (const zone of [
      'UTC',
      'europe/paris',
      'America/Argentina/ComodRivadavia',
      'Etc/GMT+5',
      'America/Port-au-Prince',
    ]) {
      expect(schemaProblems('TimeZoneName', zone)).to.deep.equal([]);
    }
    for (const offset of ['', '+02:00', '-05', ' UTC'])
      expect(schemaProblems('TimeZoneName', offset)).to.have.length(1);
  });

  it('accepts the reports of the published scenarios that the element accepts, and no others', async () => {
    const query = {
      parameters: new URLSearchParams('from=2026-10-26&to=2026-11-24'),
      signal: new AbortController().signal,
    };
    for (const [id, { group, report }] of Object.entries(scenarioList)) {
      if (!(group === 'Data' || group === 'Windows' || group === 'Contract errors')) continue;
      const answer = await report(query as never);
      if (!answer.headers.get('Content-Type')?.startsWith('application/json')) continue;
      const body = JSON.parse(await answer.text().then((text) => (text.startsWith('{') ? text : 'null'))) as unknown;
      const accepted = isAccepted(() => parseReport(body));
      if (accepted === undefined) continue;
      expect(schemaProblems('ReportResponse', body).length === 0, id).to.equal(accepted);
    }
  });

  it('has the parameters that the element sends', () => {
    const url = reportUrl({
      endpoint: 'https://host.example/report',
      ...{ from: '2026-10-25', to: '2026-11-23', timeZone: 'Europe/Paris', dateBasis: 'sent' },
      sort: [{ column: 'sent', descending: true }],
      window: {
        ...{ offset: 4, limit: 2, search: 'é', groupBy: 'campaign', campaign: ['1', '2'], folder: '/EMEA' },
        ...{ archived: 'exclude', filter: ['sent>=1'], activity: 'human', rateBase: 'sent' },
      },
      query: { email: '7', explain: 1, people: 'Country:France', deleted: 'hide', age: '7d' },
    });
    const names = [...new Set(new URL(url).searchParams.keys())];
    expect(names.sort()).to.deep.equal(
      Object.keys(contractSchema.$defs['ReportParameters']?.['properties'] as Json).sort(),
    );
  });
});

describe('the types of the contract', () => {
  it('have windows of campaigns', () => {
    const campaign = { campaignId: 1, campaignName: 'Spring', sent: 30 };
    const window: ReportResponse = {
      ...{
        version: 1,
        limit: 10,
        offset: 0,
        rowCount: 2,
        groupBy: 'campaign',
        sort: '-sent',
        sortable: ['openedRate.low'],
      },
      rows: [
        { ...campaign, emails: 2 },
        { ...campaign, campaignId: 2, emails: 1, emailId: 21, emailName: 'Invite', hasPreview: true },
      ],
    };
    expect(schemaProblems('ReportResponse', window)).to.deep.equal([]);
    expect(parseReport(window).text.emailName).to.deep.equal(['Spring', 'Invite']);
  });
});

describe('the description of the request for an email', () => {
  const { parameters, responses } = openapi.paths['/emails/{emailId}'].get;

  it('has the parameters of a report that decide which clicks count', () => {
    const names = parameters.map(({ name }) => name);
    expect(names).to.have.members([
      ...['emailId', 'campaign', 'from', 'to', 'timeZone', 'dateBasis', 'people', 'deleted', 'age'],
    ]);
  });

  it('has the statuses that the element explains', () => {
    expect(Object.keys(responses)).to.include.members(['200', '401', '403', '404', '410', '503']);
  });
});
