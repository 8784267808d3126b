import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Activity } from './activity.ts';
import { DAY, isoInstant, isoMonth, startOfMonth } from './calendar.ts';
import type { Cells, Column, Layout } from './csv.ts';
import { headerLine, recordLine } from './csv.ts';
import type { Random } from './random.ts';

const CHUNK = 64 * 1024;
/** Extracts overlap: of a month's last day, this share is in the next month's file as well. */
const OVERLAP = 0.3;

const USUAL: readonly Column[] = [
  'guid',
  'leadId',
  'activityDate',
  'typeId',
  'campaignId',
  'assetId',
  'assetName',
  'attributes',
];
const COLUMN_ORDERS: readonly (readonly Column[])[] = [
  USUAL,
  ['activityDate', 'guid', 'typeId', 'leadId', 'assetName', 'assetId', 'attributes', 'campaignId'],
  ['guid', 'activityDate', 'leadId', 'attributes', 'typeId', 'assetId', 'campaignId', 'assetName'],
];
const EMPTY_WORDS = ['', 'null', 'NULL'] as const;

interface MonthFile {
  readonly name: string;
  readonly from: number;
  readonly layout: Layout;
  readonly target: Writable;
  readonly finished: Promise<void>;
  pending: string;
}

/** The extract's file names, one for each month from `first` to `last`; the last but two is compressed. */
export function extractNames(first: number, last: number): string[] {
  const names: string[] = [];
  for (let month = startOfMonth(first); month <= last; month = startOfMonth(month, 1)) {
    names.push(`activities-${isoMonth(month)}.csv`);
  }
  const compressed = Math.max(0, names.length - 3);
  return names.map((name, index) => (index === compressed ? `${name}.gz` : name));
}

/**
 * One CSV file for each month, as monthly extracts would be: columns in several orders, `actionResult` in
 * some, one compressed. Records go to the file of their month; `drain` keeps what waits in memory small.
 */
export class Extract {
  /** Records written so far, doubles included. */
  count = 0;
  private readonly files: MonthFile[];
  private readonly random: Random;
  private nextGuid: number;

  /** @param first any instant in the first month */
  constructor(directory: string, first: number, last: number, random: Random) {
    this.random = random;
    this.nextGuid = 700_000_000 + random.integer(0, 99_999_999);
    this.files = extractNames(first, last).map((name, index, names) =>
      openFile(directory, name, startOfMonth(first, index), layoutOf(names.length - 1 - index)),
    );
  }

  get fileCount(): number {
    return this.files.length;
  }

  /** Writes an activity under a new guid; a step that did not happen only where the file can say so. */
  add(activity: Activity): void {
    const index = this.indexOf(activity.at);
    const file = this.files[index];
    if (!file) throw new RangeError(`no extract covers ${isoInstant(activity.at)}`);
    if (activity.actionResult !== 'succeeded' && !hasResult(file)) return;
    const cells = this.cellsOf(activity);
    this.addCells(cells, index);
    const next = this.files[index + 1];
    if (!next || activity.at < next.from - DAY || !this.random.chance(OVERLAP)) return;
    // With the result in one of the two files alone, the doubles would differ.
    if (hasResult(next) === hasResult(file)) this.addCells(cells, index + 1);
  }

  /** The fields of an activity, under a new guid. */
  cellsOf(activity: Activity): Cells {
    this.nextGuid += 1 + Math.floor(this.random.next() * 5);
    return {
      guid: String(this.nextGuid),
      leadId: String(activity.leadId),
      activityDate: isoInstant(activity.at),
      typeId: String(activity.typeId),
      campaignId: activity.campaignId,
      assetId: String(activity.assetId),
      assetName: activity.assetName,
      attributes: activity.attributes,
      actionResult: activity.actionResult,
    };
  }

  /** Writes fields as they are to the file at `index`, negative from the end. */
  addCells(cells: Cells, index: number): void {
    const file = this.files.at(index);
    if (file) this.append(file, recordLine(cells, file.layout));
  }

  /** Ends the last file in the middle of a record, as a download that broke off. */
  addBrokenOff(cells: Cells): void {
    const file = this.files.at(-1);
    if (!file) return;
    const line = recordLine(cells, file.layout);
    this.append(file, line.slice(0, line.lastIndexOf('""}')));
  }

  /** Waits until the disk has taken what is due. */
  async drain(atLeast = CHUNK): Promise<void> {
    for (const file of this.files) {
      if (file.pending.length < atLeast || file.pending === '') continue;
      const chunk = file.pending;
      file.pending = '';
      if (!file.target.write(chunk)) await once(file.target, 'drain');
    }
  }

  async close(): Promise<void> {
    await this.drain(0);
    for (const file of this.files) file.target.end();
    await Promise.all(this.files.map((file) => file.finished));
  }

  private append(file: MonthFile, line: string): void {
    file.pending += line;
    this.count += 1;
  }

  // Most activities are recent, so the search begins at the end.
  private indexOf(instant: number): number {
    return Math.max(
      0,
      this.files.findLastIndex((file) => file.from <= instant),
    );
  }
}

function hasResult(file: MonthFile): boolean {
  return file.layout.columns.includes('actionResult');
}

/** @param age 0 for the last file; the layouts take turns, but the last has the usual order */
function layoutOf(age: number): Layout {
  const columns = COLUMN_ORDERS[age % COLUMN_ORDERS.length] ?? USUAL;
  const withResult = age < 3 || age % 5 === 0;
  // The attributes stay last where the file can break off, so that the break falls into them.
  const position = age === 0 ? columns.length - 1 : 3;
  return {
    columns: withResult ? columns.toSpliced(position, 0, 'actionResult') : columns,
    lineEnd: age === 3 ? '\r\n' : '\n',
    empty: EMPTY_WORDS[age % EMPTY_WORDS.length] ?? '',
  };
}

function openFile(directory: string, name: string, from: number, layout: Layout): MonthFile {
  const file = createWriteStream(join(directory, name));
  const gzip = name.endsWith('.gz') ? createGzip({ level: 1 }) : undefined;
  const target = gzip ?? file;
  const finished = gzip ? pipeline(gzip, file) : once(file, 'finish').then(() => undefined);
  finished.catch(() => undefined);
  return { name, from, layout, target, finished, pending: headerLine(layout) };
}
