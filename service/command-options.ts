import { similarNames } from '../src/platform/similar-names.ts';
import { UsageError } from './usage-error.ts';

/** The options of the command line, by name. */
type Given = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

/** The options of the command line, or else of the environment. An empty variable counts as missing. */
export class CommandOptions {
  readonly #given: Given;
  readonly #environment: NodeJS.ProcessEnv;
  readonly #prefix: string;

  /** @param prefix begins the names of variables: `SERVE` for `SERVE_QUERY_TIMEOUT`, which is `--query-timeout` */
  constructor(given: Given, environment: NodeJS.ProcessEnv, prefix: string) {
    this.#given = given;
    this.#environment = withoutServiceLinks(environment, prefix);
    this.#prefix = prefix;
  }

  text(name: string): string | undefined {
    const given = this.#given[name];
    if (given !== undefined) return typeof given === 'object' ? given[0] : String(given);
    return this.#environment[variableOf(this.#prefix, name)] || undefined;
  }

  /** Returns the values of a repeatable option. A variable contains them separated by commas. */
  list(name: string): readonly string[] | undefined {
    const given = this.#given[name];
    if (given !== undefined) return typeof given === 'object' ? given : [String(given)];
    return this.text(name)?.split(',');
  }

  /** Returns whether an option without a value is set. Its variable is `true`, or `false` like a missing one. */
  flag(name: string): boolean {
    const text = this.text(name) ?? 'false';
    if (['true', 'false'].includes(text)) return text === 'true';
    throw new UsageError(`${variableOf(this.#prefix, name)} must be true or false, not ${JSON.stringify(text)}.`);
  }

  integer(name: string, minimum: number, maximum: number): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const value = /^\d+$/.test(text) ? Number(text) : NaN;
    if (value >= minimum && value <= maximum) return value;
    const option = this.#given[name] === undefined ? variableOf(this.#prefix, name) : `--${name}`;
    throw new UsageError(`${option} must be an integer from ${minimum} to ${maximum}, not ${JSON.stringify(text)}.`);
  }
}

/** The ends of the names of service links. `SERVE_PORT` is one if its value is a URL. */
const serviceLink =
  /^(?:SERVICE_HOST|SERVICE_PORT(?:_[A-Z0-9_]+)?|PORT_\d+_(?:TCP|UDP|SCTP)(?:_(?:PROTO|PORT|ADDR))?)$/;

/** Removes the variables that Kubernetes sets in every container for a Service named `serve`, such as `SERVE_PORT_80_TCP_ADDR`. */
function withoutServiceLinks(environment: NodeJS.ProcessEnv, prefix: string): NodeJS.ProcessEnv {
  const isLink = (name: string, value = ''): boolean =>
    name.startsWith(`${prefix}_`) &&
    (serviceLink.test(name.slice(prefix.length + 1)) ||
      (name === `${prefix}_PORT` && /^(?:tcp|udp|sctp):\/\//.test(value)));
  return Object.fromEntries(Object.entries(environment).filter(([name, value]) => !isLink(name, value)));
}

/** Returns the environment variable of an option. */
function variableOf(prefix: string, name: string): string {
  return `${prefix}_${name.toUpperCase().replaceAll('-', '_')}`;
}

/**
 * Refuses environment variables that look like options but are not. A misspelled one could restrict what readers may see.
 * @param names the options of the command
 * @throws UsageError
 */
export function refuseUnknownVariables(environment: NodeJS.ProcessEnv, prefix: string, names: readonly string[]): void {
  const known = names.map((name) => variableOf(prefix, name));
  const unknown = Object.keys(withoutServiceLinks(environment, prefix))
    .filter((name) => name.startsWith(`${prefix}_`) && !known.includes(name))
    .sort();
  const [first] = unknown;
  if (first === undefined) return;
  const similar = similarNames(first, known);
  const hint = similar.length === 0 ? 'Remove it.' : `Did you mean ${similar.join(' or ')}?`;
  throw new UsageError(`The environment variable ${first} is no option. ${hint}`);
}
