import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { createFormats, type Formats } from './formats.ts';
import { loadTranslation, type Translations } from './languages.ts';
import type { Messages } from './messages.ts';
import { warn } from '../platform/warn.ts';

const loadEnglish = () => import('./en/report.ts').then(({ report }) => report);
const translations: Translations<Messages> = {
  en: loadEnglish,
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

/** Loads the texts in the language of the page, which may insert the element later: without texts it would be an empty frame. */
export const loadPageTexts = (): void => void loadTranslation(languageAt(document.documentElement), translations);

/** The element, with the host's own texts. */
type Host = ReactiveControllerHost & Element & { readonly messages: unknown };

/**
 * Provides messages, formats and collation in the language of the element, and follows changes of `lang`.
 * Messages are English where there is no translation. Numbers, dates, weeks and collation still follow the page's
 * locale: `1.234` and `1,234` mean different numbers to different readers.
 */
export class LocaleController implements ReactiveController {
  /** Undefined until `isReady` for the first time. */
  messages!: Messages;
  /** Undefined until the host is connected, as the collator is. */
  formats!: Formats;
  collator!: Intl.Collator;
  /** A BCP 47 tag. */
  locale = '';
  /** The language of the messages, a BCP 47 tag: `locale`, or English where there is no translation. */
  messagesLocale = 'en';
  /** Whether `messages` are in the current language, with the host's own texts. */
  isReady = false;
  /** Resolves when `messages` are in the current language. */
  ready: Promise<void> = Promise.resolve();

  readonly #host: Host;
  #overrides: unknown;
  readonly #observer = new MutationObserver(() => this.follow());

  constructor(host: Host) {
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
    this.follow();
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
  }

  /** Loads the texts again if the language or the host's texts have changed. */
  follow(): void {
    const locale = validTag(languageAt(this.#host));
    const overrides = this.#host.messages;
    if (locale === this.locale && overrides === this.#overrides) return;
    if (locale !== this.locale) {
      this.locale = locale;
      this.collator = new Intl.Collator(locale, { numeric: true });
      this.formats = createFormats(locale);
    }
    this.#overrides = overrides;
    this.isReady = false;
    this.ready = this.#load(locale, overrides).catch((error: unknown) => {
      warn('the texts failed to load.', error);
    });
  }

  async #load(locale: string, overrides: unknown): Promise<void> {
    const translation = await loadTranslation(locale, translations);
    let messages = translation ?? (await loadEnglish());
    // The host's own texts of features that load later are merged by these features.
    if (overrides)
      messages = await import('./merge-messages.ts')
        .then(({ mergeReportMessages }) => mergeReportMessages(messages, overrides))
        .catch((error: unknown) => {
          warn('the texts of the host failed to load.', error);
          return messages;
        });
    if (locale !== this.locale || overrides !== this.#overrides) return;
    this.messages = messages;
    // A host that provides texts provides them in the language of its page.
    this.messagesLocale = translation || overrides ? locale : 'en';
    this.isReady = true;
    this.#host.requestUpdate();
  }
}
