/** What separates the name of a campaign or program from the rest of an email's name: Marketo's dot, and what people type. */
const separators = /^[\s.:;,/\\|>_·•‐‑‒–—-]+/u;

/**
 * Splits the name of an email under its campaign: Marketo names an email `Program.Email`, so most names begin with that of
 * their campaign. Returns the part that repeats one of the given names, with the separator after it, and the rest. The
 * first part is empty where nothing is repeated or nothing would remain.
 */
export function splitEmailName(
  name: string,
  repeatable: readonly (string | undefined)[],
): readonly [repeated: string, rest: string] {
  const longestFirst = repeatable.flatMap((each) => each || []).sort((one, other) => other.length - one.length);
  for (const repeated of longestFirst) {
    if (!name.startsWith(repeated)) continue;
    const [separator = ''] = separators.exec(name.slice(repeated.length)) ?? [];
    const rest = name.slice(repeated.length + separator.length);
    if (separator !== '' && /[\p{L}\p{N}]/u.test(rest)) return [name.slice(0, name.length - rest.length), rest];
  }
  return ['', name];
}

/** Returns a name; or the id, where the name has no visible character to click or to read out. */
export const visibleName = (name = '', id: string | undefined) => (/[^\s\p{C}]/u.test(name) ? name : (id ?? name));
