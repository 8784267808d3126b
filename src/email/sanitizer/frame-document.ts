import { attributeOf, findChild, type EmailElement } from './email-tree.ts';
import { cspWithoutRemoteImages, cspWithRemoteImages, frameSandbox } from './frame-policy.ts';
import { missingImageUrl } from './allowed-urls.ts';
import { placeBadges } from './link-badges.ts';
import { badgeAttribute, linkUrlAttribute } from './sanitize-attributes.ts';
import { viewportHeightProperty } from './sanitize-css.ts';
import { escapeAttribute, serializeEmail } from './serialize-email.ts';

export interface FrameOptions {
  /** Loads remote images. The sender's server may count that as an open. Defaults to false. */
  readonly remoteImages?: boolean;
  /** The color scheme of the email. Defaults to the `color-scheme` of the frame. */
  readonly colorScheme?: 'light' | 'dark' | undefined;
  /** Shows a badge with its number on each link. Defaults to false. */
  readonly badges?: boolean;
  /**
   * Keeps the styles of the email. Defaults to true. Set it to false where the page's Content-Security-Policy blocks
   * inline styles, because browsers report each blocked style to the page.
   */
  readonly styles?: boolean;
}

/** Links have no `href` in the frame, so this restores their default look. `:where` lets any email style override it. */
const linkStyle =
  `:where(a[${linkUrlAttribute}]){color:LinkText;text-decoration:underline}` +
  `:where(a[${linkUrlAttribute}],area[${linkUrlAttribute}]){cursor:pointer}`;

/**
 * Keeps backgrounds on paper. Chromium does not print the background of a document: a root without a background
 * takes that of the body.
 */
const printStyle =
  '@media print{:where(html){background:linear-gradient(transparent,transparent);' +
  '-webkit-print-color-adjust:exact;print-color-adjust:exact}}';

/** On paper, the frame is as high as the email, so `100vh` is about the height of a page instead. */
const viewportHeightStyle =
  `:where(html){${viewportHeightProperty}:1vh}` + `@media print{:where(html){${viewportHeightProperty}:9px}}`;

/**
 * Gives missing images the size that the email asks for. Browsers show them as inline text, which has no width and
 * height. Like an image, the box stands on the baseline.
 */
const missingImageStyle = `:where(img[src="${missingImageUrl}"]){display:inline-block;overflow:hidden}`;

const badgeStyle =
  `[${badgeAttribute}]{all:initial!important;display:inline-block!important;margin-inline-end:.3em!important;` +
  'min-width:1.3em!important;padding:0 .3em!important;box-sizing:border-box!important;border-radius:.65em!important;' +
  'outline:1px solid #fff!important;background:#1f2a44!important;color:#fff!important;text-align:center!important;' +
  'font:600 12px/1.3 system-ui,sans-serif!important}' +
  `[${badgeAttribute}=overlay]{position:absolute!important;z-index:2147483647!important}`;

/** Makes the nested frame fill the outer one. Where styles are blocked, attributes approximate the same size. */
const outerStyle = 'html,body{margin:0;height:100%}iframe{display:block;border:0;width:100%;height:100%}';

/**
 * Builds the sanitized email as a complete document, to be shown under {@link cspWithoutRemoteImages} or
 * {@link cspWithRemoteImages}. The same email and options always return the same document.
 */
export function buildEmailDocument(email: EmailElement, options: FrameOptions = {}): string {
  const badges = options.badges ? placeBadges(email) : undefined;
  const { remoteImages = false, styles = true } = options;
  const { startTag, head, body } = serializeEmail(email, { remoteImages, styles, badges });
  const style = styles
    ? `<style>${printStyle}${viewportHeightStyle}${linkStyle}${bodyLinkStyle(email)}${missingImageStyle}${badges ? badgeStyle : ''}</style>`
    : '';
  return `<!doctype html>${startTag}<head><meta charset="utf-8">${style}${head}</head>${body}</html>`;
}

/** Returns the styles of the attributes `link` and `alink` of the body. Browsers apply them only to links with `href`. */
function bodyLinkStyle(email: EmailElement): string {
  const body = findChild(email, 'body');
  const styleOf = (attribute: string, state: string) => {
    const value = (body && attributeOf(body, attribute))?.trim() ?? '';
    const color = /^#?((?:[\da-f]{3}){1,2})$/i.exec(value)?.[1];
    if (color === undefined && !/^[a-z]{1,20}$/i.test(value)) return '';
    return `:where(a[${linkUrlAttribute}]${state}){color:${color === undefined ? value : `#${color}`}}`;
  };
  return styleOf('link', '') + styleOf('alink', ':active');
}

/**
 * Builds the exact `srcdoc` of the frame, whose `sandbox` must be {@link frameSandbox}. The outer document contains
 * only the Content-Security-Policy. The email is in a nested frame, which inherits that policy before it parses the
 * first byte: a policy inside the email's own document would apply too late for what browsers preload.
 */
export function buildFrameDocument(email: EmailElement, options: FrameOptions = {}): string {
  const { styles = true } = options;
  const policy = options.remoteImages ? cspWithRemoteImages : cspWithoutRemoteImages;
  return (
    '<!doctype html><html><head><meta charset="utf-8">' +
    `<meta http-equiv="Content-Security-Policy" content="${escapeAttribute(policy)}">` +
    '<meta name="referrer" content="no-referrer">' +
    `<meta name="color-scheme" content="${options.colorScheme ?? 'light dark'}">` +
    `${styles ? `<style>${outerStyle}</style>` : ''}</head>` +
    '<body marginwidth="0" marginheight="0"><iframe width="100%" height="480" frameborder="0" ' +
    `sandbox="${frameSandbox}" referrerpolicy="no-referrer" ` +
    `srcdoc="${escapeAttribute(buildEmailDocument(email, options))}"></iframe></body></html>`
  );
}
