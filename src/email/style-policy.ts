/** Whether a breach of the page's policy is that of a frame which would show an address. */
export function isFrameKeptOut(
  { disposition, effectiveDirective, blockedURI }: SecurityPolicyViolationEvent,
  url: string,
): boolean {
  return disposition === 'enforce' && effectiveDirective === 'frame-src' && blockedURI.startsWith(new URL(url).origin);
}

/**
 * Whether the page's policy lets styles that are written into HTML through, as an email's are. A frame that is made
 * from a text has its page's policy. Where they are kept out, asking makes the browser send one report of a breach,
 * if the page has a place for reports.
 */
export function areInlineStylesAllowed(document: Document): boolean {
  const probe = document.createElement('span');
  probe.setAttribute('style', 'color: red');
  return probe.style.color !== '';
}
