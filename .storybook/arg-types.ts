import type { ArgTypes } from '@storybook/web-components-vite';
import type { ArgTypesEnhancer } from 'storybook/internal/csf';
import {
  attributes,
  cssParts,
  cssProperties,
  cssStates,
  events,
  properties,
  slots,
} from '../stories/support/described.ts';

type ArgType = ArgTypes[string];
type Described = (typeof attributes)[number] | (typeof properties)[number] | (typeof slots)[number];

/** Functions and other values that are not data cannot be edited. */
const isData = ({ type }: Described) => !/=>|typeof|Init/.test(type?.text ?? '');

function describe(category: string, entry: Described, name = entry.name): ArgType {
  const { description, default: fallback, type } = entry;
  return {
    name,
    description,
    table: {
      category,
      ...(type && { type: { summary: type.text } }),
      ...(fallback && { defaultValue: { summary: fallback } }),
    },
  };
}

/** Describes entries that no story sets. Their names are those of CSS and HTML, as an attribute may have the same name. */
const onlyDescribe = (category: string, entries: readonly Described[], nameOf = (name: string) => name) =>
  entries.map((entry) => {
    const name = nameOf(entry.name);
    return [name, { ...describe(category, entry, name), control: false }] as const;
  });

/**
 * Describes the element from its manifest. Each attribute has one entry, under the name of its property, which is what
 * stories set.
 */
export function extractArgTypes(): ArgTypes {
  return Object.fromEntries<ArgType>([
    ...attributes.map(
      (entry) => [entry.fieldName, { ...describe('attributes', entry), type: { name: 'string' } }] as const,
    ),
    ...properties.map(
      (entry) => [entry.name, { ...describe('properties', entry), control: isData(entry) && 'object' }] as const,
    ),
    ...onlyDescribe('events', events),
    ...onlyDescribe('slots', slots, (name) => `slot="${name}"`),
    ...onlyDescribe('custom properties', cssProperties),
    ...onlyDescribe('parts', cssParts, (name) => `::part(${name})`),
    ...onlyDescribe('states', cssStates, (name) => `:state(${name})`),
  ]);
}

const described = extractArgTypes();

/** Storybook names the entries that a story configures after the property. Restores the name of the attribute. */
export const nameAttributes: ArgTypesEnhancer = ({ argTypes }) =>
  Object.fromEntries(
    Object.entries(argTypes).map(([key, entry]) => [key, { ...entry, name: described[key]?.name ?? entry.name }]),
  );
