import { html, type TemplateResult } from 'lit';
import manifest from 'virtual:custom-elements-manifest';

const [element] = manifest.modules.flatMap(({ declarations }) => declarations);
if (!element) throw new Error('The manifest describes no element.');

/** Everything here is from the doc comments of the element. Attributes have the name of the property that they set. */
export const { attributes, members, events, slots, cssProperties, cssParts, cssStates } = element;

/** The fields that no attribute sets. */
export const properties = members.filter(
  ({ kind, name }) => kind === 'field' && !attributes.some(({ fieldName }) => fieldName === name),
);

/** Renders a description, with text in backticks as code. */
export function withCode(description: string): (string | TemplateResult)[] {
  return description.split('`').map((text, index) => (index % 2 === 0 ? text : html`<code>${text}</code>`));
}
