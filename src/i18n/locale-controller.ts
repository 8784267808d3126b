import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { report as english } from './en/report.ts';
import { createFormats, type Formats } from './formats.ts';
import { loadTranslation, type Translations } from './languages.ts';
import type { Messages } from './messages.ts';

const translations: Translations<Messages> = {
  fr: () => import('./fr/report.ts').then(({ report }) => report),
};

/** Returns the nearest `lang` of an element or its ancestors, across shadow roots; otherwise the browser's language. */
function languageAt(element: Element): string {
  for (let start: Element | null = element; start;) {
    const owner: Element | null = start.closest('[lang]');
    const language = owner?.getAttribute('lang');
    if (language) return language;
    if (owner) break;
    const root = start.getRootNode();
    start = root instanceof ShadowRoot ? root.host : null;
  }
  return navigator.language;
}

/** Returns a canonical language tag, or `en` if the tag is invalid. */
function validTag(tag: string): string {
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? 'en';
  } catch {
    return 'en';
  }
}

/**
 * Provides messages, formats and collation in the language of the element, and follows changes of `lang`.
 * Messages are English where there is no translation. Numbers, dates, weeks and collation still follow the page's
 * locale: `1.234` and `1,234` mean different numbers to different readers.
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
    const loading = loadTranslation(locale, translations);
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
