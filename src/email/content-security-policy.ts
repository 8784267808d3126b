/** Whether the content security policy of the page has blocked a frame with this URL. */
export function isFrameBlocked(
  { disposition, effectiveDirective, blockedURI }: SecurityPolicyViolationEvent,
  url: string,
): boolean {
  return disposition === 'enforce' && effectiveDirective === 'frame-src' && blockedURI.startsWith(new URL(url).origin);
}

/**
 * Whether the content security policy of the page allows inline styles. Emails need them, and a `srcdoc` frame inherits
 * the policy. If they are blocked, this check causes one violation report on pages that report violations.
 */
export function areInlineStylesAllowed(document: Document): boolean {
  const probe = document.createElement('span');
  probe.setAttribute('style', 'color: red');
  return probe.style.color !== '';
}
