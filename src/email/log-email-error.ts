import { emailUrl } from '../endpoint/email-url.ts';
import type { RequestingElement } from '../endpoint/explain-error.ts';
import type { EmailRequest } from '../endpoint/fetch-email.ts';
import type { ReportError } from '../endpoint/report-error.ts';
import { warn } from '../platform/warn.ts';

/**
 * Logs why an email failed to load, for the host's developer. The code that explains it loads on demand.
 * @param viewer the viewer, in the shadow root of the report element
 */
export async function logEmailError(viewer: Element, error: ReportError, request: EmailRequest): Promise<void> {
  const { host } = viewer.getRootNode() as ShadowRoot;
  const { id, token } = host as unknown as RequestingElement;
  const { endpoint, fetcher, template } = request;
  const url = emailUrl(request) ?? template;
  try {
    const { logError } = await import('../endpoint/explain-error.ts');
    logError({ id, endpoint, report: undefined, token, fetcher, emailUrl: url }, error);
  } catch {
    warn(error.message);
  }
}
