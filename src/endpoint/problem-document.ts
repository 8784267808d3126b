import { isJsonObject } from './validators.ts';
import type { AbortScope } from './abort-scope.ts';
import { ReportError } from './report-error.ts';
import { readText } from './response-text.ts';

/** What an endpoint says of an error, as plain text. */
export interface ProblemDocument {
  readonly title?: string | undefined;
  readonly detail?: string | undefined;
}

const longest = 64 * 1024;

/** Reads an RFC 9457 document. One that is broken, endless or slow takes nothing from the error itself. */
export async function readProblemDocument(
  response: Response,
  scope: AbortScope,
  silence: number,
): Promise<ProblemDocument> {
  try {
    let text = '';
    for await (const part of readText(response, scope, silence)) {
      text += part;
      if (text.length > longest) return {};
    }
    const document: unknown = JSON.parse(text);
    if (!isJsonObject(document)) return {};
    return { title: plainText(document['title'], 200), detail: plainText(document['detail'], 1000) };
  } catch (error) {
    const isTimeout = error instanceof ReportError;
    if (scope.signal.aborted && !isTimeout) throw error;
    return {};
  }
}

/** One line of text without control and direction characters, or nothing. */
function plainText(value: unknown, length: number): string | undefined {
  if (typeof value !== 'string') return undefined;
  const text = value.replace(/[\p{Cc}\s\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim();
  if (text === '') return undefined;
  if (text.length <= length) return text;
  const withoutHalfCharacter = text.slice(0, length - 1).replace(/[\ud800-\udbff]$/, '');
  return `${withoutHalfCharacter}…`;
}
