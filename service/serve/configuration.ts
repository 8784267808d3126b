const storePrefix = 'clickhouse:';

/** Describes the options of the server for its log, without secrets. */
export function describeConfiguration(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const given = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    given.map(([name, value]) => [name, isSecret(name) ? '[hidden]' : withoutCredentials(value)]),
  );
}

/** Whether the value of an option is a secret. The name of a file with a secret is not a secret. */
function isSecret(name: string): boolean {
  return /secret|password|token|key/.test(name) && !name.endsWith('-file');
}

/** Removes user names, passwords and queries from URLs. */
function withoutCredentials(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutCredentials);
  if (typeof value !== 'string') return value;
  if (value.startsWith(storePrefix)) return describeStore(value.slice(storePrefix.length));
  if (!value.includes('://') || !URL.canParse(value)) return value;
  const { origin, protocol, host, pathname, username, password, search, hash } = new URL(value);
  // As it was given: tokens must have the same issuer, with or without a slash at its end.
  if (`${username}${password}${search}${hash}` === '') return value;
  return `${origin === 'null' ? `${protocol}//${host}` : origin}${pathname === '/' ? '' : pathname}`;
}

/** Describes a list of servers. */
function describeStore(urls: string): string {
  const described = urls.split(',').map((url) => (URL.canParse(url) ? withoutCredentials(url) : '[hidden]'));
  return storePrefix + described.join(',');
}
