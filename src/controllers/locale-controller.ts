import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { formatsOf, type Formats } from '../text/formats.ts';
import { defaultMessages, loadMessages } from '../text/languages.ts';
import type { Messages } from '../text/messages.ts';

/** The language that an element stands in: its own or its nearest ancestor's, across shadow roots; else the browser's. */
function languageAt(element: Element): string {
  for (let place: Element | null = element; place; ) {
    const owner: Element | null = place.closest('[lang]');
    const language = owner?.getAttribute('lang');
    if (language) return language;
    if (owner) break;
    const root = place.getRootNode();
    place = root instanceof ShadowRoot ? root.host : null;
  }
  return navigator.language;
}

/** The tag as `Intl` takes it; what is no language tag is taken for English. */
function validTag(tag: string): string {
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? 'en';
  } catch {
    return 'en';
  }
}

/**
 * Follows the language of the place where the element stands.
 * Where there are no words in it they are English; figures, dates, weeks and the order of names are the reader's all
 * the same: who reads 1.234 as a thousand and more must not meet 1,234.
 */
export class LocaleController implements ReactiveController {
  messages: Messages = defaultMessages;
  formats: Formats = formatsOf('en');
  collator = new Intl.Collator('en', { numeric: true });
  /** A BCP 47 tag. */
  locale = '';
  /** Whether `messages` are those of the current language. */
  hasWords = false;
  /** Settled when the words of the current language are here. */
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
    this.formats = formatsOf(locale);
    this.hasWords = false;
    const loading = loadMessages(locale);
    if (loading) this.ready = this.#take(locale, loading);
    else this.#speak(defaultMessages);
  }

  async #take(locale: string, loading: Promise<Messages>): Promise<void> {
    try {
      const messages = await loading;
      if (locale === this.locale) this.#speak(messages);
    } catch (error) {
      console.warn(`campaign-email-report: the words for "${locale}" could not be loaded; English is shown.`, error);
      if (locale === this.locale) this.#speak(defaultMessages);
    }
  }

  #speak(messages: Messages): void {
    this.messages = messages;
    this.hasWords = true;
    this.#host.requestUpdate();
  }
}
