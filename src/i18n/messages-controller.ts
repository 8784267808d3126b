import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { shallowEqualArrays } from '../platform/shallow-equal-arrays.ts';
import type { LaterMessages, Messages } from './messages.ts';
import { loadTranslation, type Translations } from './languages.ts';

/** A host that renders in one locale, a BCP 47 tag. */
type Host = Pick<ReactiveControllerHost, 'addController' | 'requestUpdate'> & { readonly locale: string };

export interface FeatureTexts<Feature extends keyof LaterMessages> {
  readonly feature: Feature;
  readonly english: LaterMessages[Feature];
  readonly translations: Translations<LaterMessages[Feature]>;
  /** Returns the messages of the first screen, which know the host's own texts. */
  readonly messages: () => Messages;
}

/**
 * Loads the messages of a lazily loaded feature in its host's locale.
 * The host must not render before they are ready: `shouldUpdate() { return this.#messages.follow(); }`.
 */
export class MessagesController<Feature extends keyof LaterMessages> implements ReactiveController {
  /**
   * The messages in the host's locale once `follow` returns so; English if there is no translation or it failed to load. The
   * host's own texts replace some of them.
   */
  current: LaterMessages[Feature];
  /** Resolves when the messages that `follow` has started to load are `current`. */
  ready: Promise<void> = Promise.resolve();

  readonly #host: Host;
  readonly #texts: FeatureTexts<Feature>;
  /** The locale and the merging function that `current` is made with. */
  #inputs: readonly unknown[] = [];
  #isLoading = false;

  constructor(host: Host, texts: FeatureTexts<Feature>) {
    this.#host = host;
    this.#texts = texts;
    this.current = texts.english;
    host.addController(this);
  }

  /**
   * Starts loading the messages in the host's locale, if they are others than before. Returns whether `current` is in this locale. It is no
   * `hostUpdate`, which only runs in updates that render.
   */
  follow(): boolean {
    const inputs = [this.#host.locale, this.#texts.messages().mergeLater];
    if (!shallowEqualArrays(inputs, this.#inputs)) this.#load(this.#host.locale, inputs);
    return !this.#isLoading;
  }

  hostConnected(): void {
    this.#host.requestUpdate();
  }

  #load(locale: string, inputs: readonly unknown[]): void {
    this.#inputs = inputs;
    const { english, translations } = this.#texts;
    const loading = loadTranslation(locale, translations);
    this.#isLoading = loading !== undefined;
    if (!loading) this.#use(english);
    else
      this.ready = loading.then((messages) => {
        if (inputs !== this.#inputs) return;
        this.#isLoading = false;
        this.#use(messages ?? english);
        this.#host.requestUpdate();
      });
  }

  #use(messages: LaterMessages[Feature]): void {
    const { mergeLater } = this.#texts.messages();
    this.current = mergeLater?.(this.#texts.feature, messages) ?? messages;
  }
}
