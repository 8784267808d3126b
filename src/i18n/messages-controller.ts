import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { loadTranslation, type Translations } from './languages.ts';

/** A host that renders in one locale, a BCP 47 tag. */
type Host = ReactiveControllerHost & { readonly locale: string };

/**
 * Loads the messages of a lazily loaded feature in its host's locale.
 * The host must not render before they are ready: `shouldUpdate() { return this.#messages.isReady }`.
 */
export class MessagesController<FeatureMessages> implements ReactiveController {
  /** The messages in the host's locale once `isReady`; English if there is no translation or it failed to load. */
  current: FeatureMessages;

  readonly #host: Host;
  readonly #english: FeatureMessages;
  readonly #translations: Translations<FeatureMessages>;
  #locale: string | undefined;
  #isLoading = false;

  constructor(host: Host, english: FeatureMessages, translations: Translations<FeatureMessages>) {
    this.#host = host;
    this.#english = english;
    this.#translations = translations;
    this.current = english;
    host.addController(this);
  }

  /** Whether `current` is in the host's locale. If not, reading this property starts loading. */
  get isReady(): boolean {
    if (this.#host.locale !== this.#locale) this.#follow(this.#host.locale);
    return !this.#isLoading;
  }

  hostConnected(): void {
    this.#host.requestUpdate();
  }

  #follow(locale: string): void {
    this.#locale = locale;
    const loading = loadTranslation(locale, this.#translations);
    this.#isLoading = loading !== undefined;
    if (!loading) this.current = this.#english;
    else void loading.then((messages) => this.#finish(locale, messages));
  }

  #finish(locale: string, messages: FeatureMessages | undefined): void {
    if (locale !== this.#locale) return;
    this.#isLoading = false;
    this.current = messages ?? this.#english;
    this.#host.requestUpdate();
  }
}
