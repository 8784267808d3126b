import { ContractError } from '../src/endpoint/contract-error.ts';
import { emailUrl } from '../src/endpoint/email-url.ts';
import { parseEmail } from '../src/endpoint/parse-email.ts';
import type { Report } from '../src/model/report.ts';
import type { CheckContext } from './check-context.ts';
import type { Answer } from './endpoint-client.ts';

const unknownId = '999999999999';

/** Requests an email, and one that does not exist. */
export async function checkEmails(context: CheckContext, report: Report, base: string): Promise<void> {
  const { previewUrl, previewPageUrl, withoutPreview, text } = report;
  const row = text.emailId.findIndex((_, at) => !withoutPreview.includes(at));
  if (previewUrl === undefined) return;
  const { findings } = context;
  const { endpoint } = context.request;
  const campaignId = text.campaignId[row];
  const urlOf = (template: string, emailId: string) => emailUrl({ template, base, endpoint, emailId, campaignId });
  const emailId = text.emailId[row];
  if (emailId === undefined) {
    findings.add('info', 'emails', 'No row of this report has an email with a preview.');
    return;
  }
  const url = urlOf(previewUrl, emailId);
  if (url === undefined) {
    context.addBadLink('emails', 'previewUrl');
    return;
  }
  const unknown = urlOf(previewUrl, unknownId) ?? url;
  const check = async () => {
    await checkEmail(context, url, emailId);
    await checkUnknownEmail(context, unknown);
  };
  await context.attempt('emails', check, 'previewUrl');
  if (previewPageUrl === undefined) return;
  const page = urlOf(previewPageUrl, emailId);
  if (page === undefined) context.addBadLink('emails', 'previewPageUrl');
  else await context.attempt('emails', () => checkPage(context, page), 'previewPageUrl');
}

async function checkEmail({ client, findings }: CheckContext, url: string, emailId: string): Promise<void> {
  const mistake = problemOfEmail(await client.request(url), emailId);
  findings.verify(
    'emails',
    `Email ${emailId} can be shown.`,
    mistake && `${mistake} See docs/endpoint.md#return-emails-for-previews.`,
  );
}

async function checkUnknownEmail({ client, findings }: CheckContext, url: string): Promise<void> {
  const missing = await client.request(url);
  const expected = `An email that does not exist: expected status 404 or 410, got ${missing.status}.`;
  findings.verify(
    'emails',
    'Emails that do not exist have status 404.',
    [404, 410].includes(missing.status) ? undefined : expected,
    'warning',
  );
}

function problemOfEmail(answer: Answer, id: string): string | undefined {
  if (answer.status !== 200)
    return `Email ${id}: expected status 200, got ${answer.status}. Send hasPreview: false for emails without a preview.`;
  try {
    parseEmail(JSON.parse(answer.text), id);
    return undefined;
  } catch (error) {
    if (error instanceof ContractError) return `Email ${id}: ${error.message}.`;
    if (error instanceof SyntaxError) return `Email ${id}: expected JSON.`;
    throw error;
  }
}

/** Checks the headers of an email as a page. */
async function checkPage({ client, findings }: CheckContext, url: string): Promise<void> {
  const { status, headers } = await client.request(url, { accept: 'text/html' });
  const policy = headers.get('content-security-policy') ?? '';
  const mistakes = [
    status === 200 ? [] : [`expected status 200, got ${status}`],
    /^text\/html/.test(headers.get('content-type') ?? '') ? [] : ['expected Content-Type: text/html'],
    /(^|;)\s*sandbox/.test(policy) ? [] : ['expected sandbox in Content-Security-Policy'],
    /default-src\s+'none'/.test(policy) ? [] : ["expected default-src 'none' in Content-Security-Policy"],
    headers.get('x-content-type-options') === 'nosniff' ? [] : ['expected X-Content-Type-Options: nosniff'],
    headers.get('referrer-policy') === 'no-referrer' ? [] : ['expected Referrer-Policy: no-referrer'],
  ].flat();
  const text = `previewPageUrl: ${mistakes.join(', ')}. See docs/endpoint.md#return-an-email-as-a-page.`;
  findings.verify('emails', 'The email as a page has all headers.', mistakes.length > 0 ? text : undefined);
}
