import type { SavedView } from '../table-model/saved-view.ts';

/** The choices of a view, without its version. */
export type ViewField = Exclude<keyof SavedView, 'version'>;

/** Some choices of a view, possibly unreadable ones. */
export type PartialView = Readonly<Partial<Record<ViewField, unknown>>>;

/** Choices of a view as texts, by the names of the matching attributes. */
export type ViewParameters = ReadonlyMap<string, string>;

interface TextForm {
  readonly format: (value: unknown) => string;
  /** Parses a text. The view refuses values of an unreadable one. */
  readonly parse: (text: string) => unknown;
}

const plain: TextForm = { format: String, parse: (text) => text };
const nullable: TextForm = {
  format: (value) => (value as string | null) ?? '',
  parse: (text) => (text === '' ? null : text),
};

/** `sent:120,opened:90` */
const widths: TextForm = {
  format: (value) =>
    Object.entries(value as SavedView['widths'])
      .map(([id, width]) => `${id}:${width}`)
      .join(','),
  parse: (text) =>
    Object.fromEntries(
      (text ? text.split(',') : []).map((part) => {
        const colon = part.lastIndexOf(':');
        return [part.slice(0, colon), Number(part.slice(colon + 1) || NaN)];
      }),
    ),
};

/** `collapsed,1003,1004`: all campaigns are collapsed, except these. */
const campaigns: TextForm = {
  format: (value) => {
    const { open, except } = value as SavedView['campaigns'];
    const ids = except.map((id) => id.replace(/[%,]/g, encodeURIComponent));
    return [open ? 'expanded' : 'collapsed', ...ids].join(',');
  },
  parse: (text) => {
    const [state = '', ...ids] = text.split(',');
    const except = ids.map((id) => id.replace(/%2C|%25/gi, decodeURIComponent));
    return { open: { expanded: true, collapsed: false }[state], except };
  },
};

const textForms: Readonly<Partial<Record<ViewField, TextForm>>> = {
  timeZone: nullable,
  columns: nullable,
  widths,
  campaigns,
};
const textFormOf = (field: ViewField) => textForms[field] ?? plain;

const toParameter = (field: string) => field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const fieldsOf = (view: SavedView) => (Object.keys(view) as (keyof SavedView)[]).filter((field) => field !== 'version');

/** Returns the names of all parameters of a view. */
export const parameterNames = (view: SavedView): string[] => fieldsOf(view).map(toParameter);

/** Returns the choices of a view that differ from those of the view `base`. */
export function formatParameters(view: SavedView, base: SavedView): Map<string, string> {
  const parameters = new Map<string, string>();
  for (const field of fieldsOf(view)) {
    const { format } = textFormOf(field);
    const text = format(view[field]);
    if (text !== format(base[field])) parameters.set(toParameter(field), text);
  }
  return parameters;
}

/** Returns the choices in parameters. The view decides whether they can be read. */
export function parseParameters(parameters: ViewParameters, base: SavedView): PartialView {
  const view: Partial<Record<ViewField, unknown>> = {};
  for (const field of fieldsOf(base)) {
    const text = parameters.get(toParameter(field));
    if (text !== undefined) view[field] = textFormOf(field).parse(text);
  }
  return view;
}

/** Whether two views have the same choices. */
export const areSameViews = (one: SavedView, other: SavedView): boolean => formatParameters(one, other).size === 0;
