import { readFile } from 'node:fs/promises';
import { basename, extname, resolve } from 'node:path';
import type { Calendar } from '../../src/model/time-frame.ts';
import { CommandOptions, refuseUnknownVariables } from '../command-options.ts';
import { isLoopback } from '../loopback.ts';
import { parseAccess, type Access, type AccessKind } from '../serve/access.ts';
import { parseTimeZone } from '../serve/time-zone.ts';
import { parseStore } from '../store/store-option.ts';
import { UsageError } from '../usage-error.ts';
import { AddressError, parseMailbox, type Mailbox } from './addresses.ts';
import { parseLink } from './report-link.ts';
import { fileFormats, type FileFormat } from './report-file.ts';
import { parseSchedule, parseWeekday, type Schedule } from './schedule.ts';
import { parseViewFile, ViewError, type ViewFile } from './view-file.ts';

export const options = {
  database: { type: 'string' },
  store: { type: 'string' },
  view: { type: 'string' },
  to: { type: 'string', multiple: true },
  recipients: { type: 'string' },
  from: { type: 'string' },
  'service-url': { type: 'string' },
  url: { type: 'string' },
  language: { type: 'string' },
  'time-zone': { type: 'string' },
  'first-day-of-week': { type: 'string' },
  'fiscal-year-start': { type: 'string' },
  attach: { type: 'string' },
  workspaces: { type: 'string', multiple: true },
  folders: { type: 'string', multiple: true },
  every: { type: 'string' },
  at: { type: 'string' },
  on: { type: 'string' },
  subscription: { type: 'string' },
  'dry-run': { type: 'string' },
  again: { type: 'boolean' },
  'subscribe-again': { type: 'string', multiple: true },
} as const;

/** The values of the command line. */
export type Given = ConstructorParameters<typeof CommandOptions>[0];

/** A subscription, and what to do with it. */
export interface DeliverRequest {
  /** The path of the database. */
  readonly database: string;
  /** The addresses of the servers that have the records; `undefined` if the database has them. */
  readonly servers: readonly URL[] | undefined;
  /** The id of the subscription. */
  readonly subscription: string;
  readonly view: ViewFile;
  /** An IANA name. */
  readonly timeZone: string;
  /** When weeks and fiscal years begin. */
  readonly calendar: Calendar;
  /** A BCP 47 tag. */
  readonly language: string;
  readonly access: Access;
  readonly recipients: readonly Mailbox[];
  readonly sender: Mailbox;
  /** The address of the service, with a `/` at its end. */
  readonly serviceUrl: string;
  /** The template of links to the report; `undefined` without one. */
  readonly link: string | undefined;
  readonly fileFormat: FileFormat;
  /** `undefined` to send once. */
  readonly schedule: Schedule | undefined;
  readonly again: boolean;
  /** Where emails are written instead of sent; `undefined` to send them. */
  readonly dryRun: string | undefined;
}

/** Addresses that are subscribed again. */
export interface SubscribeAgain {
  readonly database: string;
  readonly subscription: string;
  readonly addresses: readonly string[];
}

/**
 * Parses the options of the command.
 * @throws UsageError if one is missing or invalid
 */
export async function parseRequest(
  given: Given,
  workingDirectory: string,
  environment: NodeJS.ProcessEnv,
): Promise<DeliverRequest | SubscribeAgain> {
  refuseUnknownVariables(environment, 'DELIVER', Object.keys(options));
  const values = new CommandOptions(given, environment, 'DELIVER');
  const path = (name: 'database' | 'view') => resolve(workingDirectory, required(values, name));
  const database = path('database');
  const viewPath = path('view');
  const subscription = parseId(values.text('subscription'), viewPath);
  const addresses = values.list('subscribe-again');
  if (addresses) {
    return { database, subscription, addresses: addresses.map((text) => mailbox('--subscribe-again', text).address) };
  }
  const view = await readView(viewPath);
  const timeZone = parseZone(values.text('time-zone') ?? view.view.timeZone);
  const dryRun = values.text('dry-run');
  return {
    ...{ database, subscription, view, timeZone },
    calendar: readCalendar(values, view),
    servers: parseStore(values.text('store')),
    language: parseLanguage(values.text('language')),
    access: { ...accessTo('workspaces', values), ...accessTo('folders', values) },
    recipients: await readRecipients(values, workingDirectory),
    sender: mailbox('--from', required(values, 'from')),
    serviceUrl: parseServiceUrl(required(values, 'service-url')),
    link: parseLink(values.text('url')),
    fileFormat: parseFormat(values.text('attach')),
    schedule: readSchedule(values, timeZone),
    again: values.flag('again'),
    dryRun: dryRun === undefined ? undefined : resolve(workingDirectory, dryRun),
  };
}

function required(values: CommandOptions, name: keyof typeof options): string {
  const value = values.text(name);
  if (value !== undefined && value !== '') return value;
  throw new UsageError(`--${name} is missing.`);
}

/**
 * The id names files, and links in sent emails contain it. A name that is not an id is not changed into one: two views could then
 * have the same.
 */
function parseId(text: string | undefined, viewPath: string): string {
  const id = text ?? basename(viewPath, extname(viewPath));
  if (/^[\w-]{1,64}$/.test(id)) return id;
  const rule = 'up to 64 letters from A to Z, digits, - and _';
  throw new UsageError(
    text === undefined
      ? `--subscription is missing: the name of the view file, ${JSON.stringify(id)}, cannot be the id of the subscription, which consists of ${rule}.`
      : `--subscription must consist of ${rule}, not ${JSON.stringify(text)}.`,
  );
}

async function readView(path: string): Promise<ViewFile> {
  try {
    return parseViewFile(await readFile(path, 'utf8'));
  } catch (error) {
    if (error instanceof ViewError) throw new UsageError(`--view ${path} is not a saved view: ${error.message}.`);
    throw new UsageError(`--view cannot be read: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

async function readRecipients(values: CommandOptions, workingDirectory: string): Promise<readonly Mailbox[]> {
  const given = (values.list('to') ?? []).map((text) => mailbox('--to', text));
  const file = values.text('recipients');
  const listed = file === undefined ? [] : await readList(resolve(workingDirectory, file));
  const byAddress = new Map([...given, ...listed].map((each) => [each.address.toLowerCase(), each]));
  if (byAddress.size > 0) return [...byAddress.values()];
  throw new UsageError('--to ADDRESS or --recipients FILE is missing.');
}

/** Reads one recipient per line. Empty lines, and lines that begin with #, are ignored. */
async function readList(path: string): Promise<Mailbox[]> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new UsageError(`--recipients cannot be read: ${error instanceof Error ? error.message : String(error)}.`);
  });
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .flatMap((line, index) => (/^\s*(?:#|$)/.test(line) ? [] : [mailbox(`--recipients, line ${index + 1},`, line)]));
}

function mailbox(option: string, text: string): Mailbox {
  try {
    return parseMailbox(text);
  } catch (error) {
    if (error instanceof AddressError) throw new UsageError(`${option} ${error.message}: ${JSON.stringify(text)}.`);
    throw error;
  }
}

function parseZone(text: string | undefined): string {
  const zone = parseTimeZone(text ?? 'UTC');
  if (zone) return zone.name;
  throw new UsageError(`--time-zone must be an IANA time zone name such as Europe/Paris, not ${JSON.stringify(text)}.`);
}

/** A fiscal time frame needs the month: without it, the element shows calendar years, which an email must not do unseen. */
function readCalendar(values: CommandOptions, { view: { timeFrame } }: ViewFile): Calendar {
  const day = values.text('first-day-of-week');
  const fiscalYearStart = values.integer('fiscal-year-start', 1, 12);
  if (fiscalYearStart === undefined && typeof timeFrame === 'string' && timeFrame.includes('fiscal'))
    throw new UsageError(`--fiscal-year-start is missing: the view has the time frame ${timeFrame}.`);
  return { firstDayOfWeek: day === undefined ? undefined : parseWeekday('--first-day-of-week', day), fiscalYearStart };
}

function parseLanguage(text = 'en'): string {
  try {
    return Intl.getCanonicalLocales(text)[0] ?? 'en';
  } catch {
    throw new UsageError(`--language must be a language tag such as fr or en-GB, not ${JSON.stringify(text)}.`);
  }
}

function accessTo(kind: AccessKind, values: CommandOptions): Access {
  const list = values.list(kind);
  if (list === undefined) return {};
  try {
    return { [kind]: parseAccess(kind, list) };
  } catch (error) {
    throw new UsageError(`--${kind} ${error instanceof Error ? error.message : String(error)}.`);
  }
}

/** Links to unsubscribe must not be readable on the way, and mail programs only follow https (RFC 8058). */
function parseServiceUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isWeb = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname));
  if (url && isWeb && url.username === '' && url.search === '' && url.hash === '') {
    return url.href.replace(/\/*$/, '/');
  }
  throw new UsageError(
    `--service-url must be an https URL such as https://reports.example.com, not ${JSON.stringify(text)}.`,
  );
}

function parseFormat(text = 'xlsx'): FileFormat {
  const format = fileFormats.find((known) => known === text);
  if (format) return format;
  throw new UsageError(`--attach must be ${fileFormats.join(' or ')}, not ${JSON.stringify(text)}.`);
}

function readSchedule(values: CommandOptions, timeZone: string): Schedule | undefined {
  const [every, at, on] = [values.text('every'), values.text('at'), values.text('on')];
  if (every !== undefined) {
    if (values.text('dry-run') !== undefined) throw new UsageError('Use either --every or --dry-run.');
    if (values.flag('again')) throw new UsageError('--again sends an email once more. Use it without --every.');
    return parseSchedule(every, { at, on }, timeZone);
  }
  if (at !== undefined || on !== undefined) throw new UsageError('--at and --on need --every.');
  return undefined;
}
