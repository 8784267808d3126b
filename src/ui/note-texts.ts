import type { DataNotesMessages } from '../i18n/data-notes-messages.ts';
import type { Formats } from '../i18n/formats.ts';
import { isJsonObject } from '../platform/json-object.ts';
import type { Table } from '../table-model/table.ts';

/** How notes are written. */
interface NoteFormat {
  readonly formats: Formats;
  readonly timeZone: string | undefined;
}

/**
 * Returns notes about the data in words, those about gaps first. Notes that are invalid, or of which only an unknown code is
 * given, are left out.
 */
export function noteTexts(notes: readonly unknown[], format: NoteFormat, messages: DataNotesMessages): string[] {
  const isGap = (note: unknown) => isJsonObject(note) && note['code'] === 'gap';
  const sorted = [...notes.filter(isGap), ...notes.filter((note) => !isGap(note))];
  return sorted.map((note) => noteText(note, format, messages)).filter((text) => text !== '');
}

/** Returns how many people of the emails of a table are not counted yet, at an age; an empty text if all are. */
export function tooYoungText({ total }: Pick<Table, 'total'>, formats: Formats, messages: DataNotesMessages): string {
  const count = total.numbers.tooYoung[0] ?? NaN;
  return count > 0 ? messages.tooYoung(count, formats.count(count)) : '';
}

function noteText(note: unknown, { formats, timeZone }: NoteFormat, messages: DataNotesMessages): string {
  if (!isJsonObject(note)) return '';
  const { code, from, to, count, message } = note;
  const { gap, noActionResult, noData, orphans } = messages;
  const [start, end] = [from, to].map((instant) => Date.parse(String(instant)));
  if (code === 'gap' && start && end) return gap(formats.moment(start, timeZone), formats.moment(end, timeZone));
  if (code === 'no-data') return noData;
  if (code === 'no-action-result') return noActionResult;
  if (code === 'orphans' && Number.isSafeInteger(count) && Number(count) >= 0)
    return orphans(Number(count), formats.count(Number(count)));
  return typeof message === 'string' ? message : '';
}
