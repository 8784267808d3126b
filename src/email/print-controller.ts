import type { ReactiveController, ReactiveElement } from 'lit';
import { trustFrameDocument } from './sanitizer/sanitizer.ts';

/** Hides the page on paper while the dialog is open: only the email is printed. */
const pageStyles = `@media print {
  :root { visibility: hidden !important }
  :root, body { block-size: 0 !important; min-block-size: 0 !important; margin: 0 !important; overflow: clip !important }
}`;

export interface PrintOptions {
  /** Returns where the measured frame is added, without being visible. */
  readonly parent: () => Element;
  /** Returns a frame document with the email that can be measured; `undefined` if none is shown. */
  readonly document: () => string | undefined;
}

/**
 * Prints the whole email. A frame has the height of its box on paper too, and the content of a sandboxed frame cannot be
 * measured. So the email is loaded once more, into a frame that can: still without scripts and under the same policy.
 */
export class PrintController implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #options: PrintOptions;
  /** The style sheet of the page, and the page: on disconnection, the host may already be in another document. */
  #sheet: CSSStyleSheet | undefined;
  #page: Document | undefined;
  #probe: HTMLIFrameElement | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveElement, options: PrintOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  hostConnected(): void {
    const page = this.#host.ownerDocument;
    const view: Partial<typeof globalThis> | null = page.defaultView;
    // A style sheet belongs to the document whose window creates it. In jsdom there is none.
    if (!view?.CSSStyleSheet?.prototype.replaceSync) return;
    this.#sheet = new view.CSSStyleSheet();
    this.#sheet.replaceSync(pageStyles);
    this.#page = page;
    page.adoptedStyleSheets = [...page.adoptedStyleSheets, this.#sheet];
  }

  hostDisconnected(): void {
    this.#stop();
    const page = this.#page;
    this.#page = undefined;
    if (page) page.adoptedStyleSheets = page.adoptedStyleSheets.filter((sheet) => sheet !== this.#sheet);
  }

  /** Measures the email that has just loaded, after a moment, so that it appears first. */
  readonly measure = (): void => {
    this.#stop();
    this.#host.style.removeProperty('--_print-height');
    this.#timer = setTimeout(() => this.#measure(), 200);
  };

  #measure(): void {
    const srcdoc = this.#options.document();
    if (srcdoc === undefined) return;
    const probe = this.#host.ownerDocument.createElement('iframe');
    probe.className = 'probe';
    probe.setAttribute('sandbox', 'allow-same-origin');
    probe.setAttribute('aria-hidden', 'true');
    probe.srcdoc = trustFrameDocument(srcdoc);
    probe.addEventListener('load', () => {
      const height = heightOf(probe);
      if (height) this.#host.style.setProperty('--_print-height', `${height}px`);
      this.#stop();
    });
    this.#probe = probe;
    this.#options.parent().append(probe);
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#probe?.remove();
    this.#probe = undefined;
  }
}

/** Returns the height of the email in the nested frame, in CSS pixels; `undefined` if it has been navigated or removed. */
function heightOf(probe: HTMLIFrameElement): number | undefined {
  const email = probe.contentDocument?.querySelector('iframe')?.contentDocument;
  return email?.querySelector('html')?.scrollHeight;
}
