import type { ReactiveController, ReactiveElement } from 'lit';
import { measureEmail, paperWidth, type MeasuredEmail } from './measure-email.ts';

/**
 * Hides the page on paper while the dialog is open: only the email is printed. Without containment, content that is clipped
 * would still take pages. With it, Firefox prints no dialog.
 */
const pageStyles = `@media print {
  :root { visibility: hidden !important }
  :root, body { block-size: 0 !important; min-block-size: 0 !important; margin: 0 !important; overflow: clip !important }
  @supports not (-moz-appearance: none) { body { contain: strict !important } }
}`;

/** Prints only the email while the viewer is open, in full. */
export class PrintController implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #email: () => MeasuredEmail | undefined;
  /** The style sheet of the page, and the page: on disconnection, the host may already be in another document. */
  #sheet: CSSStyleSheet | undefined;
  #page: Document | undefined;

  /** @param email returns the email that the frame shows, if it shows one */
  constructor(host: ReactiveElement, email: () => MeasuredEmail | undefined) {
    this.#host = host;
    this.#email = email;
    host.addController(this);
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
    view.addEventListener('beforeprint', this.#fitFrame);
  }

  hostDisconnected(): void {
    const page = this.#page;
    this.#page = undefined;
    if (!page) return;
    page.adoptedStyleSheets = page.adoptedStyleSheets.filter((sheet) => sheet !== this.#sheet);
    page.defaultView?.removeEventListener('beforeprint', this.#fitFrame);
  }

  /** Tells the print styles the size of the email. */
  readonly #fitFrame = (): void => {
    const device = this.#host.shadowRoot?.querySelector<HTMLElement>('.device');
    const email = this.#email();
    if (!device || !email) return;
    const { width, height } = measureEmail(email, device);
    device.style.setProperty('--_email-width', `${width}px`);
    device.style.setProperty('--_email-height', `${height}px`);
    device.style.setProperty('--_email-scale', String(paperWidth / width));
  };
}
