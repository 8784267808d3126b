import type { Report, ReportScope, ReportWindow } from '../model/report.ts';
import { quote, type ProblemList } from './contract-error.ts';
import {
  isJsonObject,
  readCount,
  readDate,
  readDateBasis,
  readInstant,
  readText,
  readTimeZone,
  type JsonObject,
} from './validators.ts';
import { readRow } from './read-row.ts';
import { numberFieldIds, ReportColumns } from './report-columns.ts';
import { readWindow } from './report-window.ts';

/**
 * Reads a response into columns: the head first, then its rows, many at once or one by one.
 * Problems go to the list it was given. From the first broken row on, no further report can be had of it.
 */
export class ReportReader {
  readonly #problems: ProblemList;
  readonly #columns = new ReportColumns();
  /** The index of the next row in the response. */
  #next = 0;
  /** The number of rows before the first that breaks the contract. */
  #length = 0;
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
    return this.#length;
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
    this.#asOf = readInstant(head['asOf'], 'asOf', problems);
    this.#scope = {
      from: readDate(head['from'], 'from', problems),
      to: readDate(head['to'], 'to', problems),
      timeZone: readTimeZone(head['timeZone'], 'timeZone', problems),
      dateBasis: readDateBasis(head['dateBasis'], 'dateBasis', problems),
    };
    this.#previewUrl = readText(head['previewUrl'], 'previewUrl', problems);
    this.#previewPageUrl = readText(head['previewPageUrl'], 'previewPageUrl', problems);
    const rowCount = readCount(head['rowCount'], 'rowCount', problems);
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

  /** Allocates memory for so many rows. */
  reserve(rows: number): void {
    this.#columns.reserve(rows);
  }

  /**
   * Validates the next row and adds it to the report.
   * @param line the line of the row, from 1, if the response has lines: it is named in problems.
   */
  readRow(row: unknown, line?: number): void {
    const problems = this.#problems;
    const columns = this.#columns;
    const before = problems.count;
    const at = this.#next;
    problems.row = at;
    problems.line = line;
    if (isJsonObject(row)) {
      columns.reserve(at + 1, this.expectedRows);
      readRow(this.#window?.groupBy ? asEmail(row) : row, at, columns.texts, columns.numbers, problems);
      if (problems.count === before) this.#checkPair(at);
    } else {
      problems.add('', 'an object', row);
    }
    problems.row = undefined;
    problems.line = undefined;
    this.#next = at + 1;
    if (problems.count === 0) this.#length = at + 1;
  }

  /** Does a part of the work of {@link snapshot} in advance. */
  summarize(): void {
    this.#columns.summarize(this.#length);
  }

  /** The rows so far. */
  snapshot(complete: boolean): Report {
    return {
      ...this.#columns.snapshot(this.#length),
      rowCount: this.#rowCount,
      asOf: this.#asOf,
      scope: this.#scope,
      previewUrl: this.#previewUrl,
      previewPageUrl: this.#previewPageUrl,
      complete,
      window: this.#window,
    };
  }

  #checkPair(at: number): void {
    const earlier = this.#columns.firstOfPair(at);
    if (earlier === at) return;
    const isCampaign = this.#window?.groupBy !== undefined;
    const id = isCampaign ? 'campaignId' : 'pair of campaignId and emailId';
    const campaign = `campaign ${quote(this.#columns.texts.campaignId[at] ?? '')}`;
    const email = isCampaign ? '' : ` with email ${quote(this.#columns.texts.emailId[at] ?? '')}`;
    this.#problems.addInWords('', `another ${id} in each row`, `${campaign}${email} as in rows[${earlier}]`);
  }
}

/** A row that is a campaign has no email's id and name; where emails are told by their names it is by its own. */
function asEmail(campaign: JsonObject): JsonObject {
  const { campaignName } = campaign;
  return { ...campaign, emailId: '', emailName: typeof campaignName === 'string' ? campaignName : '' };
}
