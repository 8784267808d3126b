/** Whether the content security policy of the page has blocked a frame with this URL. */
export function isFrameBlocked(
  { disposition, effectiveDirective, blockedURI }: SecurityPolicyViolationEvent,
  url: string,
): boolean {
  return disposition === 'enforce' && effectiveDirective === 'frame-src' && blockedURI.startsWith(new URL(url).origin);
}

/**
 * Whether the content security policy of the page allows inline styles, which emails need: a `srcdoc` frame inherits the
 * policy. Where they are blocked, this check causes one violation report, if the page has a report endpoint.
 */
export function areInlineStylesAllowed(document: Document): boolean {
  const probe = document.createElement('span');
  probe.setAttribute('style', 'color: red');
  return probe.style.color !== '';
}
