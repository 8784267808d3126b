import { missingImageUrl } from './sanitizer/allowed-urls.ts';
import { cspWithoutRemoteImages } from './sanitizer/frame-policy.ts';
import { trustFrameDocument } from './sanitizer/sanitizer.ts';

/** An email to measure, as its frame shows it. */
export interface MeasuredEmail {
  /** The sanitized document, without remote images. */
  readonly document: string;
  /** Whether its frame shows remote images. */
  readonly remoteImages: boolean;
  /** Whether the page allows inline styles. */
  readonly styles: boolean;
}

/** The size of an email on paper, in CSS pixels. */
export interface PrintedSize {
  readonly width: number;
  readonly height: number;
}

/** The width of an email on paper, which fits on A4 and Letter. Wider emails are scaled to it. */
export const paperWidth = 680;
const maxWidth = 2 * paperWidth;
/** About 50 pages. An email could ask for millions. */
const maxHeight = 50_000;
/** Enough rounds for heights that depend on the height of the frame in percent. */
const maxRounds = 8;
/** Text wraps a little differently on paper, because browsers do not fit its glyphs to pixels there. */
const tolerance = 1.01;

/** Remote images do not load here. One without a height counts as a square, because most are lower. */
const imageStyle =
  `<style>:where(img[src="${missingImageUrl}"]:not([width])){width:300px}` +
  ':where(img:not([height]),img[height=auto i]){aspect-ratio:auto 1}</style>';

/**
 * Returns the size that an email needs on paper. The reader's frame cannot be measured, because it has no origin. So this
 * function measures the sanitized email in a hidden frame that has one, which exists only until it returns: nothing can
 * load in it. Like the reader's frame, it has a sandbox without scripts, and its policy applies before the email is parsed.
 * @param parent contains the frame. In WebKit, it must have a box: as a child of `display: contents`, frames have no size
 */
export function measureEmail(email: MeasuredEmail, parent: HTMLElement): PrintedSize {
  const frame = parent.ownerDocument.createElement('iframe');
  frame.setAttribute('sandbox', 'allow-same-origin');
  frame.setAttribute('scrolling', 'no');
  frame.style.cssText = 'position: fixed; visibility: hidden; border: 0; color-scheme: light';
  resize(frame, paperWidth, 1);
  parent.append(frame);
  try {
    return measure(frame, write(email, frame));
  } finally {
    frame.remove();
  }
}

function write({ document: email, remoteImages, styles }: MeasuredEmail, frame: HTMLIFrameElement): HTMLElement {
  const inside = frame.contentDocument as Document;
  const isOnPaper = frame.ownerDocument.defaultView?.matchMedia('print').matches ?? false;
  // A document that is already in the frame needs no request, so it can be measured before the browser prints.
  /* eslint-disable @typescript-eslint/no-deprecated */
  inside.open();
  inside.write(
    trustFrameDocument(
      `<!doctype html><meta http-equiv="Content-Security-Policy" content="${cspWithoutRemoteImages}">` +
        (styles && remoteImages ? imageStyle : ''),
    ),
  );
  inside.write(trustFrameDocument(email));
  inside.close();
  /* eslint-enable @typescript-eslint/no-deprecated */
  if (!isOnPaper) for (const sheet of inside.styleSheets) usePrintMedia(sheet);
  return inside.documentElement;
}

/** Applies the rules for paper instead of those for screens: many emails have both. */
function usePrintMedia(rules: { readonly cssRules: CSSRuleList; readonly media?: MediaList }): void {
  const { media, cssRules } = rules;
  if (media) {
    media.mediaText = media.mediaText.replace(/\b(?:screen|print)\b/g, (type) =>
      type === 'print' ? 'screen' : 'print',
    );
  }
  for (const rule of cssRules) if ('cssRules' in rule) usePrintMedia(rule as CSSGroupingRule);
}

function measure(frame: HTMLIFrameElement, root: HTMLElement): PrintedSize {
  const width = Math.min(Math.max(root.scrollWidth, paperWidth), maxWidth);
  let height = 1;
  for (let round = 0; round < maxRounds; round += 1) {
    resize(frame, width, height);
    const needed = root.scrollHeight;
    if (needed <= height) break;
    height = Math.min(Math.ceil(needed), maxHeight);
  }
  return { width, height: Math.min(Math.ceil(height * tolerance), maxHeight) };
}

function resize({ style }: HTMLIFrameElement, width: number, height: number): void {
  Object.assign(style, { inlineSize: `${width}px`, blockSize: `${height}px` });
}
