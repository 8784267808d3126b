import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { formatsOf, type Formats, type TextMakers } from './formats.ts';
import { defaultMessages, loadMessages } from './languages.ts';
import type { ControlMessages } from './control-messages.ts';
import type { Messages } from './messages.ts';

/** The language that an element stands in: its own or its nearest ancestor's, across shadow roots; else the browser's. */
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

/** The tag as `Intl` takes it; what is no language tag is taken for English. */
function validTag(tag: string): string {
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? 'en';
  } catch {
    return 'en';
  }
}

type Words = readonly [Messages, ControlMessages | undefined];

/**
 * Follows the language of the place where the element stands.
 * Where there are no words in it they are English; figures, dates, weeks and the order of names are the reader's all
 * the same: who reads 1.234 as a thousand and more must not meet 1,234.
 */
export class LocaleController implements ReactiveController {
  messages: Messages = defaultMessages;
  /** The words of the controls, once they are there: they always come together with `messages` from then on. */
  controls: ControlMessages | undefined;
  formats: Formats = formatsOf('en');
  collator = new Intl.Collator('en', { numeric: true });
  /** A BCP 47 tag. */
  locale = '';
  /** Whether `messages` are those of the current language. */
  hasWords = false;
  /** Settled when the words of the current language are here. */
  ready: Promise<void> = Promise.resolve();

  /** Gives the words of the controls, once these are there. It comes to English where it has none. */
  #loadControls: ((tag: string) => Promise<ControlMessages>) | undefined;
  #texts: TextMakers | undefined;
  #loading: Promise<Words> | undefined;
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

  /** Adds the words of the controls and the quicker ways to write figures, of this language and of those to come. */
  addControls(load: (tag: string) => Promise<ControlMessages>, texts: TextMakers): void {
    this.#loadControls = load;
    this.#texts = texts;
    this.formats = formatsOf(this.locale, texts);
    this.#load();
  }

  #follow(): void {
    const locale = validTag(languageAt(this.#host));
    if (locale === this.locale) return;
    this.locale = locale;
    this.collator = new Intl.Collator(locale, { numeric: true });
    this.formats = formatsOf(locale, this.#texts);
    this.hasWords = false;
    this.#load();
  }

  /** Words that are here already are spoken at once. */
  #load(): void {
    const { locale } = this;
    const messages = loadMessages(locale);
    const controls = this.#loadControls?.(locale);
    this.#loading = Promise.all([messages ?? defaultMessages, controls]);
    if (messages || controls) this.ready = this.#take(this.#loading, locale);
    else this.#speak(defaultMessages, undefined);
  }

  async #take(loading: Promise<Words>, locale: string): Promise<void> {
    let words: Words;
    try {
      words = await loading;
    } catch (error) {
      console.warn(`campaign-email-report: the words for "${locale}" could not be loaded; English is shown.`, error);
      words = [defaultMessages, await this.#loadControls?.('en')];
    }
    if (loading === this.#loading) this.#speak(...words);
  }

  #speak(...[messages, controls]: Words): void {
    this.messages = messages;
    this.controls = controls;
    this.hasWords = true;
    this.#host.requestUpdate();
  }
}
