import { optionalColumns, requiredColumns } from './extract.ts';
import type { JsonExtract } from './extract.ts';
import { isObject, readJsonValues, resultOf } from './json-values.ts';
import type { JsonObject } from './json-values.ts';
import { quoted } from './record-writer.ts';
import type { RecordWriter } from './record-writer.ts';

/** The columns of the records that `writeJsonActivities` writes. */
export const jsonColumns = [...requiredColumns, ...optionalColumns];

/**
 * Writes the activities of a JSON file as CSV records: those of responses of the REST API (`result`), of arrays, or single
 * ones. Activities are numbered from 1, in the order of the file.
 * @throws if the file contains no JSON, or a response that reports a failure
 */
export async function writeJsonActivities({ name, path }: JsonExtract, writer: RecordWriter): Promise<void> {
  let number = 0;
  for await (const line of readJsonValues(name, path)) {
    if ('error' in line) {
      number += 1;
      await writer.writeMalformed(name, number, 'the line is not JSON', line.line);
      continue;
    }
    const records: string[] = [];
    for (const item of itemsOf(line.value, name)) {
      number += 1;
      if (isObject(item)) records.push(recordOf(item, name, number));
      else
        await writer.writeMalformed(name, number, 'the activity is not an object', Buffer.from(JSON.stringify(item)));
    }
    await writer.writeLines(records.join(''));
  }
}

/** Returns the activities of a value. An object without the fields of an activity is a response. */
function itemsOf(value: unknown, name: string): unknown[] {
  if (Array.isArray(value)) return (value as unknown[]).flatMap((item) => itemsOf(item, name));
  const isResponse = isObject(value) && ('result' in value || 'success' in value) && !('activityTypeId' in value);
  return isResponse ? resultOf(value, name) : [value];
}

function recordOf(activity: JsonObject, name: string, number: number): string {
  const fields = jsonColumns.map((column) =>
    textOf(column === 'attributes' ? attributesOf(activity) : activity[column]),
  );
  return `${[quoted(name), number, ...fields.map(quoted)].join(',')}\n`;
}

/** Returns the attributes as an object by name. The REST API returns a list of names and values. */
function attributesOf({ attributes }: JsonObject): unknown {
  if (!Array.isArray(attributes) || !attributes.every((item) => isObject(item) && typeof item['name'] === 'string')) {
    return attributes;
  }
  return Object.fromEntries(attributes.map(({ name, value }: JsonObject): [string, unknown] => [String(name), value]));
}

/** Returns a value as the text that an extract would have. */
function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.replaceAll('\0', '');
}
