import { html, type TemplateResult } from 'lit';
import manifest from 'virtual:custom-elements-manifest';

const [element] = manifest.modules.flatMap(({ declarations }) => declarations);

/** The element's attributes, and the properties that they set. */
export const attributes = element?.attributes ?? [];
/** The parts of the element, from its doc comments. */
export const cssParts = element?.cssParts ?? [];
/** The custom properties of the element, from its doc comments, with their defaults. */
export const cssProperties = element?.cssProperties ?? [];

/** Renders a description, with text in backticks as code. */
export function withCode(description: string): (string | TemplateResult)[] {
  return description.split('`').map((text, index) => (index % 2 === 0 ? text : html`<code>${text}</code>`));
}
