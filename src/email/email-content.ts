import type { MeasuredEmail } from './measure-email.ts';
import {
  buildEmailDocument,
  buildFrameDocument,
  hasDarkStyles,
  hasRemoteImages,
  findLinks,
  parseEmailHtml,
  toPlainText,
  type EmailLink,
  type ParseResult,
} from './sanitizer/sanitizer.ts';

/** Options for the frame document of an email. */
export interface FrameChoices {
  readonly remoteImages: boolean;
  readonly badges: boolean;
  readonly styles: boolean;
}

/** The content of an email's HTML: its frame document, links and text. Each is computed once, on first access. */
export class EmailContent {
  readonly reading: ParseResult;
  readonly #html: string;
  readonly #frames = new Map<string, string>();
  #hasRemoteImages: boolean | undefined;
  readonly #hasDarkStyles = new Map<boolean, boolean>();
  #links: readonly EmailLink[] | undefined;
  #text: string | undefined;

  /** @param anyway whether to render an email that exceeds the limits */
  constructor(html: string, anyway: boolean) {
    this.#html = html;
    this.reading = parseEmailHtml(html, anyway);
  }

  /** Whether the email has remote images. */
  get hasRemoteImages(): boolean {
    const { reading } = this;
    this.#hasRemoteImages ??= reading.state === 'parsed' && hasRemoteImages(reading.email);
    return this.#hasRemoteImages;
  }

  /** Whether its preview can look different in a dark color scheme, with the styles that the page allows. */
  hasDarkStyles(styles: boolean): boolean {
    const { reading } = this;
    const known = this.#hasDarkStyles.get(styles);
    if (known !== undefined) return known;
    const isDark = reading.state === 'parsed' && hasDarkStyles(reading.email, styles);
    this.#hasDarkStyles.set(styles, isDark);
    return isDark;
  }

  get links(): readonly EmailLink[] {
    const { reading } = this;
    this.#links ??= reading.state === 'parsed' ? findLinks(reading.email) : [];
    return this.#links;
  }

  /** Its text; empty if the page's security policy prevents parsing it. */
  get text(): string {
    if (this.#text === undefined) {
      const reading = this.reading.state === 'too-large' ? parseEmailHtml(this.#html, true) : this.reading;
      this.#text = reading.state === 'parsed' ? toPlainText(reading.email) : '';
    }
    return this.#text;
  }

  /** Returns the email for `measureEmail`, or `undefined` if it cannot be rendered. */
  toMeasure({ badges, remoteImages, styles }: FrameChoices): MeasuredEmail | undefined {
    if (this.reading.state !== 'parsed') return undefined;
    return { document: buildEmailDocument(this.reading.email, { badges, styles }), remoteImages, styles };
  }

  /** Returns the frame document, or `undefined` if the email cannot be rendered. Caches the last document. */
  frame(choices: FrameChoices): string | undefined {
    if (this.reading.state !== 'parsed') return undefined;
    const key = JSON.stringify(choices);
    const cached = this.#frames.get(key);
    if (cached !== undefined) return cached;
    const document = buildFrameDocument(this.reading.email, choices);
    this.#frames.clear();
    this.#frames.set(key, document);
    return document;
  }
}
