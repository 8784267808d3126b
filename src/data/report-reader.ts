import { instantColumnIds, type InstantColumnId } from '../model/columns.ts';
import { countIds, type CountId } from '../model/metrics.ts';
import type {
  OfferedColumnId,
  Report,
  ReportNumbers,
  ReportScope,
  ReportText,
  ReportWindow,
} from '../model/report.ts';
import { quote, type ProblemList } from './contract-problems.ts';
import {
  isFields,
  readCount,
  readDate,
  readDateBasis,
  readFlag,
  readId,
  readInstant,
  readRequiredCount,
  readRequiredText,
  readText,
  readTimeZone,
  type Fields,
} from './fields.ts';
import { lengthOfBlock, readBlock, rowOfBlock } from './report-block.ts';
import { readWindow } from './report-window.ts';

const optionalCountIds = countIds.filter((id) => id !== 'sent');
const numberIds = [...instantColumnIds, ...countIds] as const;
const optionalIds: readonly OfferedColumnId[] = [
  'campaignFolder',
  'campaignArchived',
  ...instantColumnIds,
  ...optionalCountIds,
];

type Numbers = Record<CountId | InstantColumnId, Float64Array>;
type Texts = { -readonly [Id in keyof ReportText]: ReportText[Id][number][] };

/**
 * Reads a response into columns: the head first, then row after row.
 * Problems go to the list it was given. From the first broken row on, no further report can be had of it.
 */
export class ReportReader {
  readonly #problems: ProblemList;
  readonly #texts: Texts = {
    campaignId: [],
    emailId: [],
    campaignName: [],
    emailName: [],
    campaignFolder: [],
    campaignArchived: [],
  };
  /** Which rows an email is in: one, or one for each campaign. An email is seldom in many campaigns. */
  readonly #rowsOfEmail = new Map<string, number | Map<string, number>>();
  readonly #contradictions: number[] = [];
  readonly #withoutPreview: number[] = [];
  readonly #offered = new Set<OfferedColumnId>(['campaignName', 'emailName', 'sent']);
  /** The columns that no row had so far. */
  #lacking = optionalIds;
  #numbers: Numbers;
  /**
   * The columns of the optional counts, in pairs: looking them up by name for each row costs more than
   * reading them.
   */
  #counts: readonly (readonly [CountId, Float64Array])[];
  #capacity: number;
  #length = 0;
  /** The place of the next row in the response, and in the columns. */
  #next = 0;
  #rowCount: number | undefined;
  #window: ReportWindow | undefined;
  #asOf = NaN;
  #previewUrl: string | undefined;
  #previewPageUrl: string | undefined;
  #scope: ReportScope = {};

  /** @param capacity for how many rows to make room at first. */
  constructor(problems: ProblemList, capacity = 1024) {
    this.#problems = problems;
    this.#capacity = capacity;
    this.#numbers = mapNumbers(() => new Float64Array(capacity));
    this.#counts = optionalCountIds.map((id) => [id, this.#numbers[id]]);
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
    return this.expectedRows === undefined || this.expectedRows === this.#length;
  }

  /**
   * Takes in everything but the rows. In another version of the contract, which is then the one problem,
   * no other field can be relied on: the answer is false, and the rows are not to be read.
   */
  readHead(head: Fields): boolean {
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
    if (totals) for (const id of numberIds) if (!Number.isNaN(totals[id][0])) this.#offered.add(id);
    return true;
  }

  /** Adds a problem if there are more rows than the head announced. */
  checkRowCount(rows: number): void {
    const expected = this.expectedRows;
    if (expected === undefined || !(rows > expected)) return;
    const bound = this.#window ? 'limit and rowCount allow' : 'rowCount';
    this.#problems.addInWords('rows', `no more than ${bound}, ${expected}`, `${rows}`);
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
    if (!isFields(row)) {
      problems.add('', 'an object', row);
    } else {
      if (at === this.#capacity) this.#grow();
      this.#readTexts(row, at);
      this.#readNumbers(row, at);
      if (readFlag(row, 'hasPreview', problems) === false) this.#withoutPreview.push(at);
      if (problems.count === before) this.#checkPair(at);
    }
    if (problems.count === before) this.#takeIn(at);
    this.#next += 1;
    problems.row = undefined;
    problems.line = undefined;
  }

  /**
   * Takes in the rows of a block, up to the first one that breaks the contract.
   * @param line the block's line, from 1.
   */
  readBlock(block: Fields, line: number): void {
    const problems = this.#problems;
    const length = lengthOfBlock(block, problems);
    if (problems.count > 0) return;
    const start = this.#next;
    while (start + length > this.#capacity) this.#grow();
    // What has to be told of a row, or made of one that is a campaign, is done row by row.
    const isPlain = !this.#window?.groupBy && readBlock(block, length, { ...this.#texts, ...this.#numbers }, start);
    const hasPreview = block['hasPreview'] as readonly unknown[] | null | undefined;
    for (let at = 0; at < length; at++) {
      problems.line = line;
      this.checkRowCount(start + at + 1);
      if (problems.count > 0) return;
      if (!isPlain) {
        this.readRow(rowOfBlock(block, at), line);
        continue;
      }
      problems.row = start + at;
      this.#checkPair(start + at);
      problems.row = undefined;
      if (problems.count > 0) return;
      if (hasPreview?.[at] === false) this.#withoutPreview.push(start + at);
      this.#takeIn(start + at);
      this.#next += 1;
    }
  }

  /**
   * The rows so far. The numbers are views of the reader's own columns: rows are only ever written behind the
   * end of a view, and a column that is full is copied to a longer one, so that no report changes.
   */
  snapshot(complete: boolean): Report {
    const length = this.#length;
    const texts = this.#texts;
    return {
      length,
      rowCount: this.#rowCount,
      asOf: this.#asOf,
      scope: this.#scope,
      text: {
        campaignId: texts.campaignId.slice(0, length),
        emailId: texts.emailId.slice(0, length),
        campaignName: texts.campaignName.slice(0, length),
        emailName: texts.emailName.slice(0, length),
        campaignFolder: texts.campaignFolder.slice(0, length),
        campaignArchived: texts.campaignArchived.slice(0, length),
      },
      numbers: mapNumbers((id) => this.#numbers[id].subarray(0, length)),
      offered: new Set(this.#offered),
      contradictions: this.#contradictions.slice(),
      previewUrl: this.#previewUrl,
      previewPageUrl: this.#previewPageUrl,
      withoutPreview: this.#withoutPreview.slice(),
      complete,
      window: this.#window,
    };
  }

  #readTexts(row: Fields, at: number): void {
    const texts = this.#texts;
    const problems = this.#problems;
    texts.campaignId[at] = readId(row, 'campaignId', problems);
    texts.campaignName[at] = readRequiredText(row, 'campaignName', problems);
    texts.campaignFolder[at] = readText(row, 'campaignFolder', problems);
    texts.campaignArchived[at] = readFlag(row, 'campaignArchived', problems);
    // A row that is a campaign has no email's id and name; where emails are told by their names it is by its own.
    const isCampaign = this.#window?.groupBy !== undefined;
    texts.emailId[at] = isCampaign ? '' : readId(row, 'emailId', problems);
    texts.emailName[at] = isCampaign ? (texts.campaignName[at] ?? '') : readRequiredText(row, 'emailName', problems);
  }

  #readNumbers(row: Fields, at: number): void {
    const numbers = this.#numbers;
    const problems = this.#problems;
    numbers.firstSentAt[at] = readInstant(row, 'firstSentAt', problems);
    numbers.lastActivityAt[at] = readInstant(row, 'lastActivityAt', problems);
    numbers.sent[at] = readRequiredCount(row, 'sent', problems);
    for (const [id, column] of this.#counts) column[at] = readCount(row, id, problems);
  }

  #checkPair(at: number): void {
    const { campaignId, emailId } = this.#texts;
    const campaign = campaignId[at] ?? '';
    const email = emailId[at] ?? '';
    const rows = this.#rowsOfEmail.get(email);
    if (rows === undefined) {
      this.#rowsOfEmail.set(email, at);
      return;
    }
    const rowOfCampaign = typeof rows === 'number' ? new Map([[campaignId[rows] ?? '', rows]]) : rows;
    const earlier = rowOfCampaign.get(campaign);
    if (earlier !== undefined) {
      const isCampaign = this.#window?.groupBy !== undefined;
      const id = isCampaign ? 'campaignId' : 'pair of campaignId and emailId';
      const got = `campaign ${quote(campaign)}${isCampaign ? '' : ` with email ${quote(email)}`} as in rows[${earlier}]`;
      this.#problems.addInWords('', `another ${id} in each row`, got);
      return;
    }
    rowOfCampaign.set(campaign, at);
    if (rowOfCampaign !== rows) this.#rowsOfEmail.set(email, rowOfCampaign);
  }

  #takeIn(at: number): void {
    if (this.#lacking.length > 0) {
      for (const id of this.#lacking) if (this.#hasValue(id, at)) this.#offered.add(id);
      this.#lacking = this.#lacking.filter((id) => !this.#offered.has(id));
    }
    if (isContradictory(this.#numbers, at)) this.#contradictions.push(at);
    this.#length += 1;
  }

  #hasValue(id: OfferedColumnId, at: number): boolean {
    if (id in this.#texts) return this.#texts[id as keyof Texts][at] !== undefined;
    return !Number.isNaN(this.#numbers[id as keyof Numbers][at]);
  }

  #grow(): void {
    const old = this.#numbers;
    this.#capacity = Math.max(16, this.#capacity * 2);
    this.#numbers = mapNumbers((id) => {
      const column = new Float64Array(this.#capacity);
      column.set(old[id]);
      return column;
    });
    this.#counts = optionalCountIds.map((id) => [id, this.#numbers[id]]);
  }
}

/**
 * Whether the counts of a row cannot all be right: clicked ≤ opened ≤ delivered ≤ sent, unsubscribed ≤
 * opened, human ≤ all, and the five outcomes of a send add up to sent. Nothing is held against an unknown
 * count: no comparison with `NaN` is true.
 */
function isContradictory(numbers: ReportNumbers, at: number): boolean {
  const sent = numbers.sent[at] ?? NaN;
  const opened = numbers.opened[at] ?? NaN;
  const clicked = numbers.clicked[at] ?? NaN;
  const mostOpened = lesser(numbers.delivered[at] ?? NaN, sent);
  const mostClicked = lesser(opened, mostOpened);
  return (
    opened > mostOpened ||
    clicked > mostClicked ||
    (numbers.unsubscribed[at] ?? NaN) > mostClicked ||
    (numbers.humanOpened[at] ?? NaN) > mostClicked ||
    (numbers.humanClicked[at] ?? NaN) > lesser(clicked, mostClicked) ||
    !canAddUp(numbers, at, sent)
  );
}

function canAddUp(numbers: ReportNumbers, at: number, sent: number): boolean {
  const delivered = numbers.delivered[at] ?? NaN;
  const hardBounced = numbers.hardBounced[at] ?? NaN;
  const softBounced = numbers.softBounced[at] ?? NaN;
  const pending = numbers.pending[at] ?? NaN;
  const aborted = numbers.aborted[at] ?? NaN;
  // One unknown outcome makes this NaN; the others must then fit into sent.
  const sum = delivered + hardBounced + softBounced + pending + aborted;
  if (!Number.isNaN(sum)) return sum === sent;
  return (delivered || 0) + (hardBounced || 0) + (softBounced || 0) + (pending || 0) + (aborted || 0) <= sent;
}

/** The lesser of two, or the known one. */
function lesser(one: number, other: number): number {
  return one > other || Number.isNaN(one) ? other : one;
}

function mapNumbers(column: (id: keyof Numbers) => Float64Array): Numbers {
  return Object.fromEntries(numberIds.map((id) => [id, column(id)])) as Numbers;
}
