import { parseArgs } from 'node:util';
import { requestMethods } from '../src/endpoint/fetch-report.ts';
import { isTimeZone, parseTimeFrame } from '../src/model/time-frame.ts';
import { checkEndpoint, type CheckOptions } from './check-endpoint.ts';
import { formatResult } from './format-result.ts';

const usage = `Usage: campaign-email-report check URL [options]

Examines an endpoint of the report: contract, time frame, sort order, windows, emails, errors, headers.

  --json               prints the result as JSON
  --time-frame FRAME   a name such as last-90-days, or 2026-10-01/2026-10-31. Default: last-30-days
  --time-zone ZONE     an IANA time zone. Default: that of this computer
  --method METHOD      get or post, as the attribute method of the element. Default: get
  --origin ORIGIN      the origin of the page, such as https://example.com, to check CORS headers
  --help               prints this text

Environment:
  CAMPAIGN_EMAIL_REPORT_TOKEN    sent as "Authorization: Bearer TOKEN"; a token with a space is sent as it is
  CAMPAIGN_EMAIL_REPORT_COOKIE   sent as "Cookie"

Exit codes: 0 without errors, 1 with errors, 2 for invalid arguments.
`;

/** The environment of a process that the command needs. */
export interface CommandContext {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly now: Date;
  readonly print: (text: string) => void;
  readonly printError: (text: string) => void;
}

/** A mistake in the arguments. */
class UsageError extends Error {}

/** Runs the command and returns its exit code. */
export async function runCommand(args: readonly string[], context: CommandContext): Promise<number> {
  const { print, printError } = context;
  if (args.includes('--help') || args.includes('-h')) {
    print(usage);
    return 0;
  }
  try {
    const { options, isJson } = readArguments(args, context);
    const result = await checkEndpoint(options);
    print(isJson ? `${JSON.stringify(result, null, 2)}\n` : formatResult(result));
    return result.errors > 0 ? 1 : 0;
  } catch (error) {
    if (!isUsageError(error)) throw error;
    printError(`${error.message}\n\n${usage}`);
    return 2;
  }
}

function isUsageError(error: unknown): error is Error {
  if (error instanceof UsageError) return true;
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}

function readArguments(
  args: readonly string[],
  { environment, now }: CommandContext,
): { readonly options: CheckOptions; readonly isJson: boolean } {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      'time-frame': { type: 'string', default: 'last-30-days' },
      'time-zone': { type: 'string', default: Intl.DateTimeFormat().resolvedOptions().timeZone },
      method: { type: 'string', default: 'get' },
      origin: { type: 'string' },
    },
  });
  const [command, endpoint = '', ...rest] = positionals;
  if (command !== 'check')
    throw new UsageError(command ? `Unknown command: ${command}.` : 'Expected a command: check.');
  if (!isHttpUrl(endpoint)) throw new UsageError(`Expected an http or https URL, got ${JSON.stringify(endpoint)}.`);
  if (new URL(endpoint).username !== '') throw new UsageError('Expected a URL without user name and password.');
  if (rest.length > 0) throw new UsageError(`Expected one URL, got also ${JSON.stringify(rest[0])}.`);
  const { method: methodText, origin, 'time-zone': timeZone, 'time-frame': frame } = values;
  const timeFrame = parseTimeFrame(frame);
  if (timeFrame === undefined)
    throw new UsageError(`--time-frame: expected a name or dates, got ${JSON.stringify(frame)}.`);
  if (!isTimeZone(timeZone))
    throw new UsageError(`--time-zone: expected an IANA time zone, got ${JSON.stringify(timeZone)}.`);
  const method = requestMethods.find((known) => known === methodText);
  if (!method) throw new UsageError(`--method: expected get or post, got ${JSON.stringify(methodText)}.`);
  if (origin !== undefined && !isOrigin(origin)) {
    throw new UsageError(`--origin: expected an origin such as https://example.com, got ${JSON.stringify(origin)}.`);
  }
  const { CAMPAIGN_EMAIL_REPORT_TOKEN: token, CAMPAIGN_EMAIL_REPORT_COOKIE: cookie } = environment;
  // As the property `token` of the element, it can name its scheme.
  const authorization = token?.includes(' ') ? token : `Bearer ${token}`;
  const credentials = { token: token ? authorization : undefined, cookie: cookie || undefined };
  return { options: { endpoint, method, timeFrame, timeZone, origin, credentials, now }, isJson: values.json };
}

function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

function isOrigin(text: string): boolean {
  return isHttpUrl(text) && new URL(text).origin === text;
}
