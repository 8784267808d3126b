import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { report as english } from './en/report.ts';
import { createFormats, type Formats } from './formats.ts';
import { loadTranslation, reportTranslations } from './languages.ts';
import type { Messages } from './messages.ts';

/** Returns the language of an element: its own or its nearest ancestor's, across shadow roots; else the browser's. */
function languageAt(element: Element): string {
  for (let place: Element | null = element; place;) {
    const owner: Element | null = place.closest('[lang]');
    const language = owner?.getAttribute('lang');
    if (language) return language;
    if (owner) break;
    const root = place.getRootNode();
    place = root instanceof ShadowRoot ? root.host : null;
  }
  return navigator.language;
}

/** Returns the tag as `Intl` accepts it, and English where it is no language tag. */
function validTag(tag: string): string {
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? 'en';
  } catch {
    return 'en';
  }
}

/**
 * Follows the language of the place where the element is.
 * Where there is no translation the messages are English. Figures, dates, weeks and collation still follow the page's
 * locale: a reader to whom 1.234 is a thousand and more must not see 1,234.
 */
export class LocaleController implements ReactiveController {
  messages: Messages = english;
  formats: Formats = createFormats('en');
  collator = new Intl.Collator('en', { numeric: true });
  /** A BCP 47 tag. */
  locale = '';
  /** Whether `messages` are in the current language. */
  isReady = false;
  /** Resolves when `messages` are in the current language. */
  ready: Promise<void> = Promise.resolve();

  readonly #host: ReactiveControllerHost & Element;
  readonly #observer = new MutationObserver(() => this.#follow());

  constructor(host: ReactiveControllerHost & Element) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    const options = { subtree: true, attributes: true, attributeFilter: ['lang'] };
    let root = this.#host.getRootNode();
    this.#observer.observe(root, options);
    while (root instanceof ShadowRoot) {
      root = root.host.getRootNode();
      this.#observer.observe(root, options);
    }
    this.#follow();
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
  }

  #follow(): void {
    const locale = validTag(languageAt(this.#host));
    if (locale === this.locale) return;
    this.locale = locale;
    this.collator = new Intl.Collator(locale, { numeric: true });
    this.formats = createFormats(locale);
    const loading = loadTranslation(locale, reportTranslations);
    this.isReady = !loading;
    if (loading) this.ready = this.#load(loading, locale);
    else this.#use(english);
  }

  async #load(loading: Promise<Messages | undefined>, locale: string): Promise<void> {
    const messages = await loading;
    if (locale === this.locale) this.#use(messages ?? english);
  }

  #use(messages: Messages): void {
    this.messages = messages;
    this.isReady = true;
    this.#host.requestUpdate();
  }
}
