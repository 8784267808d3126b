import { html, type TemplateResult } from 'lit';
import manifest from 'virtual:custom-elements-manifest';

const [element] = manifest.modules.flatMap(({ declarations }) => declarations);

/** The element's attributes, and the properties that they set. */
export const attributes = element?.attributes ?? [];
/** What the doc comments say of its parts. */
export const cssParts = element?.cssParts ?? [];
/** What the doc comments say of its custom properties, with the defaults of its styles. */
export const cssProperties = element?.cssProperties ?? [];

/** A description, with what is code in it as code. */
export function withCode(description: string): (string | TemplateResult)[] {
  return description.split('`').map((text, index) => (index % 2 === 0 ? text : html`<code>${text}</code>`));
}
