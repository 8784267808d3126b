import { adoptStyles, LitElement, supportsAdoptingStyleSheets, type CSSResultOrNative, type PropertyValues } from 'lit';

/** An element whose styles and parts follow it into another document, such as that of an iframe or a popup. */
export class ShadowElement extends LitElement {
  #laterStyles: readonly CSSResultOrNative[] = [];
  #upgradesParts = false;

  /** @internal Adds styles of code that has loaded later, after those of the class. Adding them again has no effect. */
  addStyles(...styles: readonly CSSResultOrNative[]): void {
    const added = styles.filter((style) => !this.#laterStyles.includes(style));
    if (added.length === 0) return;
    this.#laterStyles = [...this.#laterStyles, ...added];
    this.adoptedCallback();
  }

  /** @internal Constructed style sheets belong to one document: moving an element removes them. */
  adoptedCallback(): void {
    if (this.shadowRoot && supportsAdoptingStyleSheets) this.#adoptStyles(this.shadowRoot);
  }

  /** Returns what gets the focus after an update has removed the focused element, such as a button with its action. */
  protected nextFocus?(): HTMLElement | null | undefined;

  protected override update(changed: PropertyValues<this>): void {
    const focused = this.shadowRoot?.activeElement;
    super.update(changed);
    // What replaces the element may not be rendered yet, and the page may move the focus itself.
    if (focused?.isConnected === false)
      setTimeout(() => this.ownerDocument.activeElement === this.ownerDocument.body && this.nextFocus?.()?.focus());
  }

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    if (this.ownerDocument === document) return super.createRenderRoot();
    const { shadowRootOptions } = this.constructor as typeof LitElement;
    const root = this.shadowRoot ?? this.attachShadow(shadowRootOptions);
    this.#adoptStyles(root);
    return root;
  }

  #adoptStyles(root: ShadowRoot): void {
    const styles = [...(this.constructor as typeof LitElement).elementStyles, ...this.#laterStyles];
    const { defaultView } = this.ownerDocument;
    if (defaultView === window) adoptStyles(root, styles);
    else if (defaultView) {
      root.adoptedStyleSheets = styles.map((style) => {
        const sheet = new defaultView.CSSStyleSheet();
        sheet.replaceSync('cssText' in style ? style.cssText : '');
        return sheet;
      });
      if (this.#upgradesParts) return;
      this.#upgradesParts = true;
      import('./upgrade-parts.ts').then(
        ({ upgradeParts }) => upgradeParts(root),
        () => undefined,
      );
    }
  }
}
