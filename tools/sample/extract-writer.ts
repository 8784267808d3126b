import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Activity } from './activity.ts';
import { DAY, isoInstant, isoMonth, startOfMonth } from './calendar.ts';
import type { Fields, Column, CsvFormat } from './csv.ts';
import { headerLine, recordLine } from './csv.ts';
import type { Random } from './random.ts';

const CHUNK = 64 * 1024;
/** Extracts overlap: the next month's file repeats this share of the last day of a month. */
const OVERLAP = 0.3;

const USUAL_ORDER: readonly Column[] = [
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
  USUAL_ORDER,
  ['activityDate', 'guid', 'typeId', 'leadId', 'assetName', 'assetId', 'attributes', 'campaignId'],
  ['guid', 'activityDate', 'leadId', 'attributes', 'typeId', 'assetId', 'campaignId', 'assetName'],
];
const EMPTY_FIELDS = ['', 'null', 'NULL'] as const;

interface MonthFile {
  readonly name: string;
  readonly from: number;
  readonly format: CsvFormat;
  readonly target: Writable;
  readonly finished: Promise<void>;
  pending: string;
}

/** Returns the file names, one per month from `first` to `last`. The third from the end is compressed. */
export function extractNames(first: number, last: number): string[] {
  const names: string[] = [];
  for (let month = startOfMonth(first); month <= last; month = startOfMonth(month, 1)) {
    names.push(`activities-${isoMonth(month)}.csv`);
  }
  const compressed = Math.max(0, names.length - 3);
  return names.map((name, index) => (index === compressed ? `${name}.gz` : name));
}

/**
 * Writes activities to one CSV file per month. The files differ in the order of columns, in whether they have
 * `actionResult`, and in their line breaks; one is compressed. Call `drain` regularly to limit memory use.
 */
export class ExtractWriter {
  /** The number of records written so far, including duplicates. */
  count = 0;
  private readonly files: MonthFile[];
  private readonly random: Random;
  private nextGuid: number;

  /**
   * @param first any instant in the first month
   * @param last any instant in the last month
   */
  constructor(directory: string, first: number, last: number, random: Random) {
    this.random = random;
    this.nextGuid = 700_000_000 + random.integer(0, 99_999_999);
    this.files = extractNames(first, last).map((name, index, names) =>
      openFile(directory, name, startOfMonth(first, index), formatOf(names.length - 1 - index)),
    );
  }

  /** Writes an activity with a new guid. Skips an activity that did not succeed if the file has no `actionResult`. */
  add(activity: Activity): void {
    const index = this.indexOf(activity.at);
    const file = this.files[index];
    if (!file) throw new RangeError(`No extract file covers ${isoInstant(activity.at)}.`);
    if (activity.actionResult !== 'succeeded' && !hasResult(file)) return;
    const fields = this.fieldsOf(activity);
    this.addFields(fields, index);
    const next = this.files[index + 1];
    if (!next || activity.at < next.from - DAY || !this.random.chance(OVERLAP)) return;
    // If only one of the two files had `actionResult`, the duplicates would differ.
    if (hasResult(next) === hasResult(file)) this.addFields(fields, index + 1);
  }

  /** Returns the fields of an activity, with a new guid. */
  fieldsOf(activity: Activity): Fields {
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

  /**
   * Writes a record.
   * @param index the index of the file, negative from the end
   */
  addFields(fields: Fields, index: number): void {
    const file = this.files.at(index);
    if (file) this.append(file, recordLine(fields, file.format));
  }

  /** Ends the last file in the middle of a record, like an interrupted download. */
  addTruncated(fields: Fields): void {
    const file = this.files.at(-1);
    if (!file) return;
    const line = recordLine(fields, file.format);
    this.append(file, line.slice(0, line.lastIndexOf('""}')));
  }

  /** Writes pending text of at least this length to the files, and waits if their buffers are full. */
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

  // Most activities are recent, so the search starts at the end.
  private indexOf(instant: number): number {
    return Math.max(
      0,
      this.files.findLastIndex((file) => file.from <= instant),
    );
  }
}

function hasResult(file: MonthFile): boolean {
  return file.format.columns.includes('actionResult');
}

/** @param age 0 for the last file, which has the usual order of columns */
function formatOf(age: number): CsvFormat {
  const columns = COLUMN_ORDERS[age % COLUMN_ORDERS.length] ?? USUAL_ORDER;
  const withResult = age < 3 || age % 5 === 0;
  // The last file is truncated within the attributes, so they must be the last column.
  const position = age === 0 ? columns.length - 1 : 3;
  return {
    columns: withResult ? columns.toSpliced(position, 0, 'actionResult') : columns,
    lineBreak: age === 3 ? '\r\n' : '\n',
    empty: EMPTY_FIELDS[age % EMPTY_FIELDS.length] ?? '',
  };
}

function openFile(directory: string, name: string, from: number, format: CsvFormat): MonthFile {
  const file = createWriteStream(join(directory, name));
  const gzip = name.endsWith('.gz') ? createGzip({ level: 1 }) : undefined;
  const target = gzip ?? file;
  const finished = gzip ? pipeline(gzip, file) : once(file, 'finish').then(() => undefined);
  finished.catch(() => undefined);
  return { name, from, format, target, finished, pending: headerLine(format) };
}
