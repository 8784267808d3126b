/**
 * Turns the HTML of an email, which may be hostile, into the `srcdoc` of a sandboxed frame.
 *
 * 1. `parse-email-html.ts` parses the HTML into an inert tree (`email-tree.ts`) and checks it against `limits.ts`.
 * 2. `serialize-email.ts` writes the tree again. It keeps only what `allow-list.ts` names. `sanitize-attributes.ts` and
 *    `sanitize-css.ts` filter attributes and CSS; `allowed-urls.ts` decides which URLs may load.
 * 3. `frame-document.ts` nests the result in a frame whose Content-Security-Policy is in `frame-policy.ts`.
 */
export type { EmailElement } from './email-tree.ts';
export { buildEmailDocument, buildFrameDocument, type FrameOptions } from './frame-document.ts';
export { findLinks, type EmailLink } from './links.ts';
export { cspWithoutRemoteImages, frameSandbox } from './frame-policy.ts';
export { parseEmailHtml, trustFrameDocument, type ParseResult } from './parse-email-html.ts';
export { hasDarkStyles } from './color-scheme.ts';
export { hasRemoteImages } from './remote-images.ts';
export { toPlainText } from './plain-text.ts';
