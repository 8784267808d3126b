import { escapeAttribute, escapeText } from '../../src/email/sanitizer/serialize-email.ts';
import { isNumeric, type Cell, type EmailContent, type EmailRow } from './email-content.ts';

/**
 * The colors of the element, in the light scheme. Mail programs know no variables, so they are repeated in each style. The dark
 * scheme is in `styles`, for programs that support it; others show the light one, or change colors themselves.
 */
const colors = {
  page: '#f6f7f9',
  surface: '#ffffff',
  hairline: '#d5d9e0',
  text: '#1b1f27',
  muted: '#565d6b',
  accent: '#1f5fc4',
} as const;

const font = "-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
/** Mail programs hide the label, unless the rows are stacked. */
const hidden = 'display:none;mso-hide:all';

/**
 * Gmail cuts the HTML of an email after 102 KB (104,448 bytes). The rest, and its link to unsubscribe, would be missing. The
 * difference is for the note that rows are cut, which is longer than the one without.
 */
const maxBytes = 100_000;

/** The width of the name column, and of the margins, in pixels. */
const nameWidth = 220;
const margins = 48;

/** Returns the HTML of an email for one recipient. It has no scripts, no images, and nothing that is loaded. */
export function emailHtml(content: EmailContent, unsubscribeUrl: string): string {
  const { language, title } = content;
  const tableWidth = content.columns.reduce((sum, { width }) => sum + width, nameWidth) + margins;
  const width = Math.max(600, tableWidth);
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"><title>${escapeText(title)}</title><style>${styles(tableWidth, content.columns.length)}</style><!--[if mso]><style>table,td,th,h1,p,a{font-family:Arial,sans-serif !important}</style><![endif]-->`;
  const body = [
    header(content),
    keyFigures(content),
    content.rows.length > 0 ? table(content) : paragraph(language.own.nothingMatches),
    smallPrint(content),
  ].join('');
  return `<!doctype html><html lang="${escapeAttribute(language.textLanguage)}"><head>${head}</head><body class="b" style="margin:0;padding:0;background:${colors.page}">${preheader(content)}<table role="presentation" class="b" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:${colors.page};font-family:${font};font-size:14px;line-height:20px;color:${colors.text}"><tr><td class="p" align="center" style="padding:24px 12px"><table role="presentation" class="s" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:${width}px;background:${colors.surface};border:1px solid ${colors.hairline};border-radius:6px"><tr><td class="i" align="left" style="padding:24px">${body}</td></tr></table>${footer(content, unsubscribeUrl)}</td></tr></table></body></html>`;
}

/**
 * Rows are stacked where the table is too wide. Every declaration here improves the inline styles; none is needed.
 * @param columns the number of columns with figures
 */
function styles(tableWidth: number, columns: number): string {
  /** @param perLine figures per line, if they do not all fit on one */
  const share = (perLine: number, most: number): string =>
    `${(100 / (columns > most ? perLine : Math.max(2, columns))).toFixed(2)}%`;
  return `
h1,p{margin:0}
@media (max-width:${tableWidth + 23}px){
.d thead{display:none!important}
.d,.d tbody,.d tr{display:block!important;width:auto!important}
.d tr{padding:8px!important;border-top:1px solid ${colors.hairline}}
.d tr.n{padding-left:24px!important}
.d th,.d td{border:0!important;padding:4px 8px 4px 0!important}
.d th{display:block!important;width:auto!important;overflow-wrap:anywhere}
.d td{display:inline-block!important;box-sizing:border-box!important;width:${share(4, 5)}!important;text-align:left!important;vertical-align:top!important}
.d td.e{display:none!important}
.d .l{display:block!important;font-size:12px!important;line-height:16px!important;color:${colors.muted};font-weight:400!important}
}
@media (max-width:620px){.p{padding:0!important}.s{border:0!important;border-radius:0!important}.i{padding:16px!important}}
@media (max-width:480px){
.d td{width:${share(3, 4)}!important}
.k{display:inline-block!important;box-sizing:border-box!important;width:50%!important}
}
@media (prefers-color-scheme:dark){
.b{background:#0f1115!important;color:#e8eaef!important}
.s{background:#15181e!important;border-color:#363c48!important}
.s,.s h1,.s td,.s th{color:#e8eaef!important}
.d td,.d th,.d tr{border-color:#363c48!important}
.r{background:#1e222a!important}
.m,.s .m,.d .l{color:#a5adbb!important}.a{color:#8ab4ff!important}
.q{background:#8ab4ff!important}.q a{color:#15181e!important}
}`.replaceAll('\n', '');
}

/** The text that lists of emails show after the subject. */
function preheader({ keyFigures: figures, period }: EmailContent): string {
  const text = [period, ...figures.map(([label, figure]) => `${label} ${figure}`)].join(' · ');
  return `<div style="display:none;mso-hide:all">${escapeText(text)}</div>`;
}

function header({ kicker, title, period, reportUrl, language }: EmailContent): string {
  const above =
    kicker === undefined
      ? ''
      : `<p class="m" style="margin:0 0 4px;font-size:13px;line-height:18px;color:${colors.muted}">${escapeText(kicker)}</p>`;
  const heading = `<h1 style="margin:0;font-size:20px;line-height:28px;font-weight:600;color:${colors.text}">${escapeText(title)}</h1>`;
  const dates = `<p style="margin:4px 0 0">${escapeText(period)}</p>`;
  return above + heading + dates + (reportUrl === undefined ? '' : button(reportUrl, language.own.openReport));
}

/** The cell has the color, because Outlook ignores the padding of links. */
function button(url: string, label: string): string {
  return `<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin-top:16px"><tr><td class="q" align="center" style="padding:10px 16px;background:${colors.accent};border-radius:6px"><a href="${escapeAttribute(url)}" style="color:#ffffff;text-decoration:none;font-weight:600">${escapeText(label)}</a></td></tr></table>`;
}

function keyFigures({ keyFigures: figures }: EmailContent): string {
  if (figures.length < 2) return '';
  const cells = figures.map(
    ([label, figure]) =>
      `<td class="k" align="left" valign="top" width="${Math.floor(100 / figures.length)}%" style="padding:16px 16px 0 0"><span style="font-size:24px;line-height:32px;font-weight:600">${escapeText(figure)}</span><br><span class="m" style="font-size:13px;line-height:18px;color:${colors.muted}">${escapeText(label)}</span></td>`,
  );
  return `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin-top:8px"><tr>${cells.join('')}</tr></table>`;
}

/** The width of the padding of a cell, in pixels. */
const cellPadding = 12;
const cellStyle = `padding:8px 6px;border-top:1px solid ${colors.hairline}`;

function table({ columns, nameLabel, rows, total }: EmailContent): string {
  const content = { columns };
  const labels = columns.map(({ label, kind, width }) =>
    headerCell(label, `align="${isNumeric(kind) ? 'right' : 'left'}" width="${width - cellPadding}"`),
  );
  const head = `<thead><tr valign="bottom">${headerCell(nameLabel, `align="left" width="${nameWidth - cellPadding}"`)}${labels.join('')}</tr></thead>`;
  const body = [...rows, ...(total ? [total] : [])].map((row) => rowHtml(row, content));
  return `<table class="d" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin-top:24px;border-collapse:collapse;font-size:13px;line-height:18px">${head}<tbody>${body.join('')}</tbody></table>`;
}

function headerCell(label: string, attributes: string): string {
  return `<th scope="col" class="m" ${attributes} style="padding:8px 6px;font-size:12px;line-height:16px;font-weight:600;color:${colors.muted}">${escapeText(label)}</th>`;
}

/** Returns how many rows of an email fit into it: at least one. @param unsubscribeUrl the longest of its recipients */
export function fittingRows(content: EmailContent, unsubscribeUrl: string): number {
  let excess = Buffer.byteLength(emailHtml(content, unsubscribeUrl)) - maxBytes;
  let fitting = content.rows.length;
  for (const row of content.rows.slice(1).reverse()) {
    if (excess <= 0) break;
    excess -= Buffer.byteLength(rowHtml(row, content));
    fitting -= 1;
  }
  return fitting;
}

function rowHtml({ kind, name, detail, cells }: EmailRow, { columns }: Pick<EmailContent, 'columns'>): string {
  const isStrong = kind === 'campaign' || kind === 'total';
  const weight = isStrong ? 600 : 400;
  const indent = kind === 'nested-email' ? ';padding-left:22px' : '';
  const second =
    detail === undefined
      ? ''
      : `<br><span class="m" style="font-weight:400;color:${colors.muted}">${escapeText(detail)}</span>`;
  const head = `<th scope="row" align="left" style="${cellStyle}${indent};font-weight:${weight}">${escapeText(name)}${second}</th>`;
  const figures = cells.map((cell, index) => cellHtml(cell, columns[index]?.label ?? ''));
  const row = { campaign: ` class="r" bgcolor="${colors.page}"`, 'nested-email': ' class="n"', email: '', total: '' }[
    kind
  ];
  return `<tr${row} valign="top" style="font-weight:${weight}">${head}${figures.join('')}</tr>`;
}

/** The label is only visible where rows are stacked. An attribute takes less space than a style. */
function cellHtml({ text, kind, isZero }: Cell, label: string): string {
  const color = isZero ? `;color:${colors.muted}` : '';
  const nowrap = kind === 'instant' ? ';white-space:nowrap' : '';
  const classes = [...(isZero ? ['m'] : []), ...(text === '' ? ['e'] : [])].join(' ');
  const name = text === '' ? '' : `<span class="l" style="${hidden}">${escapeText(label)}</span>`;
  return `<td${classes && ` class="${classes}"`}${isNumeric(kind) ? ' align="right"' : ''} style="${cellStyle}${color}${nowrap}">${name}${escapeText(text)}</td>`;
}

function paragraph(text: string): string {
  return `<p style="margin:24px 0 0">${escapeText(text)}</p>`;
}

function smallPrint({ attachmentNote, notes, coverage }: EmailContent): string {
  const first = attachmentNote === undefined ? '' : paragraph(attachmentNote);
  const lines = [coverage.join(' · '), ...notes];
  const small = lines.map(
    (line, index) =>
      `<p class="m" style="margin:${index === 0 ? 16 : 8}px 0 0;font-size:12px;line-height:18px;color:${colors.muted}">${escapeText(line)}</p>`,
  );
  return first + small.join('');
}

function footer({ language, title }: EmailContent, unsubscribeUrl: string): string {
  const { own } = language;
  return `<p class="m" style="margin:16px 12px;font-size:12px;line-height:18px;color:${colors.muted}">${escapeText(own.reason(title))} <a class="a" href="${escapeAttribute(unsubscribeUrl)}" style="color:${colors.accent}">${escapeText(own.unsubscribe)}</a></p>`;
}
