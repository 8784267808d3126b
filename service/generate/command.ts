import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ACTIVITY } from './activity.ts';
import { campaignsAnswer, emailFiles, folderIds, foldersAnswer, json } from './assets.ts';
import { MailingBehaviour } from './behaviour.ts';
import { DAY, EXTRACT_TIME_OF_DAY, MONTHS_OF_HISTORY, isoDay, parseDay } from './calendar.ts';
import { buildCatalogue } from './catalogue.ts';
import { EDGE_RECORDS, edgeRecords } from './edge-records.ts';
import { Extract, extractNames } from './extract.ts';
import { Random } from './random.ts';
import type { Catalogue, Mailing, SampleEmail } from './sample.ts';
import { UsageError } from '../usage-error.ts';

export const usage = `Usage: npm run service -- generate --activities N --seed S [--until DATE] --out DIR

  --activities N   how many activity records to write, over about ${MONTHS_OF_HISTORY} months
  --seed S         any text; the same seed and last day give the same files
  --until DATE     the last day, such as 2026-11-23; default: today. The data ends at 04:00 UTC of that day
  --out DIR        where the extracts, campaigns.json, folders.json and emails/ go`;

interface Settings {
  readonly activities: number;
  readonly seed: string;
  /** Midnight UTC of the last day. */
  readonly until: number;
  readonly directory: string;
}

/**
 * Writes a sample: extracts, campaigns, folders and emails. The same seed and last day give the same bytes.
 *
 * @returns the exit code
 * @throws UsageError for a command line that makes no sense
 */
export async function run(args: string[], workingDirectory: string): Promise<number> {
  const settings = readSettings(args, workingDirectory);
  const started = performance.now();
  const written = await generate(settings);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.error(
    `${written.activities} activities, ${written.campaigns} campaigns and ${written.emails} emails ` +
      `up to ${isoDay(settings.until)} in ${settings.directory} (${seconds} s)`,
  );
  return 0;
}

function readSettings(args: string[], workingDirectory: string): Settings {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ args, options: { activities: text, seed: text, until: text, out: text } });
  const activities = Number(values.activities);
  if (!/^\d+$/.test(values.activities ?? '') || activities < 1 || !Number.isSafeInteger(activities)) {
    throw new UsageError('--activities must be a whole number of 1 or more');
  }
  if (!values.seed) throw new UsageError('--seed is missing');
  if (!values.out) throw new UsageError('--out is missing');
  const until = parseDay(values.until ?? isoDay(Date.now()));
  if (until === undefined) throw new UsageError(`--until must be a date such as 2026-11-23, not "${values.until}"`);
  return { activities, seed: values.seed, until, directory: resolve(workingDirectory, values.out) };
}

async function generate(settings: Settings): Promise<{ activities: number; campaigns: number; emails: number }> {
  const { directory, until } = settings;
  const random = new Random(settings.seed);
  const extractedAt = until + EXTRACT_TIME_OF_DAY;
  const catalogue = buildCatalogue(until, random.fork('catalogue'));
  const first = Math.min(...catalogue.mailings.map((mailing) => mailing.startsAt));
  await prepareDirectory(directory, extractNames(first, extractedAt));
  await writeAssets(directory, catalogue);
  const links = await writeEmails(directory, catalogue.emails);
  const extract = new Extract(directory, first, extractedAt, random.fork('extract'));
  const edges = settings.activities > 4 * EDGE_RECORDS ? EDGE_RECORDS : 0;
  await writeActivities(extract, catalogue.mailings, links, settings.activities - edges, extractedAt, random);
  if (edges > 0) writeEdgeRecords(extract, catalogue.mailings, extractedAt);
  await extract.close();
  return {
    activities: extract.count,
    campaigns: catalogue.campaigns.length,
    emails: catalogue.emails.length,
  };
}

/** Extracts of another sample would be imported along with this one's, so they are in the way. */
async function prepareDirectory(directory: string, names: readonly string[]): Promise<void> {
  await mkdir(join(directory, 'emails'), { recursive: true });
  const stranger = (await readdir(directory)).find(
    (name) => /^activities-.*\.csv(\.gz)?$/.test(name) && !names.includes(name),
  );
  if (stranger) throw new Error(`${directory} holds another sample's ${stranger}; name an empty directory`);
}

async function writeAssets(directory: string, { campaigns }: Catalogue): Promise<void> {
  const ids = folderIds(campaigns);
  await writeFile(join(directory, 'campaigns.json'), json(campaignsAnswer(campaigns, ids)));
  await writeFile(join(directory, 'folders.json'), json(foldersAnswer(ids)));
}

/** @returns where each email's links lead */
async function writeEmails(directory: string, emails: readonly SampleEmail[]): Promise<Map<SampleEmail, string[]>> {
  const links = new Map<SampleEmail, string[]>();
  let writes: Promise<void>[] = [];
  for (const email of emails) {
    const made = emailFiles(email);
    links.set(email, made.links);
    writes.push(...made.files.map((file) => writeFile(join(directory, 'emails', file.name), file.content)));
    if (writes.length < 64) continue;
    await Promise.all(writes);
    writes = [];
  }
  await Promise.all(writes);
  return links;
}

/** Every mailing gets its share of the records: sends go on until that many are written. */
async function writeActivities(
  extract: Extract,
  mailings: readonly Mailing[],
  links: ReadonlyMap<SampleEmail, string[]>,
  count: number,
  extractedAt: number,
  random: Random,
): Promise<void> {
  const total = mailings.reduce((sum, mailing) => sum + mailing.weight, 0);
  let weight = 0;
  for (const [index, mailing] of mailings.entries()) {
    weight += mailing.weight;
    const due = Math.round((count * weight) / total);
    const stream = random.fork(`mailing ${index}`);
    const behaviour = new MailingBehaviour(mailing, links.get(mailing.email) ?? [], stream, extractedAt, (activity) =>
      extract.add(activity),
    );
    const people = new Audience(stream);
    for (let sends = 1; extract.count < due; sends += 1) {
      behaviour.send(people.next());
      if (sends % 200 === 0) await extract.drain();
    }
  }
}

function writeEdgeRecords(extract: Extract, mailings: readonly Mailing[], extractedAt: number): void {
  const recent = mailings.findLast(
    (mailing) => mailing.pace === 'burst' && mailing.startsAt < extractedAt - 5 * DAY && mailing.campaign.listed,
  );
  if (!recent) return;
  const records = edgeRecords(extract, recent, extractedAt);
  for (const { cells, file } of records) extract.addCells(cells, file);
  const last = records.at(-1)?.cells;
  if (last) {
    const attributes = '{"Link":"https://www.example.com/en"}';
    extract.addBrokenOff({ ...last, guid: `${last.guid}9`, typeId: String(ACTIVITY.click), attributes });
  }
}

/** Walks a population of people in steps, so that nobody comes twice before everybody has come once. */
class Audience {
  private static readonly POPULATION = 250_007;
  private readonly stride: number;
  private position: number;

  constructor(random: Random) {
    this.position = random.integer(0, Audience.POPULATION - 1);
    this.stride = random.integer(1, Audience.POPULATION - 1);
  }

  next(): number {
    this.position = (this.position + this.stride) % Audience.POPULATION;
    return 1_000_000 + this.position;
  }
}
