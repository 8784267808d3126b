import {
  idText,
  isJsonObject,
  optionalCount,
  optionalFlag,
  optionalInstant,
  optionalText,
  requiredCount,
  requiredText,
} from './validators.ts';
import type { FieldId, NumberFieldId, TextFieldId } from './row-schema.ts';

type Row = Partial<Record<FieldId, unknown>>;
type TextColumns = Readonly<Record<TextFieldId, unknown[]>>;
type NumberColumns = Readonly<Record<NumberFieldId, Float64Array>>;

/**
 * Writes rows into columns, from the place `start` on. Every field is spelled out, here alone: so an engine reads a field
 * where it stands in an object, and does not look it up by its name, which takes twice as long for a whole report.
 * @returns whether all rows keep the contract. Where one does not, nothing of what was written is to be used.
 */
export function writeRows(
  rows: readonly unknown[],
  texts: TextColumns,
  numbers: NumberColumns,
  start: number,
): boolean {
  let at = start;
  for (const row of rows) {
    if (!isJsonObject(row) || !writeTexts(row, texts, at) || !writeNumbers(row, numbers, at)) return false;
    at += 1;
  }
  return true;
}

const { valueOf: idOf } = idText;
const { valueOf: nameOf } = requiredText;
const { valueOf: textOf } = optionalText;
const { valueOf: flagOf } = optionalFlag;
const { valueOf: instantOf } = optionalInstant;
const { valueOf: sentOf } = requiredCount;
const { valueOf: countOf } = optionalCount;

function writeTexts(row: Row, texts: TextColumns, at: number): boolean {
  return (
    writeText(texts.campaignId, at, idOf(row.campaignId)) &&
    writeText(texts.campaignName, at, nameOf(row.campaignName)) &&
    writeText(texts.campaignFolder, at, textOf(row.campaignFolder)) &&
    writeText(texts.campaignArchived, at, flagOf(row.campaignArchived)) &&
    writeText(texts.emailId, at, idOf(row.emailId)) &&
    writeText(texts.emailName, at, nameOf(row.emailName)) &&
    writeText(texts.hasPreview, at, flagOf(row.hasPreview))
  );
}

function writeNumbers(row: Row, numbers: NumberColumns, at: number): boolean {
  return (
    writeNumber(numbers.firstSentAt, at, instantOf(row.firstSentAt)) &&
    writeNumber(numbers.lastActivityAt, at, instantOf(row.lastActivityAt)) &&
    writeNumber(numbers.sent, at, sentOf(row.sent)) &&
    writeNumber(numbers.delivered, at, countOf(row.delivered)) &&
    writeNumber(numbers.hardBounced, at, countOf(row.hardBounced)) &&
    writeNumber(numbers.softBounced, at, countOf(row.softBounced)) &&
    writeNumber(numbers.pending, at, countOf(row.pending)) &&
    writeNumber(numbers.aborted, at, countOf(row.aborted)) &&
    writeNumber(numbers.opened, at, countOf(row.opened)) &&
    writeNumber(numbers.clicked, at, countOf(row.clicked)) &&
    writeNumber(numbers.unsubscribed, at, countOf(row.unsubscribed)) &&
    writeNumber(numbers.humanOpened, at, countOf(row.humanOpened)) &&
    writeNumber(numbers.humanClicked, at, countOf(row.humanClicked))
  );
}

function writeText(column: unknown[], at: number, value: unknown): boolean {
  column[at] = value;
  return value !== null;
}

function writeNumber(column: Float64Array, at: number, value: number | null): boolean {
  if (value === null) return false;
  column[at] = value;
  return true;
}
