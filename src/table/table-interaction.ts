import { html, nothing, type ReactiveController, type TemplateResult } from 'lit';
import { DefinitionsController, definitionOf } from '../i18n/definitions-controller.ts';
import { table as english } from '../i18n/en/table.ts';
import { MessagesController } from '../i18n/messages-controller.ts';
import { nameColumn, type ColumnId } from '../model/columns.ts';
import { isSortedByLow } from '../model/sort.ts';
import type { ShadowElement } from '../ui/shadow-element.ts';
import { columnResizeReorderStyles } from './column-resize-reorder-styles.ts';
import { ColumnResizeReorder, type ColumnResizeReorderHost } from './column-resize-reorder.ts';
import { FigureClicks } from './figure-clicks.ts';
import { GridNavigation, type GridNavigationHost } from './grid-navigation.ts';
import { pointerStyles } from './pointer-styles.ts';
import { TableMenus, type MenuTable } from './table-menus.ts';
import { tableTooltipStyles } from './table-tooltip-styles.ts';
import { TableTooltip } from './table-tooltip.ts';

const translations = { fr: () => import('../i18n/fr/table.ts').then(({ table }) => table) };

export interface TableInteractionHost
  extends Omit<ColumnResizeReorderHost, 'messages'>, Omit<GridNavigationHost, 'messages'> {
  readonly tooltip: () => HTMLElement;
}

type Host = ShadowElement & MenuTable & { readonly locale: string };

/**
 * Keys, drags and tooltips of the table, and their texts. Loaded when the pointer or the focus enters the table, so none
 * of it is part of the first screen.
 */
export class TableInteraction implements ReactiveController {
  readonly #element: Host;
  readonly #definitions: DefinitionsController;
  readonly #messages: MessagesController<'table'>;
  readonly #resizeReorder: ColumnResizeReorder;
  readonly #figures: FigureClicks;
  readonly #menus: TableMenus;
  #tooltip: TableTooltip | undefined;
  #announced: unknown;

  constructor(element: Host, host: TableInteractionHost) {
    this.#element = element;
    element.addStyles(pointerStyles, columnResizeReorderStyles, tableTooltipStyles);
    const messages = () => host.localization().messages;
    this.#definitions = new DefinitionsController(element, messages);
    this.#messages = new MessagesController(element, { feature: 'table', english, translations, messages });
    const withMessages = { ...host, messages: () => this.#messages.current };
    this.#resizeReorder = new ColumnResizeReorder(withMessages);
    const navigation = new GridNavigation(element, withMessages);
    element.addController(navigation);
    this.#figures = new FigureClicks(element, host, () => navigation.currentCell);
    this.#menus = new TableMenus(element, {
      ...withMessages,
      figures: this.#figures,
      fitWidth: (column) => this.#resizeReorder.fit(column),
      hideTooltip: () => this.#tooltip?.hide(),
    });
    element.addController(this);
    // A tooltip shows the definition in the header, once that has rendered.
    void element.updateComplete.then(() => (this.#tooltip = new TableTooltip(host.scroller(), host.tooltip())));
  }

  hostUpdated(): void {
    this.#menus.update();
    if (!this.#messages.follow() || this.#messages.current === this.#announced) return;
    this.#announced = this.#messages.current;
    this.announceWidths();
  }

  /** Returns the definition of a column, which is also its tooltip, and the hints for its header, once loaded. */
  readonly describe = (column: ColumnId): TemplateResult | undefined => {
    const areReady = [this.#definitions.follow(), this.#messages.follow()];
    if (areReady.includes(false)) return undefined;
    const { sortHint, moveHint, resizeHint, menuHint, cautiousHint } = this.#messages.current;
    const isLow = isSortedByLow(this.#element.view.sort, column);
    const definition = definitionOf(column, this.#definitions.current);
    return html`${definition ? html`<span class="definition">${definition}${isLow ? ` ${cautiousHint}` : ''}</span>` : nothing}
    ${sortHint} ${column === nameColumn ? nothing : moveHint} ${resizeHint} ${menuHint}`;
  };

  /** Tells assistive technology the widths of the columns. */
  announceWidths(): void {
    if (this.#messages.follow()) this.#resizeReorder.announceWidths();
  }

  /** Hides the tooltip after the table has scrolled or changed, unless its heading is still in place. */
  hideTooltip(): void {
    this.#tooltip?.update();
  }

  /** Handles the events on which this code loads: they must not be lost while it does. */
  handle(event: Event, target: Element): void {
    const { type, defaultPrevented } = event;
    if (type === 'pointerover') {
      const { pointerType } = event as PointerEvent;
      this.#menus.hover(target, pointerType);
      if (pointerType !== 'touch') void this.#element.updateComplete.then(() => this.#tooltip?.showSoon(target));
    } else if (type === 'click') {
      void this.#element.updateComplete.then(() => this.#tooltip?.handleClick(event, target));
      if (!defaultPrevented) this.#figures.request(target);
    }
  }
}
