import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { hour, retryInterval, systemClock, type Clock } from '../sync/clock.ts';
import { isDiskFull } from '../import/disk-full.ts';
import { exitCodes, RunAgainLater } from '../sync/outcome.ts';
import { stopSignal } from '../stop-signal.ts';
import { storeUsage, withStore } from '../store/store-option.ts';
import { UsageError } from '../usage-error.ts';
import { UnsubscribedAddresses } from '../subscriptions/unsubscribed.ts';
import { maskAddress } from './addresses.ts';
import { checkDatabase } from './check-database.ts';
import { deliver, delaysOfSchedule, delaysOfSingleRun, type Delivered, type Delivery } from './deliver.ts';
import { DeliveryJournal } from './journal.ts';
import { parseMailServer, send } from './mail-server.ts';
import { options, parseRequest, type SubscribeAgain } from './options.ts';
import { prepareMessages, type ConnectedRequest } from './prepare.ts';
import { latestPeriod, nextPeriod, periodOfDay, type Period, type Schedule } from './schedule.ts';

export const usage = `Usage: npm run service -- deliver --database FILE --view FILE --to ADDRESS --from ADDRESS --service-url URL [options]

Sends a saved view of the report as an email. The mail server is in the environment variable SMTP_URL, such as
smtps://user:password@smtp.example.com.

  --database FILE       database that import or sync has written
  --store STORE         ${storeUsage}
  --view FILE           saved view as JSON: the property view of the element, or an item of views with its name
  --to ADDRESS          recipient, as jane@example.com or "Jane Doe <jane@example.com>"; repeatable
  --recipients FILE     more recipients, one per line
  --from ADDRESS        sender
  --service-url URL     address of the service (serve), where readers unsubscribe
  --url TEMPLATE        page with the live report, such as https://example.com/report?{view}
  --language TAG        language of the email, such as fr or en-GB (default: en)
  --time-zone ZONE      time zone (default: that of the view, otherwise UTC)
  --first-day-of-week DAY  weekday such as monday (default: that of the language)
  --fiscal-year-start MONTH  month in which your fiscal year begins, 1 to 12; required for a fiscal time frame
  --attach FORMAT       xlsx, csv or none: the file with all rows (default: xlsx)
  --workspaces NAME     workspaces that recipients may see; repeatable (default: all)
  --folders PATH        folders that recipients may see; repeatable (default: all)
  --every FREQUENCY     keep running, and send every day, week or month
  --at TIME             time in the time zone (default: 07:00)
  --on DAY              weekday such as monday, or day of the month from 1 to 28 (default: monday, or 1)
  --subscription ID     id of the subscription: letters from A to Z, digits, - and _ (default: the name of the view file)
  --dry-run FOLDER      write emails as .eml files instead of sending them
  --again               send also to those who have got the email of this day, or were refused
  --subscribe-again ADDRESS  send to an address again that has unsubscribed, from the next run on; repeatable

Each option can also be set by an environment variable: DELIVER_FROM is --from.
Exit codes: 0 complete, 1 unexpected error, 2 invalid options, 3 run again later, 4 a person has to change something.
The last line of the output is the result as JSON.`;

/** What tests replace. */
export interface DeliverEnvironment {
  readonly clock: Clock;
  readonly random: () => number;
  readonly variables: NodeJS.ProcessEnv;
  readonly print: (line: string) => void;
  readonly log: (message: string) => void;
  /** Ends the command after the message that is being sent. Default: SIGINT and SIGTERM. */
  readonly signal?: AbortSignal | undefined;
}

const processEnvironment: DeliverEnvironment = {
  clock: systemClock,
  random: Math.random,
  variables: process.env,
  print: (line) => console.log(line),
  log: (message) => console.error(message),
};

/**
 * Runs the command.
 * @returns the exit code
 * @throws UsageError if the command line is invalid
 */
export async function run(
  args: string[],
  workingDirectory: string,
  environment: DeliverEnvironment = processEnvironment,
): Promise<number> {
  const { values } = parseArgs({ args, options });
  const request = await parseRequest(values, workingDirectory, environment.variables);
  if ('addresses' in request) return await subscribeAgain(request, environment);
  return withStore(request.servers, (nodes) => deliverRequest({ ...request, nodes }, environment));
}

async function deliverRequest(request: ConnectedRequest, environment: DeliverEnvironment): Promise<number> {
  if (request.dryRun !== undefined) return await writeEmails(request, request.dryRun, environment);
  const server = parseMailServer(environment.variables['SMTP_URL']);
  const { clock, random, log } = environment;
  const { database, subscription, recipients, again, schedule, access } = request;
  const delivery: Delivery = {
    ...{ database, subscription, recipients, again, clock, random, log },
    prepare: (period) => prepareMessages(request, period, clock.now()),
    send: (message) => send(server, message),
    delays: schedule ? delaysOfSchedule : delaysOfSingleRun,
    signal: environment.signal ?? stopSignal(),
  };
  // Not only when the first email is due. A database that cannot be read now may be there by then.
  await checkDatabase(database, access, request.nodes.length).catch((error: unknown) => {
    if (UsageError.is(error)) throw error;
  });
  try {
    return await sendEmails(delivery, request, environment);
  } catch (error) {
    if (isDiskFull(error)) log('The disk of the database is full. Free some space.');
    else if (error instanceof RunAgainLater) log(error.message);
    else throw error;
    return exitCodes['run-again-later'];
  }
}

async function sendEmails(
  delivery: Delivery,
  { database, subscription, schedule, timeZone }: ConnectedRequest,
  environment: DeliverEnvironment,
): Promise<number> {
  const { clock, log } = environment;
  const journal = await DeliveryJournal.open(database, subscription, clock.now());
  try {
    if (schedule) return await repeat(delivery, schedule, journal, environment);
    const { result } = await deliver(delivery, periodOfDay(clock.now(), timeZone), journal);
    if (result.sentBefore > 0) log('Some recipients have got the email of today before. Use --again to send it again.');
    environment.print(JSON.stringify(result));
    return exitCodes[result.outcome];
  } finally {
    journal.close();
  }
}

/** Sends each period once it is due, until the signal aborts. Periods before the first run are left out. */
async function repeat(
  delivery: Delivery,
  schedule: Schedule,
  journal: DeliveryJournal,
  { clock, print, log }: DeliverEnvironment,
): Promise<number> {
  const startedAt = await journal.startedAt(clock.now());
  while (!delivery.signal.aborted) {
    const period = latestPeriod(schedule, clock.now());
    let wakeAt = nextPeriod(schedule, clock.now()).dueAt;
    if (period.dueAt >= startedAt && !(await journal.isFinished(period.id))) {
      const delivered = await deliverOrLog(delivery, period, journal, log);
      if (delivered) print(JSON.stringify(delivered.result));
      if (delivered?.isStuck) return exitCodes['needs-a-person'];
      if (delivered?.result.waiting === 0) await journal.finish(period.id, clock.now());
      else wakeAt = Math.min(wakeAt, clock.now() + retryInterval);
    } else log(`The next email is due at ${new Date(wakeAt).toISOString()}.`);
    await sleepUntil(wakeAt, clock, delivery.signal);
  }
  return 0;
}

/**
 * A report that cannot be queried now, for example during an upgrade, is tried again.
 * @throws if the disk is full: DuckDB does not use the journal after a write that failed
 */
async function deliverOrLog(
  delivery: Delivery,
  period: Period,
  journal: DeliveryJournal,
  log: (message: string) => void,
): Promise<Delivered | undefined> {
  try {
    return await deliver(delivery, period, journal);
  } catch (error) {
    if (isDiskFull(error)) throw error;
    log(`The email of ${period.id} could not be sent: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

/** Sleeps for an hour at most at a time: timers have a limit, and clocks can be set. */
async function sleepUntil(instant: number, clock: Clock, signal: AbortSignal): Promise<void> {
  while (clock.now() < instant && !signal.aborted) {
    await clock.sleep(Math.min(hour, instant - clock.now()), signal).catch(() => undefined);
  }
}

async function subscribeAgain(
  { database, subscription, addresses }: SubscribeAgain,
  { log }: DeliverEnvironment,
): Promise<number> {
  const unsubscribed = new UnsubscribedAddresses(database);
  for (const address of addresses) {
    const isUnsubscribed = await unsubscribed.has(subscription, address);
    if (isUnsubscribed) await unsubscribed.set(subscription, address, false);
    log(`${maskAddress(address)} ${isUnsubscribed ? 'is subscribed again' : 'had not unsubscribed'}: ${subscription}.`);
  }
  return 0;
}

/** Writes the emails of today to a folder. Nothing is noted, so they can be sent afterwards. */
async function writeEmails(
  request: ConnectedRequest,
  folder: string,
  { clock, log, print }: DeliverEnvironment,
): Promise<number> {
  const { database, subscription, recipients, timeZone } = request;
  const period = periodOfDay(clock.now(), timeZone);
  const create = await prepareMessages(request, period, clock.now());
  const unsubscribed = new UnsubscribedAddresses(database);
  await mkdir(folder, { recursive: true });
  let written = 0;
  for (const recipient of recipients) {
    if (await unsubscribed.has(subscription, recipient.address)) continue;
    const { raw } = await create(recipient);
    written += 1;
    await writeNew(join(folder, `${subscription}-${String(written).padStart(4, '0')}.eml`), raw);
  }
  log(`Wrote ${written} ${written === 1 ? 'email' : 'emails'} to ${folder}.`);
  const skipped = recipients.length - written;
  const counts = { recipients: recipients.length, written, unsubscribed: skipped };
  print(JSON.stringify({ outcome: 'complete', subscription, period: period.id, ...counts }));
  return 0;
}

/** Writes a file that does not exist yet: someone may still compare or send an earlier one. */
async function writeNew(path: string, content: string | Uint8Array): Promise<void> {
  await writeFile(path, content, { mode: 0o600, flag: 'wx' }).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    throw new UsageError(`--dry-run does not overwrite ${path}. Delete it, or name another folder.`);
  });
}
