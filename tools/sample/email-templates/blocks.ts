import type { EmailContent } from './content.ts';
import { browserViewUrl, contactUrl, privacyUrl, unsubscribeUrl } from './content.ts';
import { illustration, logo } from './illustration.ts';

const FONT = "font-family:'Segoe UI',Helvetica,Arial,sans-serif";
const INK = '#20242c';
const MUTED = '#606876';
const SHEET = 'max-width:600px;background:#ffffff;border-radius:8px;overflow:hidden;';
const PLAIN_TABLE = '<table role="presentation" width="100%" cellpadding="0" cellspacing="0"';

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Returns an HTML document with preheader, header and footer around the rows of an email. */
export function document(content: EmailContent, rows: string): string {
  const { language, palette } = content;
  return `<!doctype html>
<html lang="${language.code}" dir="${language.direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(content.subject)}</title>
<style>@media (max-width:480px) { .column { display:block; width:auto !important; } }</style>
</head>
<body style="margin:0;padding:0;background:#eef0f4;">
<div style="display:none;max-height:0;overflow:hidden;opacity:0;">${escapeHtml(content.preheader)}</div>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:#eef0f4;">
<tr><td align="center" style="padding:24px 12px;">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="${SHEET}">
<tr><td style="padding:20px 32px;border-bottom:3px solid ${palette.accent};">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr>
<td><img src="${logo(palette)}" width="132" height="32" alt="Example" style="display:block;border:0;"></td>
<td align="${end(content)}" style="${FONT};font-size:12px;">
${mutedLink(browserViewUrl(content), language.labels.viewInBrowser)}
</td>
</tr></table>
</td></tr>
${rows}
${footer(content)}
</table>
</td></tr>
</table>
</body>
</html>
`;
}

function footer(content: EmailContent): string {
  const { labels } = content.language;
  const links = [
    mutedLink(unsubscribeUrl(content), labels.unsubscribe),
    mutedLink(privacyUrl(content), labels.privacy),
    mutedLink(contactUrl(content), labels.contact),
  ];
  const small = `${FONT};font-size:12px;line-height:18px;color:${MUTED};`;
  return `<tr><td style="padding:24px 32px;background:#f6f7f9;${small}">
<p style="margin:0 0 8px;">${escapeHtml(labels.reason)}</p>
<p style="margin:0 0 8px;">${links.join(' · ')}</p>
<p style="margin:0;">Example, 12 Harbour Street, 1000 Exampletown</p>
</td></tr>`;
}

function mutedLink(url: string, text: string): string {
  return `<a href="${href(url)}" style="color:${MUTED};text-decoration:underline;">${escapeHtml(text)}</a>`;
}

export function href(url: string): string {
  return escapeHtml(url);
}

function end(content: EmailContent): string {
  return content.language.direction === 'rtl' ? 'left' : 'right';
}

function row(body: string, style = ''): string {
  return `<tr><td style="padding:0 32px;${FONT};color:${INK};${style}">${body}</td></tr>`;
}

export function hero(content: EmailContent, height = 200): string {
  const picture = illustration(content.palette, content.variant, 600, height);
  return (
    `<tr><td><img src="${picture}" width="600" height="${height}" alt="${escapeHtml(content.topic.title)}" ` +
    `style="display:block;width:100%;height:auto;border:0;"></td></tr>`
  );
}

export function title(text: string): string {
  return row(`<h1 style="margin:28px 0 12px;font-size:26px;line-height:32px;">${escapeHtml(text)}</h1>`);
}

export function subtitle(text: string): string {
  return row(`<h2 style="margin:20px 0 8px;font-size:17px;line-height:24px;">${escapeHtml(text)}</h2>`);
}

export function paragraph(text: string, large = false): string {
  const size = large ? 'font-size:18px;line-height:28px;' : 'font-size:15px;line-height:24px;';
  return row(`<p style="margin:0 0 16px;${size}">${escapeHtml(text)}</p>`);
}

export function list(items: readonly string[]): string {
  const entries = items.map((item) => `<li style="margin:0 0 6px;">${escapeHtml(item)}</li>`).join('');
  const style = 'margin:0 0 16px;padding-inline-start:20px;font-size:15px;line-height:24px;';
  return row(`<ul style="${style}">${entries}</ul>`);
}

export function button(content: EmailContent, url: string, text: string): string {
  return row(
    `<table role="presentation" cellpadding="0" cellspacing="0" style="margin:8px 0 28px;"><tr>` +
      `<td style="border-radius:6px;background:${content.palette.accent};"><a href="${href(url)}" ` +
      `style="display:inline-block;padding:13px 26px;${FONT};font-size:16px;font-weight:600;color:#ffffff;` +
      `text-decoration:none;">${escapeHtml(text)}</a></td></tr></table>`,
  );
}

/** A table of labels and values on a tinted background. */
export function details(content: EmailContent, pairs: readonly (readonly [string, string])[]): string {
  const lines = pairs
    .map(
      ([label, value]) =>
        `<tr><td style="padding:6px 16px;font-size:13px;color:${MUTED};white-space:nowrap;">` +
        `${escapeHtml(label)}</td><td style="padding:6px 16px;font-size:15px;font-weight:600;">` +
        `${escapeHtml(value)}</td></tr>`,
    )
    .join('');
  return row(
    `${PLAIN_TABLE} style="margin:4px 0 20px;padding:8px 0;` +
      `background:${content.palette.tint};border-radius:6px;${FONT};">${lines}</table>`,
  );
}

/** Cells side by side (stacked on phones), each with a remote image, a heading, a text and a link. */
export function columns(content: EmailContent, cells: readonly ColumnCell[]): string {
  const body = cells
    .map(
      (cell) =>
        `<td class="column" width="50%" valign="top" style="padding:0 8px 20px;${FONT};color:${INK};">` +
        `<img src="https://images.example.com/${cell.image}.jpg" width="252" height="126" ` +
        `alt="${escapeHtml(cell.heading)}" style="display:block;width:100%;height:126px;border-radius:6px;` +
        `background:${content.palette.tint};color:${MUTED};font-size:13px;">` +
        `<p style="margin:12px 0 6px;font-size:16px;line-height:22px;font-weight:600;">` +
        `${escapeHtml(cell.heading)}</p>` +
        `<p style="margin:0 0 8px;font-size:14px;line-height:21px;">${escapeHtml(cell.text)}</p>` +
        `<a href="${href(cell.url)}" style="font-size:14px;color:${content.palette.accent};">` +
        `${escapeHtml(content.language.labels.readMore)}</a></td>`,
    )
    .join('');
  return `<tr><td style="padding:0 24px;">${PLAIN_TABLE}><tr>${body}</tr></table></td></tr>`;
}

export interface ColumnCell {
  /** The name of the image on the image server. */
  readonly image: string;
  readonly heading: string;
  readonly text: string;
  readonly url: string;
}

export function divider(): string {
  return row('<div style="border-top:1px solid #d5d9e0;margin:8px 0 4px;font-size:0;">&nbsp;</div>');
}

/** Numbered steps. */
export function steps(content: EmailContent, items: readonly string[]): string {
  const lines = items
    .map(
      (item, index) =>
        `<tr><td width="44" valign="top" style="padding:6px 0;"><span style="display:inline-block;` +
        `width:30px;height:30px;line-height:30px;text-align:center;border-radius:15px;` +
        `background:${content.palette.tint};color:${content.palette.deep};font-weight:700;">${index + 1}</span></td>` +
        `<td style="padding:10px 0;font-size:15px;">${escapeHtml(item)}</td></tr>`,
    )
    .join('');
  return row(`${PLAIN_TABLE} style="${FONT};margin:0 0 16px;">${lines}</table>`);
}
