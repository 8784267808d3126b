import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { importFiles } from '../../import/import-files.ts';
import { run } from '../../sync/command.ts';
import type { SyncEnvironment } from '../../sync/command.ts';
import type { SyncResult } from '../../sync/sync.ts';
import { FakeClock, randomNumbers } from './fake-clock.ts';
import type { FakeActivity } from './fake-exports.ts';
import { FakeMarketo } from './fake-marketo.ts';
import { csv, databaseIn, record } from './import.ts';
import type { Row, TestDatabase } from './import.ts';

const hour = 3_600_000;

/** A fake instance, its clock, and the database to sync into. */
export interface SyncSetup {
  clock: FakeClock;
  marketo: FakeMarketo;
  database: TestDatabase;
  /** Runs the command. */
  sync: (args?: readonly string[], environment?: Partial<SyncEnvironment>) => Promise<SyncRun>;
}

export interface SyncRun {
  code: number;
  result: SyncResult;
  log: string[];
}

/** The moment at which tests begin. */
const startOfTest = '2026-03-20T12:00:00Z';

export async function createSync(seed = 1): Promise<SyncSetup> {
  const clock = new FakeClock(startOfTest);
  const marketo = await FakeMarketo.start(clock);
  fill(marketo, seed);
  const directory = await mkdtemp(join(tmpdir(), 'sync-test-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  const database = databaseIn(directory);
  const { clientId, clientSecret } = marketo.credentials;
  const sync: SyncSetup['sync'] = async (args = [], environment = {}) => {
    const log: string[] = [];
    const printed: string[] = [];
    const code = await run(
      ['--database', database.path, '--instance', `${marketo.origin}/rest/`, '--since', '2026-03-04', ...args],
      directory,
      {
        clock,
        random: randomNumbers(seed),
        variables: { MARKETO_CLIENT_ID: clientId, MARKETO_CLIENT_SECRET: clientSecret },
        print: (line) => printed.push(line),
        log: (message) => log.push(message),
        ...environment,
      },
    );
    return { code, result: JSON.parse(printed.at(-1) ?? '{}') as SyncResult, log };
  };
  return { clock, marketo, database, sync };
}

/** The content of a database that readers can see, except that of emails. */
export async function contentOf(database: TestDatabase): Promise<Record<string, Row[]>> {
  return {
    rows: (await database.rows()).map(withoutPreview),
    bySend: (await database.rows('sent', '2026-03-10', '2026-03-15')).map(withoutPreview),
    campaigns: await database.query('FROM campaign_details ORDER BY ALL'),
    deletions: await database.query('FROM deletions ORDER BY ALL'),
    survivors: await database.query('FROM survivors ORDER BY ALL'),
  };
}

function withoutPreview({ hasPreview: _, ...row }: Row): Row {
  return row;
}

/** Imports everything that the instance has with the import command's function. */
export async function importEverything({ marketo, clock }: SyncSetup, until: string): Promise<TestDatabase> {
  const directory = await mkdtemp(join(tmpdir(), 'sync-test-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  const write = async (name: string, content: string): Promise<string> => {
    await writeFile(join(directory, name), content);
    return join(directory, name);
  };
  const assets = (name: string): Promise<string> =>
    write(`${name}.json`, JSON.stringify({ success: true, result: marketo.lists[name] }));
  const activities = marketo.exports.activities.filter(
    ({ activityDate }) => activityDate >= '2026-03-04' && activityDate <= until,
  );
  await importFiles({
    database: join(directory, 'report.duckdb'),
    directory,
    extracts: [
      await write('a.csv', csv(activities)),
      await write('d.json', JSON.stringify({ success: true, result: marketo.deletions })),
    ],
    campaigns: [await assets('smartCampaigns')],
    programs: [await assets('programs')],
    folders: [await assets('folders')],
    emails: [await assets('emails')],
    rejects: undefined,
    importedAt: new Date(clock.now()),
    onProgress: () => undefined,
  });
  return databaseIn(directory);
}

function fill(marketo: FakeMarketo, seed: number): void {
  const folder = { id: 7, type: 'Folder' };
  Object.assign(marketo.lists, {
    folders: [
      { id: 5, name: 'Marketing Activities', folderId: { id: 5, type: 'Folder' }, parent: null, isArchive: false },
      { id: 7, name: 'Spring', folderId: folder, parent: { id: 5, type: 'Folder' }, isArchive: false },
    ],
    programs: [{ id: 7, name: 'Program', folder: { type: 'Folder', value: 7, folderName: 'Spring' } }],
    smartCampaigns: Array.from({ length: 203 }, (_, index) => ({
      ...{ id: 10 + index, name: `Campaign ${index}`, type: 'batch', isActive: true, folder },
    })),
    emails: Array.from({ length: 4 }, (_, index) => ({
      ...{ id: 20 + index, name: `Email ${index}`, subject: { type: 'Text', value: `Subject ${index}` } },
      ...{ updatedAt: '2026-03-01T00:00:00Z+0000', hasNoFullContent: index === 3 },
    })),
  });
  marketo.exports.activities = sampleActivities(seed);
  marketo.deletions = ['3', '5', '7'].map((leadId, index) => ({
    ...{ marketoGUID: `deletion-${index}`, leadId: Number(leadId), activityTypeId: 37 },
    activityDate: `2026-03-1${index}T00:00:00Z`,
  }));
  for (let id = 1; id <= 30; id++) {
    marketo.people.set(String(id), { id, country: id % 2 === 0 ? 'France' : 'Spain', industry: null });
  }
}

const mailings = Array.from({ length: 12 }, (_, index) => ({
  campaignId: String(10 + (index % 5)),
  primaryAttributeValueId: String(20 + (index % 4)),
  primaryAttributeValue: `Program.Email ${index % 4}`,
  at: Date.parse('2026-03-03T09:00:00Z') + index * 33 * hour,
}));

/** Sends to up to 30 persons each, what followed, and merges of persons. */
function sampleActivities(seed: number): FakeActivity[] {
  const random = randomNumbers(seed);
  const activities = mailings.flatMap(({ at, ...email }) =>
    Array.from({ length: 30 }, (_, person): FakeActivity[] => {
      if (random() < 0.3) return [];
      const add = (type: string, hours: number, fields: Partial<FakeActivity> = {}): FakeActivity => ({
        ...record({
          ...email,
          leadId: String(person + 1),
          activityTypeId: type,
          activityDate: instantAt(at + hours * hour),
        }),
        ...fields,
      });
      return [
        add('6', 0, { actionResult: random() < 0.05 ? 'skipped' : 'succeeded' }),
        ...(random() < 0.9 ? [add('7', 0.01)] : [add(random() < 0.5 ? '8' : '27', 0.02)]),
        ...(random() < 0.5 ? [add('10', random() * 60, { attributes: '{"User Agent":"Mozilla/5.0 (X11)"}' })] : []),
        ...(random() < 0.2
          ? [add('11', random() * 90, { attributes: '{"Link":"https://example.com/\\n\\"a\\""}' })]
          : []),
        ...(random() < 0.05 ? [add('9', random() * 90, { campaignId: random() < 0.5 ? '' : email.campaignId })] : []),
      ];
    }).flat(),
  );
  return [...activities, mergeInto('9', '4', '2026-03-08T10:00:00Z'), mergeInto('4', '2', '2026-03-15T10:00:00Z')];
}

function mergeInto(leadId: string, merged: string, activityDate: string): FakeActivity {
  const attributes = JSON.stringify({ 'Merge IDs': [Number(merged)] });
  const none = { campaignId: '', primaryAttributeValue: '' };
  return record({ leadId, activityTypeId: '32', activityDate, primaryAttributeValueId: leadId, attributes, ...none });
}

function instantAt(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z');
}
