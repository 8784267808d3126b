import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { isLoopback } from '../loopback.ts';
import { UsageError } from '../usage-error.ts';
import type { ClaimNames } from './access.ts';
import { checkKeys } from './key-set.ts';
import type { SignInOptions } from './sign-in.ts';

export const signInUsage = `Sign-in:
  --jwt-issuer URL        issuer of the tokens with which readers sign in (Authorization: Bearer)
  --jwt-audience NAME     audience of the tokens; repeatable
  --jwks URL|FILE         public keys of the issuer, as JSON Web Key Set
  --workspaces-claim NAME claim with the workspaces that a reader may see
  --folders-claim NAME    claim with the folders that a reader may see
  --signing-secret-file FILE  secret of the addresses of email pages, the same for several servers (default: random)
  --reader-header NAME    header in which the proxy of --trust-proxy names the reader
  --workspaces-header NAME, --folders-header NAME  headers with what a reader may see
  --allow-anonymous       lets anyone who reaches the server read everything, also on other addresses than 127.0.0.1`;

export const signInOptions = {
  'jwt-issuer': { type: 'string' },
  'jwt-audience': { type: 'string', multiple: true },
  jwks: { type: 'string' },
  'workspaces-claim': { type: 'string' },
  'folders-claim': { type: 'string' },
  'signing-secret-file': { type: 'string' },
  'reader-header': { type: 'string' },
  'workspaces-header': { type: 'string' },
  'folders-header': { type: 'string' },
  'allow-anonymous': { type: 'boolean' },
} as const;

/** The options of the command line. */
interface Options {
  readonly text: (name: string) => string | undefined;
  readonly list: (name: string) => readonly string[] | undefined;
  readonly flag: (name: string) => boolean;
}

const tokenOptions = ['jwt-issuer', 'jwt-audience', 'jwks'] as const;
const optionsOfTokens = ['workspaces-claim', 'folders-claim', 'signing-secret-file'] as const;
const optionsOfHeaders = ['workspaces-header', 'folders-header'] as const;

/** The fewest bytes of a secret. */
const minSecret = 32;

/**
 * Reads how readers sign in.
 * @param host the address on which the server listens
 * @returns `undefined` without a sign-in
 * @throws UsageError if options are invalid, or the server would give everything to anyone on the network
 */
export async function readSignIn(
  options: Options,
  host: string,
  workingDirectory: string,
): Promise<SignInOptions | undefined> {
  const has = (name: string): boolean => options.text(name) !== undefined;
  const byToken = tokenOptions.find(has);
  const byHeader = has('reader-header');
  if (byToken !== undefined && byHeader) {
    throw new UsageError(`--${byToken} and --reader-header are two ways to sign in: choose one.`);
  }
  requireFor('--jwt-issuer', byToken !== undefined, optionsOfTokens.find(has));
  requireFor('--reader-header', byHeader, optionsOfHeaders.find(has));
  checkAnonymous(options.flag('allow-anonymous'), byToken ?? (byHeader ? 'reader-header' : undefined), host);
  if (byToken !== undefined) return readTokenOptions(options, workingDirectory);
  return byHeader ? readHeaderOptions(options) : undefined;
}

/**
 * Describes how readers sign in, and what restricts them, for the log.
 * @param proxies the values of `--trust-proxy`
 */
export function describeSignIn(options: SignInOptions | undefined, proxies: readonly string[], host: string): string {
  if (options === undefined) {
    return isLoopback(host)
      ? 'sign-in: none, loopback only'
      : `sign-in: none, anyone who reaches ${host} reads everything`;
  }
  const by = 'token' in options ? options.token : options.header;
  const names = Object.values(by.claims);
  const restriction = names.length === 0 ? 'not restricted' : `restricted by ${names.join(' and ')}`;
  if ('token' in options) {
    const { issuer, keys } = options.token;
    return `sign-in: JWT of issuer ${issuer}, keys from ${keys.protocol === 'file:' ? fileURLToPath(keys) : keys.origin + keys.pathname}, ${restriction}`;
  }
  return `sign-in: header ${options.header.header} from ${proxies.join(', ')}, ${restriction}`;
}

function requireFor(name: string, isGiven: boolean, dependent: string | undefined): void {
  if (dependent !== undefined && !isGiven) throw new UsageError(`--${dependent} needs ${name}.`);
}

function checkAnonymous(isAllowed: boolean, signIn: string | undefined, host: string): void {
  if (isAllowed && signIn !== undefined) {
    throw new UsageError(`--allow-anonymous and --${signIn} exclude each other.`);
  }
  if (isAllowed || signIn !== undefined || isLoopback(host)) return;
  throw new UsageError(
    `On the address ${host}, anyone on the network could read the report: set --jwt-issuer or --reader-header, or --allow-anonymous if something in front of the server signs readers in.`,
  );
}

async function readTokenOptions(options: Options, workingDirectory: string): Promise<SignInOptions> {
  const missing = tokenOptions.find((name) => options.text(name) === undefined);
  if (missing !== undefined)
    throw new UsageError(`--jwt-issuer, --jwt-audience and --jwks belong together: --${missing} is missing.`);
  const secretFile = options.text('signing-secret-file');
  return {
    token: {
      issuer: options.text('jwt-issuer') ?? '',
      audience: options.list('jwt-audience') ?? [],
      keys: await readKeys(options.text('jwks') ?? '', workingDirectory),
      claims: claimsOf(options, 'claim'),
    },
    secret: secretFile === undefined ? undefined : await readSecret(resolve(workingDirectory, secretFile)),
  };
}

/** Returns the URL of the keys. Plain HTTP would let anyone on the way replace them. */
async function readKeys(text: string, workingDirectory: string): Promise<URL> {
  if (/^https?:/i.test(text)) {
    if (!URL.canParse(text)) throw new UsageError(`--jwks is not a valid URL: ${JSON.stringify(text)}.`);
    const url = new URL(text);
    if (url.protocol === 'https:' || isLoopback(url.hostname)) return url;
    throw new UsageError(`--jwks must be an https URL or a file, not ${JSON.stringify(text)}.`);
  }
  const path = resolve(workingDirectory, text);
  try {
    checkKeys(await readFile(path, 'utf8'));
  } catch (error) {
    throw new UsageError(`--jwks cannot be read: ${messageOf(error)}`);
  }
  return pathToFileURL(path);
}

async function readSecret(path: string): Promise<Buffer> {
  const secret = await readFile(path).catch((error: unknown) => {
    throw new UsageError(`--signing-secret-file cannot be read: ${messageOf(error)}`);
  });
  if (secret.length >= minSecret) return secret;
  throw new UsageError(`--signing-secret-file must have at least ${minSecret} bytes, not ${secret.length}.`);
}

function readHeaderOptions(options: Options): SignInOptions {
  if (options.list('trust-proxy') === undefined) {
    throw new UsageError('--reader-header needs --trust-proxy with the address of the proxy that sends the header.');
  }
  return { header: { header: headerName(options, 'reader-header') ?? '', claims: claimsOf(options, 'header') } };
}

function claimsOf(options: Options, suffix: 'claim' | 'header'): ClaimNames {
  const read = (kind: keyof ClaimNames): ClaimNames => {
    const option = `${kind}-${suffix}`;
    const name = suffix === 'header' ? headerName(options, option) : options.text(option);
    return name === undefined ? {} : { [kind]: name };
  };
  return { ...read('workspaces'), ...read('folders') };
}

function headerName(options: Options, option: string): string | undefined {
  const name = options.text(option);
  if (name === undefined || /^[\w!#$%&'*+.^`|~-]+$/.test(name)) return name?.toLowerCase();
  throw new UsageError(`--${option} must be the name of a header, not ${JSON.stringify(name)}.`);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
