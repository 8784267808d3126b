import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { PopoverController } from '../ui/popover-controller.ts';
import type { ColumnId } from '../model/columns.ts';
import type { ColumnChange } from '../table-model/column-change.ts';
import type { GroupBy } from '../table-model/view-state.ts';
import { baseStyles } from '../ui/base-styles.ts';
import type { ControlLocalization } from '../ui/control-writing.ts';
import { popoverStyles } from '../ui/popover-styles.ts';
import { defineElements } from '../ui/define-elements.ts';

/**
 * A button, and a popover to choose columns in, which is loaded when it is first wanted.
 *
 * @fires {CustomEvent<ColumnChange>} column-request
 * @csspart columns-button - What opens the column selector.
 */
export class ColumnSelector extends LitElement {
  static override styles = [
    baseStyles,
    popoverStyles,
    css`
      [popover]:popover-open {
        display: flex;
        flex-direction: column;
        overflow: hidden;
      }

      cer-column-list {
        flex: 0 1 560px;
        min-block-size: 0;
      }

      p {
        margin: 0;
        padding: 16px;
      }

      .bars {
        display: none;
      }

      /* Where there is little room it is an icon, as its neighbours are. */
      @container (inline-size < 560px) {
        .opener {
          inline-size: var(--_control-size);
          justify-content: center;
          padding: 0;
        }

        .opener > span {
          position: absolute;
          clip-path: inset(50%);
        }

        .bars {
          display: block;
        }

        .chevron {
          display: none;
        }
      }
    `,
  ];

  /** The columns on screen, in order. */
  @property({ attribute: false }) shown: readonly ColumnId[] = [];
  /** Every column that can be shown. */
  @property({ attribute: false }) offered: readonly ColumnId[] = [];
  @property({ attribute: false }) groupBy: GroupBy = 'campaign';
  @property({ attribute: false }) localization!: ControlLocalization;

  @state() private content: 'waiting' | 'here' | 'missing' = 'waiting';

  @query('#button') private readonly button!: HTMLButtonElement;
  @query('#popover') private readonly popoverElement!: HTMLElement;
  @query('cer-column-list') private readonly list!: HTMLElement | null;

  readonly #popover = new PopoverController(this, () => ({ button: this.button, popover: this.popoverElement }));

  protected override render(): TemplateResult {
    const { columns } = this.localization.controls.columnChoice;
    return html`
      <button
        id="button"
        class="control opener"
        part="columns-button"
        type="button"
        popovertarget="popover"
        title=${columns}
        aria-haspopup="dialog"
        aria-expanded=${this.#popover.opened ? 'true' : 'false'}
        @pointerenter=${this.#load}
        @click=${this.#onButtonClick}
      >
        <svg class="bars" viewBox="0 0 16 16" aria-hidden="true"><path d="M2 3h12v10H2zM6 3v10M10 3v10" /></svg>
        <span>${columns}</span>
        <svg class="chevron" viewBox="0 0 16 16" aria-hidden="true"><path d="m4.5 6.5 3.5 3.5 3.5-3.5" /></svg>
      </button>
      <div
        id="popover"
        part="popover"
        popover
        role="dialog"
        tabindex="-1"
        aria-label=${columns}
        @toggle=${this.#popover.onToggle}
        @focusout=${this.#popover.onFocusOut}
      >
        ${this.#popover.opened ? this.#renderContent() : nothing}
      </div>
    `;
  }

  #renderContent(): TemplateResult {
    if (this.content !== 'here') return html`<p role="alert">${this.localization.controls.columnChoice.notLoaded}</p>`;
    return html`<cer-column-list
      exportparts="field, reset"
      .shown=${this.shown}
      .offered=${this.offered}
      .groupBy=${this.groupBy}
      .localization=${this.localization}
      @column-request=${this.#passOn}
    ></cer-column-list>`;
  }

  /** The popover's own toggling is stopped: it would show before it has been filled and placed. */
  async #onButtonClick(event: Event): Promise<void> {
    event.preventDefault();
    if (this.#popover.opened) {
      this.#popover.close();
      return;
    }
    await this.#load();
    // A field that takes the focus would cover half of a phone with its keyboard.
    const isTouch = matchMedia('(pointer: coarse)').matches;
    if (this.isConnected) await this.#popover.open(() => (isTouch ? null : this.list) ?? this.popoverElement);
  }

  async #load(): Promise<void> {
    if (this.content === 'here') return;
    try {
      const { columnElements } = await import('./column-list.ts');
      defineElements(columnElements);
      this.content = 'here';
    } catch (error) {
      console.warn('campaign-email-report: the column selector could not be loaded.', error);
      this.content = 'missing';
    }
  }

  #passOn({ detail }: CustomEvent<ColumnChange>): void {
    this.dispatchEvent(new CustomEvent('column-request', { detail }));
  }
}
