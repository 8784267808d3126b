import { addressAttribute, badgeAttribute } from './attributes.ts';
import type { EmailElement } from './email-tree.ts';
import { linksOf } from './links.ts';
import { imagesOffPolicy, imagesOnPolicy, innerSandbox } from './policies.ts';
import { escapeAttribute, writeEmail } from './write-email.ts';

export interface FrameOptions {
  /** Whether pictures come from the sender's servers, which may count that as an open. */
  readonly remoteImages?: boolean;
  /** Which of its two looks the email shows; without it, the one of the frame's `color-scheme`. */
  readonly colorScheme?: 'light' | 'dark' | undefined;
  /** Whether each link shows its number in the list of links. */
  readonly badges?: boolean;
  /**
   * Whether there are styles, as by default. Without them no browser reports each of an email to a host whose policy
   * keeps them out.
   */
  readonly styles?: boolean;
}

/** A link without an address looks as one with, unless the email says otherwise: this gives way to any other rule. */
const linkStyle =
  `:where(a[${addressAttribute}]){color:LinkText;text-decoration:underline}` +
  `:where(a[${addressAttribute}],area[${addressAttribute}]){cursor:pointer}`;

const badgeStyle =
  `[${badgeAttribute}]{all:initial!important;position:absolute!important;z-index:2147483647!important;` +
  'min-width:1.3em!important;padding:0 .3em!important;box-sizing:border-box!important;border-radius:.65em!important;' +
  'outline:1px solid #fff!important;background:#1f2a44!important;color:#fff!important;text-align:center!important;' +
  'font:600 12px/1.3 system-ui,sans-serif!important}';

/** The nested frame fills the outer one. Without styles, attributes make it as wide and about as high. */
const outerStyle = 'html,body{margin:0;height:100%}iframe{display:block;border:0;width:100%;height:100%}';

/**
 * The email as a document of its own, to be shown under {@link imagesOffPolicy} or {@link imagesOnPolicy}.
 * The same email and options always give the same text.
 */
export function emailDocument(email: EmailElement, options: FrameOptions = {}): string {
  const badges = options.badges ? new Map(linksOf(email).map(({ url, number }) => [url, number])) : undefined;
  const { remoteImages = false, styles = true } = options;
  const { open, head, body } = writeEmail(email, { remoteImages, styles, badges });
  const style = styles ? `<style>${linkStyle}${badges ? badgeStyle : ''}</style>` : '';
  return `<!doctype html>${open}<head><meta charset="utf-8">${style}${head}</head>${body}</html>`;
}

/**
 * The exact text of the frame's `srcdoc`: an outer document that holds the policy and nothing else, and nested in it
 * the email, which has that policy before its first byte is read. A policy that stood in the email's own document
 * would come too late for what a browser fetches ahead.
 * The frame must have {@link outerSandbox} as its `sandbox`.
 */
export function frameDocument(email: EmailElement, options: FrameOptions = {}): string {
  const { styles = true } = options;
  const policy = options.remoteImages ? imagesOnPolicy : imagesOffPolicy;
  return (
    '<!doctype html><html><head><meta charset="utf-8">' +
    `<meta http-equiv="Content-Security-Policy" content="${escapeAttribute(policy)}">` +
    '<meta name="referrer" content="no-referrer">' +
    `<meta name="color-scheme" content="${options.colorScheme ?? 'light dark'}">` +
    `${styles ? `<style>${outerStyle}</style>` : ''}</head>` +
    '<body marginwidth="0" marginheight="0"><iframe width="100%" height="480" frameborder="0" ' +
    `sandbox="${innerSandbox}" referrerpolicy="no-referrer" ` +
    `srcdoc="${escapeAttribute(emailDocument(email, options))}"></iframe></body></html>`
  );
}
