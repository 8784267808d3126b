import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './site.ts';

interface Named {
  readonly name: string;
}

interface Declaration {
  readonly tagName?: string;
  readonly attributes: readonly Named[];
  readonly members: readonly Named[];
  readonly events: readonly Named[];
  readonly slots: readonly Named[];
  readonly cssProperties: readonly Named[];
  readonly cssParts: readonly Named[];
  readonly cssStates: readonly Named[];
}

const manifest = JSON.parse(readFileSync(join(root, 'dist', 'custom-elements.json'), 'utf8')) as {
  readonly modules: readonly { readonly declarations: readonly Declaration[] }[];
};
const element = manifest.modules.flatMap(({ declarations }) => declarations).find(({ tagName }) => tagName);
const namesOf = (named: readonly Named[] = []): ReadonlySet<string> => new Set(named.map(({ name }) => name));

/** The public names of the element, from the custom-elements manifest of the built package. */
export const elementNames = {
  tag: element?.tagName ?? '',
  attribute: namesOf(element?.attributes),
  property: namesOf(element?.members),
  event: namesOf(element?.events),
  slot: namesOf(element?.slots),
  'custom property': namesOf(element?.cssProperties),
  part: namesOf(element?.cssParts),
  state: namesOf(element?.cssStates),
} as const;

export type NameKind = Exclude<keyof typeof elementNames, 'tag'>;

/** The names that the element does not have, as `attribute "timeframe"`. */
export function unknownNames(kind: NameKind, names: Iterable<string>): string[] {
  return [...names].filter((name) => !elementNames[kind].has(name)).map((name) => `${kind} "${name}"`);
}
