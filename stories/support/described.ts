import manifest from 'virtual:custom-elements-manifest';

const [element] = manifest.modules.flatMap(({ declarations }) => declarations);

/** What the doc comments say of the element's parts. */
export const cssParts = element?.cssParts ?? [];
/** What the doc comments say of its custom properties, with the defaults of its styles. */
export const cssProperties = element?.cssProperties ?? [];
