import { adoptStyles, LitElement, supportsAdoptingStyleSheets } from 'lit';

/** An element whose styles follow it into another document, such as that of an iframe or a popup. */
export class ShadowElement extends LitElement {
  /** @internal Constructed style sheets belong to one document: moving an element removes them. */
  adoptedCallback(): void {
    if (this.shadowRoot && supportsAdoptingStyleSheets) this.#adoptStyles(this.shadowRoot);
  }

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    if (this.ownerDocument === document) return super.createRenderRoot();
    const { shadowRootOptions } = this.constructor as typeof LitElement;
    const root = this.shadowRoot ?? this.attachShadow(shadowRootOptions);
    this.#adoptStyles(root);
    return root;
  }

  #adoptStyles(root: ShadowRoot): void {
    const { elementStyles } = this.constructor as typeof LitElement;
    const { defaultView } = this.ownerDocument;
    if (defaultView === window) adoptStyles(root, elementStyles);
    else if (defaultView) {
      root.adoptedStyleSheets = elementStyles.map((style) => {
        const sheet = new defaultView.CSSStyleSheet();
        sheet.replaceSync('cssText' in style ? style.cssText : '');
        return sheet;
      });
    }
  }
}
