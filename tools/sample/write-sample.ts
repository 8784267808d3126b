import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ACTIVITY } from './activity.ts';
import { campaignsAnswer, emailFiles, folderIds, foldersAnswer, json } from './assets.ts';
import { MailingBehaviour } from './simulation.ts';
import { DAY, EXTRACT_TIME_OF_DAY } from './calendar.ts';
import { buildCatalogue } from './plan.ts';
import { EDGE_RECORDS, edgeRecords } from './edge-cases.ts';
import { Extract, extractNames } from './extract-writer.ts';
import { Random } from './random.ts';
import type { Catalogue, Mailing, SampleEmail } from './model.ts';

/** What to write, and where. The same seed, number of activities and last day give the same bytes. */
export interface SampleOptions {
  /** Number of activity records to write. */
  readonly activities: number;
  readonly seed: string;
  /** Midnight UTC of the last day, in milliseconds since 1970. */
  readonly until: number;
  /** Absolute path. Created if missing. */
  readonly directory: string;
}

export interface WrittenSample {
  readonly activities: number;
  readonly campaigns: number;
  readonly emails: number;
  /** Absolute paths of the activity extracts, oldest first. */
  readonly extracts: readonly string[];
}

/**
 * Writes a sample: activity extracts, `campaigns.json`, `folders.json` and the files of the emails.
 * @throws if the directory holds the extracts of another sample
 */
export async function writeSample({ activities, seed, until, directory }: SampleOptions): Promise<WrittenSample> {
  const random = new Random(seed);
  const extractedAt = until + EXTRACT_TIME_OF_DAY;
  const catalogue = buildCatalogue(until, random.fork('catalogue'));
  const first = Math.min(...catalogue.mailings.map((mailing) => mailing.startsAt));
  const names = extractNames(first, extractedAt);
  await prepareDirectory(directory, names);
  await writeAssets(directory, catalogue);
  const links = await writeEmails(directory, catalogue.emails);
  const extract = new Extract(directory, first, extractedAt, random.fork('extract'));
  const edges = activities > 4 * EDGE_RECORDS ? EDGE_RECORDS : 0;
  await writeActivities(extract, catalogue.mailings, links, activities - edges, extractedAt, random);
  if (edges > 0) writeEdgeRecords(extract, catalogue.mailings, extractedAt);
  await extract.close();
  return {
    activities: extract.count,
    campaigns: catalogue.campaigns.length,
    emails: catalogue.emails.length,
    extracts: names.map((name) => join(directory, name)),
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
