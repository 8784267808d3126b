import { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { isLoopback } from '../loopback.ts';
import { UsageError } from '../usage-error.ts';
import { SendError } from './outcome.ts';

/** Where emails are handed over. */
export interface MailServer {
  readonly host: string;
  readonly port: number;
  /** Whether the connection begins with TLS. Otherwise it changes to TLS before anything is sent. */
  readonly isSecure: boolean;
  /** Whether the server is on this machine. Only then the connection may be without TLS. */
  readonly isLocal: boolean;
  readonly auth: { readonly user: string; readonly pass: string } | undefined;
}

/** A message, and the addresses of its envelope. */
export interface Message {
  readonly from: string;
  readonly to: string;
  /** The whole message, by RFC 5322. */
  readonly raw: Buffer;
}

const expected = 'SMTP_URL must be a URL such as smtps://user:password@smtp.example.com or smtp://localhost:25';

/**
 * Parses the URL of a mail server. `smtps:` begins with TLS (port 465), `smtp:` changes to TLS by STARTTLS (port 587), except on
 * this machine. Its options cannot weaken that.
 * @throws UsageError which does not contain the URL: it has a password
 */
export function parseMailServer(text: string | undefined): MailServer {
  if (!text)
    throw new UsageError('The environment variable SMTP_URL is missing: smtps://user:password@smtp.example.com');
  if (!URL.canParse(text))
    throw new UsageError(`${expected}. Escape special characters of the password, such as %40 for @.`);
  const { protocol, hostname, port, username, password, pathname, search, hash } = new URL(text);
  const isSecure = protocol === 'smtps:';
  if ((!isSecure && protocol !== 'smtp:') || hostname === '') throw new UsageError(`${expected}.`);
  if (!['', '/'].includes(pathname) || search !== '' || hash !== '') {
    throw new UsageError(`${expected}, without a path and parameters.`);
  }
  const host = hostname.replace(/^\[|\]$/g, '');
  return {
    ...{ host, isSecure, isLocal: isLoopback(host) },
    port: port === '' ? (isSecure ? 465 : isLoopback(host) ? 25 : 587) : Number(port),
    auth: username === '' ? undefined : { user: decode(username), pass: decode(password) },
  };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new UsageError('SMTP_URL has an incomplete escape: a percent sign is %25.');
  }
}

/**
 * Hands a message over. Resolves when the server has confirmed it.
 * @throws SendError
 */
export async function send(server: MailServer, message: Message): Promise<void> {
  const { host, port, isSecure, isLocal } = server;
  // A connection for each message: nodemailer's pool sends a message again if its connection ends, although the server may have it.
  const connection = new SMTPConnection({
    ...{ host, port, secure: isSecure },
    ...{ requireTLS: !isLocal, ignoreTLS: isLocal },
    ...{ connectionTimeout: 30_000, greetingTimeout: 30_000, socketTimeout: 120_000 },
  });
  // The connection only reads it after the server has accepted the envelope, and writes the end of the message after its last part.
  const raw = Readable.from(partsOf(message.raw));
  let isTransferred = false;
  raw.once('end', () => (isTransferred = true));
  try {
    await transfer(connection, server, message, raw);
  } catch (error) {
    throw sendError(error, isTransferred);
  } finally {
    connection.close();
  }
}

/** The bytes of a message that are passed to the connection together, so that few of them wait in it. */
const partSize = 65_536;

function* partsOf(raw: Buffer): Generator<Buffer> {
  for (let start = 0; start < raw.length; start += partSize) yield raw.subarray(start, start + partSize);
}

/** @throws MailError */
function transfer(
  connection: SMTPConnection,
  { auth }: MailServer,
  { from, to }: Message,
  raw: Readable,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const sendRaw = (): void =>
      connection.send({ from, to: [to] }, raw, (error) => (error ? reject(error) : resolve()));
    connection.on('error', reject);
    // Not every end has an error. Where there is one, it may follow.
    connection.once('end', () => setImmediate(reject, new Error('The connection was closed')));
    connection.connect((error) => {
      if (error) reject(error);
      else if (auth === undefined || !connection.allowsAuth) sendRaw();
      // A copy, because the connection adds to it.
      else connection.login({ ...auth }, (refusal) => (refusal ? reject(refusal) : sendRaw()));
    });
  });
}

/** The fields of errors of nodemailer. */
interface MailError {
  readonly message?: string;
  readonly code?: string;
  readonly command?: string;
  readonly responseCode?: number;
}

/** Returns the meaning of a failure. @param isTransferred whether the server may have the whole message */
function sendError(error: unknown, isTransferred: boolean): SendError {
  const { message = '', code, command = '', responseCode } = error as MailError;
  const at = `${code ?? 'error'}${responseCode === undefined ? '' : ` ${responseCode}`} at ${command || 'connection'}`;
  const text = `The mail server failed: ${withoutAddresses(message)} (${at})`;
  const isPermanent = responseCode !== undefined && responseCode >= 500;
  if (/certificate|self.signed|altnames/i.test(message)) {
    return new SendError('needs-a-person', `${text}. The certificate of the mail server is not trusted.`, error);
  }
  if (code === 'EAUTH' || command.startsWith('AUTH')) {
    return isPermanent || responseCode === undefined
      ? new SendError('needs-a-person', `The mail server refused the user or the password in SMTP_URL (${at}).`, error)
      : new SendError('unreachable', text, error);
  }
  if (isPermanent && code === 'ETLS')
    return new SendError('needs-a-person', `${text}. The mail server must support TLS.`, error);
  if (isPermanent && command === 'MAIL FROM') {
    return new SendError('needs-a-person', `${text}. The mail server refused the sender: check --from.`, error);
  }
  if (isPermanent && (command === 'RCPT TO' || command === 'DATA')) return new SendError('refused', text, error);
  if (responseCode !== undefined) return new SendError(isPermanent ? 'unreachable' : 'temporary', text, error);
  return new SendError(isTransferred ? 'unconfirmed' : 'unreachable', text, error);
}

/** Responses of servers often contain the address of the recipient. */
function withoutAddresses(text: string): string {
  return text.replace(/<?[^\s<>]+@[^\s<>]+>?/g, '[email]').slice(0, 300);
}
