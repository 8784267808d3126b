import { html, type TemplateResult } from 'lit';
import script from '../../src/define.ts?worker&url';
import type { CampaignEmailReport } from '../../src/index.ts';
import { eventually, ReportPage } from '../../test/support/report-page.ts';
import { scenarioEndpoint, scenarioFetcher, scenarioNow } from '../../src/testing/testing.ts';
import { scenarioOf, type ReportArgs } from './report.ts';
import './strict-page.css';

/** Allows only scripts from the same origin, styles with a nonce, and Trusted Types. */
const policy = [
  "default-src 'none'",
  `script-src ${location.origin} 'nonce-page'`,
  "style-src 'nonce-page'",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html campaign-email-report',
];

type StrictWindow = Window & { readonly violations: readonly string[] };

/** Renders the element in a frame with a strict content security policy. */
export function renderStrictPage(
  args: ReportArgs,
  { globals }: { readonly globals: Readonly<Record<string, unknown>> },
): TemplateResult {
  const { language, direction, scheme } = globals as Record<string, string>;
  const page = `<!doctype html>
<html lang="${language}" dir="${direction}">
<head>
<meta http-equiv="Content-Security-Policy" content="${policy.join('; ')}">
<meta name="color-scheme" content="${scheme}">
<style nonce="page">body { margin: 0; font: 14px/1.5 system-ui, sans-serif }</style>
<script nonce="page">
  window.violations = [];
  addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => violations.push(violatedDirective + ' ' + blockedURI));
</script>
<script type="module" src="${new URL(script, location.href).href}"></script>
</head>
<body></body>
</html>`;
  const fill = ({ target }: Event) => {
    const { contentDocument } = target as HTMLIFrameElement;
    const report = contentDocument?.createElement('campaign-email-report');
    if (!report) return;
    const endpoint = new URL(scenarioEndpoint(scenarioOf(args, globals)), location.href).href;
    Object.assign(report, { endpoint, timeZone: 'Europe/Paris', fetcher: scenarioFetcher, now: () => scenarioNow });
    contentDocument?.body.replaceChildren(report);
  };
  return html`<figure class="strict-page">
    <figcaption>Content security policy: <code>${policy.join('; ')}</code></figcaption>
    <iframe title="A page with a strict content security policy" .srcdoc=${page} @load=${fill}></iframe>
  </figure>`;
}

/** Returns the page object of the element in the strict page, and the violations of its policy. */
export async function strictPageIn(canvas: ParentNode) {
  const frame = canvas.querySelector('iframe');
  const element = await eventually(
    'the element',
    () => frame?.contentDocument?.querySelector<CampaignEmailReport>('campaign-email-report') ?? undefined,
  );
  await eventually('its definition', () => element.matches(':defined'));
  const violations = () => (frame?.contentWindow as StrictWindow | null | undefined)?.violations;
  return { page: new ReportPage(element), violations };
}
