import { columns } from './import.ts';
import type { ExtractRecord } from './import.ts';

/** Writes records as an extract without `actionResult`, separated by a character, with the fields quoted where needed. */
export function delimited(records: readonly ExtractRecord[], separator: string): string {
  const names = columns.slice(0, 8);
  const quoted = (field: string): string =>
    /["\r\n]/.test(field) || field.includes(separator) ? `"${field.replaceAll('"', '""')}"` : field;
  const lines = records.map((record) => names.map((name) => quoted(record[name])).join(separator));
  return [names.join(separator), ...lines, ''].join('\n');
}

/** Writes records as a response of the REST API, which lists attributes by name and value, and numbers as numbers. */
export function restResponse(records: readonly ExtractRecord[]): string {
  const result = records.map((record, index) => {
    const { attributes, ...fields } = record;
    return {
      id: index + 1,
      ...Object.fromEntries(
        Object.entries(fields)
          .filter(([name, value]) => name !== 'actionResult' && value !== '')
          .map(([name, value]) => [
            name,
            /^[1-9][0-9]*$/.test(value) && name !== 'marketoGUID' ? Number(value) : value,
          ]),
      ),
      attributes: listOf(attributes),
    };
  });
  return JSON.stringify({ requestId: 'a', success: true, nextPageToken: 'N', moreResult: false, result });
}

function listOf(attributes: string): unknown {
  if (!attributes.startsWith('{')) return attributes === '' ? undefined : attributes;
  const entries = Object.entries(JSON.parse(attributes) as Record<string, unknown>);
  return entries.map(([name, value]) => ({ name, value }));
}
