/**
 * What the frame may load while the reader has not asked for images: what the email itself carries.
 * It is the policy of the outer document; the email's own document, nested in it, has it from its first byte.
 */
export const imagesOffPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'";

/** The same, with images from the sender's servers. */
export const imagesOnPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data: https:; font-src data:; base-uri 'none'; form-action 'none'";

/** What the frame in the page and the one nested in it are allowed beyond showing: nothing. */
export const outerSandbox = '';
export const innerSandbox = '';
