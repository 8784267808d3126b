/** Why a statement may succeed later: the server did not answer, or had no time, no memory or no place for a query. */
export type Unavailability = 'unreachable' | 'overloaded';

/** A server did not run a statement that it may run later. */
export class NodeUnavailable extends Error {
  readonly reason: Unavailability;

  constructor(message: string, reason: Unavailability, cause: unknown) {
    super(message, { cause });
    this.reason = reason;
  }
}

/** The codes of errors that say that a server has reached a limit: of time, of queries, of memory. */
const limitCodes = new Set(['159', '202', '241']);

/** The longest part of an answer that a message quotes. */
const maxQuoted = 200;

/**
 * Returns an error that says why a statement failed.
 * @param name the server
 * @param failure the error of the client. It does not understand the errors of version 18.16: they are the text of the answer
 */
export function describeFailure(name: string, failure: unknown): Error {
  const { message, code } = failure as Error & { readonly code?: string };
  // Errors of the system have names such as ECONNREFUSED.
  const errorCode = /^\d+$/.test(code ?? '') ? code : /\bCode: (\d+)/.exec(message)?.[1];
  if (errorCode !== undefined) {
    const reason = reasonOf(message);
    if (limitCodes.has(errorCode)) {
      return new NodeUnavailable(`The server ${name} has reached a limit: ${reason}`, 'overloaded', failure);
    }
    return new Error(`The server ${name} refused a statement: ${reason}`, { cause: failure });
  }
  if (code === undefined && !clientErrors.has(message)) {
    const quoted = message.trim().slice(0, maxQuoted);
    const text = `The server ${name} gave an answer that is not from ClickHouse: ${quoted}`;
    return new NodeUnavailable(text, 'unreachable', failure);
  }
  return new NodeUnavailable(`The server ${name} does not respond: ${message}`, 'unreachable', failure);
}

/** The errors of the client that have no code. */
const clientErrors = new Set(['Timeout error.', 'The user aborted a request.']);

/** Returns the sentence in the error of a server, without the names around it. */
function reasonOf(message: string): string {
  const [, reason = message] =
    /DB::Exception: (.*?)(?:, e\.what\(\)|\s*\([A-Z_]{3,}\)|\s*\(version|$)/s.exec(message) ?? [];
  return reason.trim();
}
