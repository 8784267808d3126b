import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ACTIVITY } from './activity.ts';
import type { Activity } from './activity.ts';
import { campaignsResponse, emailFiles, folderIds, foldersResponse, json, programsResponse } from './assets.ts';
import { MailingSimulation } from './simulation.ts';
import { DAY } from './calendar.ts';
import { planSample } from './plan.ts';
import { EDGE_CASE_COUNT, edgeCases } from './edge-cases.ts';
import { ExtractWriter, extractNames } from './extract-writer.ts';
import { Audience, deletionsResponse, peopleFile } from './people.ts';
import { Random } from './random.ts';
import type { Coverage, Mailing, SampleEmail, SamplePlan } from './model.ts';

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
  /** The time of the activities. */
  readonly coverage: Coverage;
}

/**
 * Writes a sample: activity extracts, `campaigns.json`, `programs.json`, `folders.json`, the files of the emails, `people.csv`
 * and `deletions.json`.
 * @throws if the number of activities is invalid, or if the directory contains extracts of another sample
 */
export async function writeSample({ activities, seed, until, directory }: SampleOptions): Promise<WrittenSample> {
  if (!Number.isSafeInteger(activities) || activities < 1) {
    throw new RangeError(`The number of activities must be an integer of at least 1, not ${activities}.`);
  }
  const random = new Random(seed);
  // The labels of forks are part of the seed: changing one changes all samples.
  const plan = planSample(until, random.fork('catalogue'));
  const { coverage } = plan;
  const extractedAt = coverage.to;
  const first = Math.min(...plan.mailings.map((mailing) => mailing.startsAt));
  const names = extractNames(first, extractedAt);
  await prepareDirectory(directory, names);
  await writeAssets(directory, plan);
  const links = await writeEmails(directory, plan.emails);
  const writer = new ExtractWriter(directory, first, extractedAt, random.fork('extract'));
  const edgeCaseCount = activities > 4 * EDGE_CASE_COUNT ? EDGE_CASE_COUNT : 0;
  const people = await writeActivities(writer, plan, links, activities - edgeCaseCount, random);
  if (edgeCaseCount > 0) writeEdgeCases(writer, plan.mailings, extractedAt);
  await writer.close();
  await writeFile(join(directory, 'people.csv'), peopleFile(people, random.fork('people')));
  const deletions = deletionsResponse(people, until, random.fork('deletions'));
  await writeFile(join(directory, 'deletions.json'), json(deletions));
  return {
    activities: writer.count,
    campaigns: plan.campaigns.length,
    emails: plan.emails.length,
    extracts: names.map((name) => join(directory, name)),
    coverage,
  };
}

/** Creates the directory. Fails if it contains extracts of another sample, which would be imported together with this one. */
async function prepareDirectory(directory: string, names: readonly string[]): Promise<void> {
  await mkdir(join(directory, 'emails'), { recursive: true });
  const other = (await readdir(directory)).find(
    (name) => /^activities-.*\.csv(\.gz)?$/.test(name) && !names.includes(name),
  );
  if (other) throw new Error(`${directory} contains ${other}, an extract of another sample. Use an empty directory.`);
}

async function writeAssets(directory: string, { campaigns, programs }: SamplePlan): Promise<void> {
  const ids = folderIds(campaigns);
  await writeFile(join(directory, 'programs.json'), json(programsResponse(programs, ids)));
  await writeFile(join(directory, 'campaigns.json'), json(campaignsResponse(campaigns, ids)));
  await writeFile(join(directory, 'folders.json'), json(foldersResponse(ids)));
}

/** Writes the files of the emails. Returns the URLs of the links of each email. */
async function writeEmails(directory: string, emails: readonly SampleEmail[]): Promise<Map<SampleEmail, string[]>> {
  const links = new Map<SampleEmail, string[]>();
  let writes: Promise<void>[] = [];
  for (const email of emails) {
    const { files, links: urls } = emailFiles(email);
    links.set(email, urls);
    writes.push(...files.map((file) => writeFile(join(directory, 'emails', file.name), file.content)));
    if (writes.length < 64) continue;
    await Promise.all(writes);
    writes = [];
  }
  await Promise.all(writes);
  return links;
}

/** Simulates each mailing until it has its share of the records. Returns the people who were sent an email, or remain after a merge. */
async function writeActivities(
  writer: ExtractWriter,
  { mailings, coverage }: SamplePlan,
  links: ReadonlyMap<SampleEmail, string[]>,
  count: number,
  random: Random,
): Promise<Set<number>> {
  const people = new Set<number>();
  const record = (activity: Activity): void => {
    if (activity.typeId === ACTIVITY.send || activity.typeId === ACTIVITY.mergeLeads) people.add(activity.leadId);
    writer.add(activity);
  };
  const total = mailings.reduce((sum, mailing) => sum + mailing.weight, 0);
  let weight = 0;
  for (const [index, mailing] of mailings.entries()) {
    weight += mailing.weight;
    const due = Math.round((count * weight) / total);
    const mailingRandom = random.fork(`mailing ${index}`);
    const urls = links.get(mailing.email) ?? [];
    const simulation = new MailingSimulation(mailing, urls, mailingRandom, coverage, record);
    const audience = new Audience(mailing.region, count, mailingRandom);
    for (let sends = 1; writer.count < due && sends <= mailing.maximumSends; sends += 1) {
      simulation.send(audience.next());
      if (sends % 200 === 0) await writer.drain();
    }
  }
  return people;
}

function writeEdgeCases(writer: ExtractWriter, mailings: readonly Mailing[], extractedAt: number): void {
  const recent = mailings.findLast(
    (mailing) => mailing.pace === 'burst' && mailing.startsAt < extractedAt - 5 * DAY && mailing.campaign.listed,
  );
  if (!recent) return;
  const cases = edgeCases(writer, recent, extractedAt);
  for (const { fields, file } of cases) writer.addFields(fields, file);
  const last = cases.at(-1)?.fields;
  if (last) {
    const attributes = '{"Link":"https://www.example.com/en"}';
    writer.addTruncated({ ...last, guid: `${last.guid}9`, typeId: String(ACTIVITY.click), attributes });
  }
}
