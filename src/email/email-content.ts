import {
  frameDocument,
  hasRemoteImages,
  linksOf,
  readEmail,
  textOf,
  type EmailLink,
  type ReadEmail,
} from './sanitizer/sanitizer.ts';

export interface FrameChoices {
  readonly remoteImages: boolean;
  readonly badges: boolean;
  readonly styles: boolean;
}

/** What is found out about an email's HTML, each once and when it is first wanted. */
export class EmailContent {
  readonly reading: ReadEmail;
  readonly #html: string;
  readonly #frames = new Map<string, string>();
  #hasRemoteImages: boolean | undefined;
  #links: readonly EmailLink[] | undefined;
  #text: string | undefined;

  /** @param anyway whether to draw it even if that takes long */
  constructor(html: string, anyway: boolean) {
    this.#html = html;
    this.reading = readEmail(html, anyway);
  }

  /** Whether it has images that are elsewhere. */
  get hasRemoteImages(): boolean {
    const { reading } = this;
    this.#hasRemoteImages ??= reading.state === 'read' && hasRemoteImages(reading.email);
    return this.#hasRemoteImages;
  }

  get links(): readonly EmailLink[] {
    const { reading } = this;
    this.#links ??= reading.state === 'read' ? linksOf(reading.email) : [];
    return this.#links;
  }

  /** Its words; empty where the page's policy lets nobody read it. */
  get text(): string {
    if (this.#text === undefined) {
      const reading = this.reading.state === 'over-cap' ? readEmail(this.#html, true) : this.reading;
      this.#text = reading.state === 'read' ? textOf(reading.email) : '';
    }
    return this.#text;
  }

  /** The document to draw; `undefined` where it cannot be drawn. The last one is kept. */
  frame(choices: FrameChoices): string | undefined {
    if (this.reading.state !== 'read') return undefined;
    const key = JSON.stringify(choices);
    const known = this.#frames.get(key);
    if (known !== undefined) return known;
    const made = frameDocument(this.reading.email, choices);
    this.#frames.clear();
    this.#frames.set(key, made);
    return made;
  }
}
