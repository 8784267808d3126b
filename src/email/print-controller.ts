import type { ReactiveController, ReactiveElement } from 'lit';

/** Hides the page on paper while the dialog is open: only the email is printed. */
const pageStyles = `@media print {
  :root { visibility: hidden !important }
  :root, body { block-size: 0 !important; min-block-size: 0 !important; margin: 0 !important; overflow: clip !important }
}`;

/** Prints only the email while the viewer is open. */
export class PrintController implements ReactiveController {
  readonly #host: ReactiveElement;
  /** The style sheet of the page, and the page: on disconnection, the host may already be in another document. */
  #sheet: CSSStyleSheet | undefined;
  #page: Document | undefined;

  constructor(host: ReactiveElement) {
    this.#host = host;
  }

  hostConnected(): void {
    const page = this.#host.ownerDocument;
    const view = page.defaultView;
    // jsdom does not have it.
    if (!view || !('adoptedStyleSheets' in page)) return;
    // A style sheet belongs to the document whose window creates it.
    this.#sheet = new view.CSSStyleSheet();
    this.#sheet.replaceSync(pageStyles);
    this.#page = page;
    page.adoptedStyleSheets = [...page.adoptedStyleSheets, this.#sheet];
  }

  hostDisconnected(): void {
    const page = this.#page;
    this.#page = undefined;
    if (page) page.adoptedStyleSheets = page.adoptedStyleSheets.filter((sheet) => sheet !== this.#sheet);
  }
}
