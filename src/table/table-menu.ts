import { css, html, nothing, type TemplateResult } from 'lit';
import { property, query } from '../ui/decorators.ts';
import { baseStyles } from '../ui/base-styles.ts';
import { defineElement } from '../ui/define-element.ts';
import { placePopover } from '../ui/place-popover.ts';
import { popoverStyles } from '../ui/popover-styles.ts';
import { ShadowElement } from '../ui/shadow-element.ts';
import type { MenuEntry } from './menu-entries.ts';

/** The content and the place of a menu. */
export interface TableMenuContent {
  /** The accessible name of the menu. */
  readonly label: string;
  readonly entries: readonly MenuEntry[];
  /** The definition of its column, which touch screens show in no tooltip. */
  readonly definition?: string | undefined;
  /** The element below which the menu opens. */
  readonly anchor: Element;
  /** Moves the focus back to the table. */
  readonly returnFocus: () => void;
}

/**
 * The menu of a column or a cell. It follows the menu pattern of the ARIA Authoring Practices. Escape, Tab, a press
 * elsewhere and a scroll close it.
 *
 * The browser would close a popover of the type `auto` at the end of the press that opens it.
 */
export class TableMenu extends ShadowElement {
  static override styles = [
    baseStyles,
    popoverStyles,
    css`
      .menu {
        min-inline-size: 10rem;
        padding: 4px;
      }

      button {
        display: flex;
        flex: none;
        align-items: center;
        gap: 8px;
        inline-size: 100%;
        min-block-size: var(--_control-size);
        padding-inline: 4px 12px;
        border-radius: var(--_radius);
        overflow-wrap: anywhere;
      }

      button:is(:hover, :focus) {
        background: var(--_raised);
      }

      button:focus {
        outline: 2px solid var(--_accent);
        outline-offset: -2px;
      }

      [role='separator'] {
        flex: none;
        block-size: 1px;
        margin-block: 4px;
        background: var(--_hairline);
      }

      .definition {
        flex: none;
        max-inline-size: 18rem;
        padding: 8px 12px;
        color: var(--_muted);
      }

      .hint {
        display: block;
        max-inline-size: 15rem;
        color: var(--_muted);
        font-size: 0.875em;
        white-space: normal;
      }

      svg {
        flex: none;
        visibility: hidden;
      }

      button:has(.hint) {
        align-items: start;
        padding-block: 4px;
      }

      button:has(.hint) svg {
        margin-block-start: 0.2em;
      }

      [aria-checked='true'] svg {
        visibility: visible;
      }
    `,
  ];

  @property({ attribute: false }) content: TableMenuContent | undefined;

  @query('.menu') private readonly menu!: HTMLElement;

  #opened: AbortController | undefined;

  get #buttons(): NodeListOf<HTMLButtonElement> {
    return this.renderRoot.querySelectorAll('button');
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#close();
  }

  /** Opens the menu and focuses its first entry. */
  async open(content: TableMenuContent): Promise<void> {
    this.#close();
    this.content = content;
    await this.updateComplete;
    if (!content.anchor.isConnected) return;
    // Without the popover API, in jsdom, the menu is shown in the page.
    if ('showPopover' in this.menu) this.menu.showPopover();
    placePopover(this.menu, content.anchor, 'start');
    this.#buttons[0]?.focus({ preventScroll: true });
    this.#opened = new AbortController();
    const { signal } = this.#opened;
    const view = this.ownerDocument.defaultView ?? window;
    const closeOutside = (event: Event) => {
      if (!event.composedPath().includes(this)) this.#close();
    };
    for (const type of ['pointerdown', 'scroll', 'resize', 'blur'])
      view.addEventListener(type, closeOutside, { capture: true, signal });
  }

  protected override render(): TemplateResult {
    const { label = '', entries = [], definition } = this.content ?? {};
    return html`<div
      class="menu"
      popover="manual"
      role="menu"
      aria-label=${label}
      aria-describedby=${definition ? 'definition' : nothing}
      @keydown=${this.#onKeyDown}
      @contextmenu=${(event: Event) => event.preventDefault()}
    >
      ${definition ? html`<div class="definition" id="definition">${definition}</div>` : nothing}
      ${entries.map((entry, index) => this.#renderEntry(entry, index))}
    </div>`;
  }

  #renderEntry(entry: MenuEntry, index: number): unknown {
    const { label, hint, isCurrent, startsGroup, run } = entry;
    const onClick = () => {
      this.#close();
      this.content?.returnFocus();
      run();
    };
    const separator = startsGroup ? html`<div role="separator"></div>` : undefined;
    return html`${separator}<button
        type="button"
        tabindex="-1"
        role=${isCurrent === undefined ? 'menuitem' : 'menuitemradio'}
        aria-label=${hint ? label : nothing}
        aria-describedby=${hint ? `hint-${index}` : nothing}
        aria-checked=${isCurrent === undefined ? nothing : String(isCurrent)}
        @click=${onClick}
      >
        <svg viewBox="0 0 16 16" aria-hidden="true"><path d="m4 8 3 3 5-6" /></svg
        ><span>${label}${hint ? html`<span class="hint" id="hint-${index}">${hint}</span>` : nothing}</span>
      </button>`;
  }

  #close(): void {
    this.#opened?.abort();
    this.#opened = undefined;
    if (this.hasUpdated && 'hidePopover' in this.menu && this.isConnected) this.menu.hidePopover();
  }

  #onKeyDown(event: KeyboardEvent): void {
    const { key } = event;
    // A dialog of the host around the table stays open.
    event.stopPropagation();
    if (key === 'Escape' || key === 'Tab') {
      this.#close();
      this.content?.returnFocus();
      // The browser moves the focus on from there.
      if (key === 'Tab') return;
    } else if (!this.#move(event)) return;
    event.preventDefault();
  }

  /** Arrow keys, Home, End and the first letter of an entry move the focus. Returns whether the key is one of them. */
  #move({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
    const buttons = [...this.#buttons];
    const focused = buttons.findIndex((button) => button.matches(':focus'));
    const places: Readonly<Record<string, number>> = {
      ArrowDown: focused + 1,
      ArrowUp: focused - 1,
      Home: 0,
      End: -1,
    };
    const place = places[key];
    const order = [...buttons.slice(focused + 1), ...buttons.slice(0, focused + 1)];
    const letter = key.toLocaleLowerCase();
    const next =
      place === undefined
        ? order.find(({ textContent }) => textContent.trim().toLocaleLowerCase().startsWith(letter))
        : buttons.at(place % buttons.length);
    if (ctrlKey || metaKey || altKey || !next) return false;
    next.focus();
    return true;
  }
}

defineElement('cer-table-menu', TableMenu);

declare global {
  interface HTMLElementTagNameMap {
    'cer-table-menu': TableMenu;
  }
}
