import type { ColumnSet } from '../model/columns.ts';
import type { FieldReader } from '../model/extra-columns.ts';
import { clearUntrackedOpens, trackedIds } from '../model/metrics.ts';
import { filterNames, type Report, type ReportScope, type ReportWindow } from '../model/report.ts';
import { isJsonObject, type JsonObject } from '../platform/json-object.ts';
import { quote, type ProblemList } from './contract-error.ts';
import { readRow } from './read-row.ts';
import { ReportColumns } from './report-columns.ts';
import { readWindow } from './report-window.ts';
import { isNullish, readCount, readDate, readDateBasis, readInstant, readText, readTimeZone } from './validators.ts';

/** The number of rows whose fields are compared with the known ones. All rows of a response have similar fields. */
const comparedRows = 100;

/** The URLs that are relative to that of the response. */
const templateIds = ['previewUrl', 'previewPageUrl', 'campaignsUrl'] as const;

/** Most responses have no other fields in their head. Code that loads on demand examines those. */
const headFields = [
  ...['version', 'asOf', 'dataFrom', 'from', 'to', 'timeZone', 'dateBasis', 'rowCount', 'rows'],
  ...[...templateIds, 'url', 'limit', 'offset', 'sort', 'search', 'groupBy', ...filterNames],
];

/**
 * Validates a response and converts it into columns: the head first, then row by row. After the first problem, rows are
 * still validated, but no longer added to the report.
 */
export class ReportReader {
  readonly #problems: ProblemList;
  readonly #columns = new ReportColumns();
  readonly #extras: FieldReader | undefined;
  /** The index of the next row in the response. */
  #next = 0;
  /** The number of rows before the first that breaks the contract. */
  #length = 0;
  #rowCount: number | undefined;
  #window: ReportWindow | undefined;
  #asOf = NaN;
  #dataFrom = NaN;
  #head: JsonObject = {};
  readonly #templates: { -readonly [Id in (typeof templateIds)[number]]?: Report[Id] } = {};
  #url: string | undefined;
  #scope: ReportScope = {};
  readonly #suspects = new Map<string, number>();
  readonly #explanations: unknown[] = [];
  /** The sums over tracked emails, in a window of campaigns. */
  readonly #tracked: Partial<Record<string, number[]>> = {};

  /**
   * @param problems the list to add problems to
   * @param columns the columns to read. Default: the built-in ones
   */
  constructor(problems: ProblemList, columns?: ColumnSet) {
    this.#problems = problems;
    this.#extras = columns?.createFieldReader?.();
  }

  /** The number of rows in the report. */
  get length(): number {
    return this.#length;
  }

  /** The number of rows that the head announces, in the window or in the whole report. */
  get expectedRows(): number | undefined {
    if (!this.#window || this.#rowCount === undefined) return this.#rowCount;
    return Math.min(this.#window.limit, Math.max(0, this.#rowCount - this.#window.offset));
  }

  /** Whether all announced rows have been read; true if the head announces none. */
  get hasAllRows(): boolean {
    return this.expectedRows === undefined || this.expectedRows === this.length;
  }

  /**
   * Reads everything except the rows.
   * @returns `false` for another version of the contract, which is then the only problem: the rows must not be read.
   */
  readHead(head: JsonObject): boolean {
    const problems = this.#problems;
    problems.source = head;
    if (head['version'] !== 1) {
      problems.add('version', 'version 1 of the report contract', head['version']);
      return false;
    }
    this.#asOf = readInstant(head['asOf'], 'asOf', problems);
    this.#dataFrom = readInstant(head['dataFrom'], 'dataFrom', problems);
    // The rows of a JSON response would stay in memory.
    this.#head = { ...head, rows: undefined };
    this.#scope = {
      from: readDate(head['from'], 'from', problems),
      to: readDate(head['to'], 'to', problems),
      timeZone: readTimeZone(head['timeZone'], 'timeZone', problems),
      dateBasis: readDateBasis(head['dateBasis'], 'dateBasis', problems),
    };
    for (const id of templateIds) this.#readTemplate(head, id);
    this.#url = readText(head['url'], 'url', problems);
    this.#findUnknown(head, (name) => headFields.includes(name));
    const rowCount = readCount(head['rowCount'], 'rowCount', problems);
    this.#rowCount = Number.isNaN(rowCount) ? undefined : rowCount;
    this.#window = readWindow(head, problems, this.#extras);
    const { totals } = this.#window ?? {};
    for (const id in totals) if (!Number.isNaN(totals[id]?.[0])) this.#columns.offer(id);
    return true;
  }

  /** Adds a problem if there are more rows than the head announces. */
  checkRowCount(rows: number): void {
    const expected = this.expectedRows;
    if (expected === undefined || !(rows > expected)) return;
    const bound = this.#window ? 'limit and rowCount allow' : 'rowCount says';
    this.#problems.addDescribed('rows', `no more rows than ${bound} (${expected})`, `${rows}`);
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
      this.#extras?.read(row, at);
      // Read when the reader asks for it.
      if (row['explain']) this.#explanations[at] = row['explain'];
      if (this.#window?.groupBy) this.#readTracked(row, at);
      if (problems.count === before) this.#checkPair(at);
      else if (before === 0) problems.source = row;
      if (at < comparedRows) this.#findUnknown(row, this.#isRowField, at);
    } else {
      problems.add('', 'an object', row);
    }
    problems.row = undefined;
    problems.line = undefined;
    this.#next = at + 1;
    if (problems.count === 0) this.#length = at + 1;
  }

  /** Does a part of the work of {@link snapshot} in advance, so that a long report is read in slices. */
  summarize(): void {
    this.#columns.summarize(this.#length);
  }

  /** Returns the rows read so far. */
  snapshot(complete: boolean): Report {
    const read = this.#columns.snapshot(this.#length);
    const sums = Object.entries(this.#tracked).map(([id, values = []]): [string, Float64Array] => [
      id,
      Float64Array.from({ length: this.#length }, (_, row) => values[row] ?? NaN),
    ]);
    const columns = { ...read, numbers: { ...read.numbers, ...Object.fromEntries(sums) } };
    return {
      ...(this.#extras?.addTo(columns) ?? columns),
      rowCount: this.#rowCount,
      asOf: this.#asOf,
      dataFrom: this.#dataFrom,
      head: this.#head,
      scope: this.#scope,
      ...this.#templates,
      url: this.#url,
      suspects: new Map(this.#suspects),
      explanations: this.#explanations,
      complete,
      window: this.#window,
    };
  }

  #readTemplate(head: JsonObject, id: (typeof templateIds)[number]): void {
    const template = readText(head[id], id, this.#problems);
    const isOfEmail = id !== 'campaignsUrl';
    if (isOfEmail && template?.includes('{emailId}') === false) this.#suspects.set(id, -1);
    this.#templates[id] = template;
  }

  #readTracked(campaign: JsonObject, at: number): void {
    for (const id of trackedIds) {
      if (isNullish(campaign[id])) continue;
      (this.#tracked[id] ??= [])[at] = readCount(campaign[id], id, this.#problems);
    }
    clearUntrackedOpens({ ...this.#columns.numbers, ...this.#tracked }, at);
  }

  readonly #isRowField = (name: string): boolean =>
    name in this.#columns.texts ||
    name in this.#columns.numbers ||
    name === 'explain' ||
    this.#extras?.has(name) === true;

  #findUnknown(fields: JsonObject, isKnown: (name: string) => boolean, row = -1): void {
    for (const name of Object.keys(fields)) {
      if (!isKnown(name) && !this.#suspects.has(name)) this.#suspects.set(name, row);
    }
  }

  #checkPair(at: number): void {
    const earlier = this.#columns.firstOfPair(at);
    if (earlier === at) return;
    const isCampaign = this.#window?.groupBy !== undefined;
    const ids = isCampaign ? 'campaignId' : 'combination of campaignId and emailId';
    const campaign = `campaign ${quote(this.#columns.texts.campaignId[at] ?? '')}`;
    const email = isCampaign ? '' : ` with email ${quote(this.#columns.texts.emailId[at] ?? '')}`;
    this.#problems.addDescribed('', `a ${ids} that no other row has`, `${campaign}${email}, as in rows[${earlier}]`);
  }
}

/**
 * Completes a row that is a campaign: the id of its email is empty, and the name of its email is its own, unless it has
 * only one email.
 */
function asEmail(campaign: JsonObject): JsonObject {
  const { campaignName, emails, emailId } = campaign;
  if (emails === 1 && !isNullish(emailId)) return campaign;
  return { ...campaign, emailId: '', emailName: typeof campaignName === 'string' ? campaignName : '' };
}
