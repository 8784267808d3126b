import type { Report, ReportScope, ReportWindow } from '../model/report.ts';
import { quote, type ProblemList } from './contract-error.ts';
import {
  isJsonObject,
  readCount,
  readDate,
  readDateBasis,
  readField,
  readInstant,
  readText,
  readTimeZone,
  type JsonObject,
} from './validators.ts';
import { ReportColumns } from './report-columns.ts';
import { readWindow } from './report-window.ts';
import { numberFieldIds, rowSchema } from './row-schema.ts';

/**
 * Reads a response into columns: the head first, then its rows, many at once or one by one.
 * Problems go to the list it was given. From the first broken row on, no further report can be had of it.
 */
export class ReportReader {
  readonly #problems: ProblemList;
  readonly #columns = new ReportColumns();
  /** The place of the next row in the response, and in the columns. */
  #next = 0;
  #rowCount: number | undefined;
  #window: ReportWindow | undefined;
  #asOf = NaN;
  #previewUrl: string | undefined;
  #previewPageUrl: string | undefined;
  #scope: ReportScope = {};

  constructor(problems: ProblemList) {
    this.#problems = problems;
  }

  /** The number of rows taken in. */
  get length(): number {
    return this.#columns.length;
  }

  /** The number of rows that the head announced: those of the report, or of the window. */
  get expectedRows(): number | undefined {
    if (!this.#window || this.#rowCount === undefined) return this.#rowCount;
    return Math.min(this.#window.limit, Math.max(0, this.#rowCount - this.#window.offset));
  }

  /** Whether all rows are here, as far as the head lets one know. */
  get isWhole(): boolean {
    return this.expectedRows === undefined || this.expectedRows === this.length;
  }

  /**
   * Takes in everything but the rows. In another version of the contract, which is then the one problem,
   * no other field can be relied on: the answer is false, and the rows are not to be read.
   */
  readHead(head: JsonObject): boolean {
    const problems = this.#problems;
    if (head['version'] !== 1) {
      problems.add('version', 'version 1 of the report contract', head['version']);
      return false;
    }
    this.#asOf = readInstant(head, 'asOf', problems);
    this.#scope = {
      from: readDate(head, 'from', problems),
      to: readDate(head, 'to', problems),
      timeZone: readTimeZone(head, 'timeZone', problems),
      dateBasis: readDateBasis(head, 'dateBasis', problems),
    };
    this.#previewUrl = readText(head, 'previewUrl', problems);
    this.#previewPageUrl = readText(head, 'previewPageUrl', problems);
    const rowCount = readCount(head, 'rowCount', problems);
    this.#rowCount = Number.isNaN(rowCount) ? undefined : rowCount;
    this.#window = readWindow(head, problems);
    const { totals } = this.#window ?? {};
    if (totals) for (const id of numberFieldIds) if (!Number.isNaN(totals[id][0])) this.#columns.offer(id);
    return true;
  }

  /** Adds a problem if there are more rows than the head announced. */
  checkRowCount(rows: number): void {
    const expected = this.expectedRows;
    if (expected === undefined || !(rows > expected)) return;
    const bound = this.#window ? 'limit and rowCount allow' : 'rowCount';
    this.#problems.addInWords('rows', `no more than ${bound}, ${expected}`, `${rows}`);
  }

  /** Makes room for so many rows. */
  makeRoom(rows: number): void {
    this.#columns.makeRoom(rows);
  }

  /**
   * Takes in the next rows at once, which is quick. Where anything is the matter with them none is taken in: they are
   * to be read one by one, which finds out what it is.
   */
  takeRows(rows: readonly unknown[]): boolean {
    return this.#take(rows.length, (start) => this.#columns.writeRows(start, rows));
  }

  #take(length: number, write: (start: number) => boolean): boolean {
    const [start, end] = [this.#next, this.#next + length];
    // Rows that are campaigns lack what has to be made up for them.
    if (this.#window?.groupBy || end > (this.expectedRows ?? Infinity)) return false;
    const columns = this.#columns;
    columns.makeRoom(end, this.expectedRows);
    if (!write(start)) return false;
    for (let row = start; row < end; row++) if (columns.firstOfPair(row) !== row) return false;
    this.#next = end;
    if (this.#problems.count === 0) columns.takeIn(end);
    return true;
  }

  /**
   * Takes in the next row.
   * @param line the row's line, from 1, if the response has lines: for problems.
   */
  readRow(row: unknown, line?: number): void {
    const problems = this.#problems;
    const before = problems.count;
    const at = this.#next;
    problems.row = at;
    problems.line = line;
    if (isJsonObject(row)) this.#readFields(this.#window?.groupBy ? asEmail(row) : row, at);
    else problems.add('', 'an object', row);
    if (problems.count === before) this.#checkPair(at);
    this.#next += 1;
    if (problems.count === 0) this.#columns.takeIn(at + 1);
    problems.row = undefined;
    problems.line = undefined;
  }

  /** The rows so far. */
  snapshot(complete: boolean): Report {
    return {
      ...this.#columns.snapshot(),
      rowCount: this.#rowCount,
      asOf: this.#asOf,
      scope: this.#scope,
      previewUrl: this.#previewUrl,
      previewPageUrl: this.#previewPageUrl,
      complete,
      window: this.#window,
    };
  }

  #readFields(row: JsonObject, at: number): void {
    this.#columns.makeRoom(at + 1, this.expectedRows);
    for (const [id, kind] of rowSchema) this.#columns.column(id)[at] = readField(kind, row, id, this.#problems);
  }

  #checkPair(at: number): void {
    const earlier = this.#columns.firstOfPair(at);
    if (earlier === at) return;
    const isCampaign = this.#window?.groupBy !== undefined;
    const id = isCampaign ? 'campaignId' : 'pair of campaignId and emailId';
    const campaign = `campaign ${quote(this.#columns.column('campaignId')[at] as string)}`;
    const email = isCampaign ? '' : ` with email ${quote(this.#columns.column('emailId')[at] as string)}`;
    this.#problems.addInWords('', `another ${id} in each row`, `${campaign}${email} as in rows[${earlier}]`);
  }
}

/** A row that is a campaign has no email's id and name; where emails are told by their names it is by its own. */
function asEmail(campaign: JsonObject): JsonObject {
  const { campaignName } = campaign;
  return { ...campaign, emailId: '', emailName: typeof campaignName === 'string' ? campaignName : '' };
}
