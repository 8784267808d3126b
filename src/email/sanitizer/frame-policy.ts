/**
 * The Content-Security-Policy of the frame until the reader loads remote images. Only images and fonts embedded in the
 * email can load. The outer document declares it, so the nested email document inherits it before its first byte.
 */
export const cspWithoutRemoteImages =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'";

/** The Content-Security-Policy of the frame after the reader loads remote images. */
export const cspWithRemoteImages =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data: https:; font-src data:; base-uri 'none'; form-action 'none'";

/** The `sandbox` attribute of the outer and the nested frame: no scripts, forms, popups or origin. */
export const frameSandbox = '';
