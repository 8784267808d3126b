import { readdir } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { readJson, readText } from './asset-file.ts';
import { idOrNull, isObject, resultOf } from './json-values.ts';
import type { JsonObject } from './json-values.ts';

/** An email. A field that the files do not contain is `null`. */
export interface EmailAsset {
  id: string;
  name: string | null;
  subject: string | null;
  preheader: string | null;
  fromName: string | null;
  fromAddress: string | null;
  html: string | null;
  text: string | null;
  isOpenTrackingDisabled: boolean | null;
  /** Whether the content is only that of the editable sections. */
  isPartial: boolean | null;
}

type EmailFields = Omit<EmailAsset, 'id'>;

/**
 * Reads the emails of a directory. A file belongs to the email whose id is its name or the name of its directory:
 * `20.html`, `20.txt`, `20.json`, `20-fullContent.json`, `20/fullContent.json`. A file `fullContent.json` names its email
 * itself. Other files are ignored.
 */
export async function readEmailDirectory(directory: string): Promise<EmailAsset[]> {
  const names = await readdir(directory, { recursive: true });
  const emails = new Map<string, EmailAsset>();
  // HTML files come last: they replace the content of responses.
  for (const name of names.toSorted((a, b) => order(a) - order(b) || (a < b ? -1 : 1))) {
    const id = idOfFile(name);
    if (id === undefined) continue;
    for (const email of await readEmailFile(join(directory, name), id)) {
      emails.set(email.id, merge(emails.get(email.id), email));
    }
  }
  return [...emails.values()];
}

function order(name: string): number {
  if (/\.json$/i.test(name)) return isFullContent(name) ? 1 : 0;
  return 2;
}

function isFullContent(name: string): boolean {
  return /full-?content[^/\\]*$/i.test(name);
}

/** Returns the id of the email that a file belongs to, '' if only its content can tell, or `undefined` for other files. */
function idOfFile(name: string): string | undefined {
  const extension = extname(name).toLowerCase();
  if (!['.html', '.htm', '.txt', '.json'].includes(extension)) return undefined;
  const stem = basename(name).slice(0, -extension.length);
  const folder = basename(dirname(name));
  const isContent = extension === '.json' && /^([0-9]{1,18}[-._ ])?(full-?)?content([-._ ][0-9]{1,18})?$/i.test(stem);
  if (/^[0-9]{1,18}$/.test(stem)) return stem;
  if (isContent && /[0-9]/.test(stem)) return stem.replace(/[^0-9]/g, '');
  if (/^[0-9]{1,18}$/.test(folder)) return folder;
  return isContent && isFullContent(stem) ? '' : undefined;
}

async function readEmailFile(path: string, id: string): Promise<EmailAsset[]> {
  const extension = extname(path).toLowerCase();
  if (extension === '.txt') return [{ ...noFields, id, text: await readText(path) }];
  if (extension !== '.json') return [{ ...noFields, id, html: await readText(path), isPartial: false }];
  const values = await readJson(path);
  const items = values.filter(isObject).flatMap((value) => {
    return 'result' in value || 'success' in value ? resultOf(value, path).filter(isObject) : [value];
  });
  if (items.some((item) => 'htmlId' in item)) return [{ ...sectionsOf(items), id }];
  return items.flatMap((item) => {
    const itemId = id === '' ? idOrNull(item['id']) : id;
    return itemId === null ? [] : [{ ...emailOf(item), id: itemId }];
  });
}

const noFields: EmailFields = {
  ...{ name: null, subject: null, preheader: null, fromName: null, fromAddress: null },
  ...{ html: null, text: null, isOpenTrackingDisabled: null, isPartial: null },
};

function merge(known: EmailAsset | undefined, email: EmailAsset): EmailAsset {
  const given = Object.fromEntries(Object.entries(email).filter(([, value]) => value !== null));
  return { ...(known ?? email), ...given };
}

/** Reads an email, or the full content of one, from an item of a response. */
export function emailOf(item: JsonObject): EmailFields {
  const isDisabled = item['isOpenTrackingDisabled'];
  const html = textOf(item['content']);
  return {
    name: textOf(item['name']),
    subject: valueOf(item['subject']),
    preheader: valueOf(item['preHeader']),
    fromName: valueOf(item['fromName']),
    fromAddress: valueOf(item['fromEmail']),
    html,
    text: null,
    isOpenTrackingDisabled: typeof isDisabled === 'boolean' ? isDisabled : null,
    isPartial: html === null ? null : false,
  };
}

/** Joins the editable sections of an email, without the template around them. */
function sectionsOf(items: JsonObject[]): EmailFields {
  const partsOf = (type: 'HTML' | 'Text'): string | null => {
    const parts = items.flatMap(({ value }) =>
      Array.isArray(value)
        ? value.filter(isObject).map((part) => (part['type'] === type ? textOf(part['value']) : null))
        : [type === 'HTML' ? textOf(value) : null],
    );
    return parts.filter((part) => part !== null).join('\n') || null;
  };
  return { ...noFields, html: partsOf('HTML'), text: partsOf('Text'), isPartial: true };
}

/** Returns a text field. The Asset API sends some as strings and some as `{ "type": "Text", "value": … }`. */
function valueOf(field: unknown): string | null {
  if (!isObject(field)) return textOf(field);
  // The value of dynamic content is an id.
  return field['type'] === 'DynamicContent' ? null : textOf(field['value']);
}

function textOf(field: unknown): string | null {
  return typeof field === 'string' && field !== '' ? field : null;
}
