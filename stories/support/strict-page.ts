import { html, type TemplateResult } from 'lit';
import script from '../../src/define.ts?worker&url';
import type { CampaignEmailReport } from '../../src/index.ts';
import { eventually, ReportPage } from '../../test/support/report-page.ts';
import { scenarioEndpoint, scenarioFetcher, scenarioNow } from '../../src/testing/testing.ts';
import { scenarioOf, type ReportArgs } from './report.ts';
import './strict-page.css';

/** Scripts of its own origin, styles of its own alone, and Trusted Types. */
const policy = [
  "default-src 'none'",
  `script-src ${location.origin} 'nonce-page'`,
  "style-src 'nonce-page'",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html campaign-email-report',
];

type StrictWindow = Window & { readonly breaches: readonly string[] };

/** A page of its own, whose policy counts in it and in nothing around it. */
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
  window.breaches = [];
  addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => breaches.push(violatedDirective + ' ' + blockedURI));
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
    <figcaption>The policy of this page: <code>${policy.join('; ')}</code></figcaption>
    <iframe title="A page under a strict policy" .srcdoc=${page} @load=${fill}></iframe>
  </figure>`;
}

/** The element in the strict page, as a reader meets it, and what the page’s policy kept from happening. */
export async function strictPageIn(canvas: ParentNode) {
  const frame = canvas.querySelector('iframe');
  const element = await eventually(
    'the element',
    () => frame?.contentDocument?.querySelector<CampaignEmailReport>('campaign-email-report') ?? undefined,
  );
  await eventually('its definition', () => element.matches(':defined'));
  const breaches = () => (frame?.contentWindow as StrictWindow | null | undefined)?.breaches;
  return { page: new ReportPage(element), breaches };
}
