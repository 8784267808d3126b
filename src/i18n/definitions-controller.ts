import type { ReactiveControllerHost } from 'lit';
import { definitions as english } from './en/definitions.ts';
import { MessagesController } from './messages-controller.ts';
import type { Definitions, Messages } from './messages.ts';

const translations = { fr: () => import('./fr/definitions.ts').then(({ definitions }) => definitions) };

/** Loads the definitions of columns, which a reader sees in tooltips, in the column list and in the viewer. */
export class DefinitionsController extends MessagesController<'definitions'> {
  constructor(host: ReactiveControllerHost & { readonly locale: string }, messages: () => Messages) {
    super(host, { feature: 'definitions', english, translations, messages });
  }
}

/** Returns the definition of a column; `undefined` for an extra column without one. */
export function definitionOf(column: string, definitions: Definitions): string | undefined {
  return (definitions as Readonly<Record<string, string | undefined>>)[column];
}
