import { instantColumnIds } from '../model/columns.ts';
import { countIds } from '../model/metrics.ts';
import type { OfferedColumnId, Report, ReportText } from '../model/report.ts';
import { findContradictoryRows } from '../model/contradictions.ts';
import { writeRows } from './row-writer.ts';
import { numberFieldIds, type FieldId, type NumberFieldId, type TextFieldId } from './row-schema.ts';

type Texts = { -readonly [Id in keyof ReportText]: ReportText[Id][number][] } & {
  readonly hasPreview: (boolean | undefined)[];
};
type Numbers = Record<NumberFieldId, Float64Array>;

const optionalIds: readonly OfferedColumnId[] = [
  'campaignFolder',
  'campaignArchived',
  ...instantColumnIds,
  ...countIds.filter((id) => id !== 'sent'),
];

/** Room for no more rows than this is made before any of them is here, whatever was announced. */
const firstRoom = 65_536;

/** The columns of a report that is being read: rows are written behind its end, and then taken in. */
export class ReportColumns {
  readonly #texts: Texts = {
    campaignId: [],
    emailId: [],
    campaignName: [],
    emailName: [],
    campaignFolder: [],
    campaignArchived: [],
    hasPreview: [],
  };
  #numbers = mapNumbers(() => new Float64Array());
  /** Which rows an email is in: one, or one for each campaign. An email is seldom in many campaigns. */
  readonly #rowsOfEmail = new Map<string, number | Map<string, number>>();
  readonly #contradictions: number[] = [];
  readonly #withoutPreview: number[] = [];
  readonly #offered = new Set<OfferedColumnId>(['campaignName', 'emailName', 'sent']);
  /** The columns that no row had so far. */
  #lacking = optionalIds;
  #capacity = 0;
  #length = 0;

  /** The number of rows taken in. */
  get length(): number {
    return this.#length;
  }

  /**
   * @param rows how many are about to be here
   * @param expected how many were announced
   */
  makeRoom(rows: number, expected = 0): void {
    if (rows <= this.#capacity) return;
    const wanted = Math.max(rows, 2 * this.#capacity, Math.min(expected, firstRoom));
    this.#capacity = expected >= rows ? Math.min(wanted, expected) : wanted;
    const old = this.#numbers;
    this.#numbers = mapNumbers((id) => {
      const column = new Float64Array(this.#capacity);
      column.set(old[id]);
      return column;
    });
  }

  column(id: FieldId): { [row: number]: unknown } {
    return id in this.#numbers ? this.#numbers[id as NumberFieldId] : this.#texts[id as TextFieldId];
  }

  /**
   * Writes rows from the place `start` on.
   * @returns whether all keep the contract. Where one does not, nothing of what was written is to be used.
   */
  writeRows(start: number, rows: readonly unknown[]): boolean {
    return writeRows(rows, this.#texts, this.#numbers, start);
  }

  /** Takes note of a column that the report has, whether a row has it or not. */
  offer(id: OfferedColumnId): void {
    this.#offered.add(id);
  }

  /** The row that had the same ids before, or else this one. */
  firstOfPair(row: number): number {
    const { campaignId, emailId } = this.#texts;
    const email = emailId[row] as string;
    const rows = this.#rowsOfEmail.get(email);
    if (rows === undefined) {
      this.#rowsOfEmail.set(email, row);
      return row;
    }
    if (rows === row) return row;
    const rowOfCampaign = typeof rows === 'number' ? new Map([[campaignId[rows] as string, rows]]) : rows;
    if (rowOfCampaign !== rows) this.#rowsOfEmail.set(email, rowOfCampaign);
    const campaign = campaignId[row] as string;
    const earlier = rowOfCampaign.get(campaign);
    if (earlier === undefined) rowOfCampaign.set(campaign, row);
    return earlier ?? row;
  }

  /** Makes the rows before `end` part of the report. */
  takeIn(end: number): void {
    const start = this.#length;
    this.#lacking = this.#lacking.filter((id) => !this.#isOffered(id, start, end));
    for (const row of findContradictoryRows(this.#numbers, start, end)) this.#contradictions.push(row);
    for (let row = start; row < end; row++) {
      if (this.#texts.hasPreview[row] === false) this.#withoutPreview.push(row);
    }
    this.#length = end;
  }

  #isOffered(id: OfferedColumnId, start: number, end: number): boolean {
    const column = this.column(id);
    for (let row = start; row < end; row++) {
      // Nothing but NaN differs from itself.
      if (column[row] === undefined || column[row] !== column[row]) continue;
      this.offer(id);
      return true;
    }
    return false;
  }

  /**
   * The rows so far. The numbers are views of these columns: rows are only ever written behind the end of a view, and a
   * column that is full is copied to a longer one, so that no report changes.
   */
  snapshot(): Pick<Report, 'length' | 'text' | 'numbers' | 'offered' | 'contradictions' | 'withoutPreview'> {
    const length = this.#length;
    const texts = this.#texts;
    return {
      length,
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
      withoutPreview: this.#withoutPreview.slice(),
    };
  }
}

function mapNumbers(column: (id: NumberFieldId) => Float64Array): Numbers {
  return Object.fromEntries(numberFieldIds.map((id) => [id, column(id)])) as Numbers;
}
