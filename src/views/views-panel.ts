import { css, html, nothing, type TemplateResult } from 'lit';
import { property, query, state } from '../ui/decorators.ts';
import { views as english } from '../i18n/en/views.ts';
import { MessagesController } from '../i18n/messages-controller.ts';
import type { NamedView } from '../table-model/saved-view.ts';
import { baseStyles } from '../ui/base-styles.ts';
import { defineElement } from '../ui/define-element.ts';
import type { RenderContext } from '../ui/render-context.ts';
import { ShadowElement } from '../ui/shadow-element.ts';
import { translations } from './view-notice.ts';
import type { ViewsMenu } from './views-menu.ts';

const viewsPanelStyles = css`
  :host {
    display: block;
    inline-size: 24rem;
    max-inline-size: 100%;
    padding: 8px;
  }

  ul {
    margin: 0 0 8px;
    padding: 0 0 8px;
    border-block-end: 1px solid var(--_hairline);
    list-style: none;
  }

  li,
  form,
  .message {
    display: flex;
    gap: 4px;
    align-items: center;
  }

  .entry {
    flex: 1;
    min-inline-size: 0;
    min-block-size: var(--_control-size);
    padding: 4px 8px;
    border-radius: var(--_radius);
    overflow-wrap: anywhere;
  }

  .entry:hover:not(:disabled) {
    background: var(--_raised);
  }

  .entry[aria-current] {
    background: var(--_selected);
  }

  .entry:disabled,
  .changed,
  h3 {
    color: var(--_muted);
  }

  h3 {
    margin: 0;
    padding: 4px 8px;
    font: inherit;
  }

  input.control {
    flex: 1 1 0;
    inline-size: 0;
    min-inline-size: 0;
    text-align: start;
  }

  form button {
    flex: none;
  }

  .icon.control {
    border-color: transparent;
    background: none;
  }

  .message p {
    flex: 1;
    margin: 0;
    padding: 4px 8px;
    overflow-wrap: anywhere;
  }

  .message p:empty {
    display: none;
  }
`;

/** The name of an operation on the reader's views. */
type Operation = 'saved' | 'renamed' | 'replaced' | 'deleted';

/**
 * The content of the views menu: the host's views, the reader's own, and the form that saves one.
 *
 * @fires {CustomEvent} close-request - The menu is no longer needed.
 */
export class ViewsPanel extends ShadowElement {
  static override shadowRootOptions: ShadowRootInit = { ...ShadowElement.shadowRootOptions, delegatesFocus: true };
  static override styles = [baseStyles, viewsPanelStyles];

  @property({ attribute: false }) context!: RenderContext;
  @property({ attribute: false }) menu!: ViewsMenu;

  /** The name of the view that the reader is renaming. */
  @state() private renaming: string | undefined;
  /** The last operation, which can be undone. */
  @state() private done: { readonly text: string; readonly canUndo: boolean } | undefined;

  @query('.rename input') private readonly renameField!: HTMLInputElement | null;

  /** The view on screen, as found for the last update. */
  #current: ReturnType<ViewsMenu['current']>;

  readonly #messages = new MessagesController(this, {
    ...{ feature: 'viewsPanel', english, translations },
    messages: () => this.context.localization.messages,
  });

  get locale(): string {
    return this.context.locale;
  }

  protected override shouldUpdate(): boolean {
    return this.#messages.follow();
  }

  protected override firstUpdated(): void {
    this.focus({ preventScroll: true });
  }

  protected override render(): TemplateResult {
    const { yourViews, save, name, reset, undo } = this.#messages.current;
    const { hostViews, own } = this.menu;
    this.#current = this.menu.current(this.context.view);
    const ownViews = own?.list ?? [];
    return html`
      ${
        hostViews.length > 0
          ? html`<ul>
              ${hostViews.map((view) => html`<li>${this.#renderEntry(view)}</li>`)}
            </ul>`
          : nothing
      }
      ${
        ownViews.length > 0
          ? html`<h3 id="own">${yourViews}</h3>
              <ul aria-labelledby="own">
                ${ownViews.map((view) => html`<li>${this.#renderOwn(view)}</li>`)}
              </ul>`
          : nothing
      }
      ${
        own
          ? html`<form class="save" @submit=${this.#save}>
              <input class="control" part="field" required maxlength="80" aria-label=${name} placeholder=${name} />
              <button class="control">${save}</button>
            </form>`
          : nothing
      }
      <button
        type="button"
        class="entry"
        part="reset"
        ?disabled=${this.menu.isReset(this.context.view)}
        @click=${() => this.#leave(() => this.menu.reset())}
      >
        ${reset}
      </button>
      <div class="message">
        <p role="status">${this.done?.text ?? ''}</p>
        ${this.done?.canUndo ? html`<button type="button" class="control" @click=${this.#undo}>${undo}</button>` : nothing}
      </div>
    `;
  }

  #renderEntry(view: NamedView): TemplateResult {
    const current = this.#current;
    const isCurrent = current?.name === view.name;
    return html`<button
      type="button"
      class="entry"
      aria-current=${isCurrent ? 'true' : nothing}
      @click=${() => this.#leave(() => this.menu.choose(view))}
    >
      <bdi>${view.name}</bdi>
      ${isCurrent && current.isChanged ? html`<span class="changed">${this.#messages.current.changed}</span>` : nothing}
    </button>`;
  }

  #renderOwn(view: NamedView): TemplateResult {
    const messages = this.#messages.current;
    const { name } = view;
    if (this.renaming === name)
      return html`<form class="rename entry" @submit=${this.#rename} @keydown=${this.#onRenameKey}>
        <input class="control" part="field" required maxlength="80" aria-label=${messages.name} .value=${name} />
        <button class="control">${messages.rename}</button>
      </form>`;
    const replace = () => this.#report('replaced', name, this.menu.save(name));
    const remove = () => this.#report('deleted', name, this.menu.own?.delete(name) === true);
    return html`${this.#renderEntry(view)}
    ${this.#renderAction(messages.renameView(name), 'm3 13 1-3 7-7 2 2-7 7z', () => void this.#startRename(name))}
    ${this.#renderAction(messages.replaceView(name), 'M3 3h8l2 2v8H3zM5 3v3h5V3M5 13V9h6v4', replace)}
    ${this.#renderAction(messages.deleteView(name), 'M3 4h10M6 4V2h4v2M4 4l1 10h6l1-10', remove)}`;
  }

  #renderAction(label: string, icon: string, onClick: () => void): TemplateResult {
    return html`<button type="button" class="control icon" aria-label=${label} title=${label} @click=${onClick}>
      <svg viewBox="0 0 16 16" aria-hidden="true"><path d=${icon} /></svg>
    </button>`;
  }

  #leave(change: () => void): void {
    this.dispatchEvent(new CustomEvent('close-request'));
    change();
  }

  #save(event: SubmitEvent): void {
    event.preventDefault();
    const field = (event.target as HTMLFormElement).querySelector('input');
    const name = field?.value.trim();
    if (!field || !name) return;
    const isReplaced = this.menu.own?.list.some((view) => view.name === name);
    field.value = '';
    this.#report(isReplaced ? 'replaced' : 'saved', name, this.menu.save(name));
  }

  async #startRename(name: string): Promise<void> {
    this.renaming = name;
    await this.updateComplete;
    this.renameField?.select();
  }

  #onRenameKey(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    void this.#endRename();
  }

  #rename(event: SubmitEvent): void {
    event.preventDefault();
    const [from, to] = [this.renaming, this.renameField?.value.trim()];
    if (from && to && from !== to) this.#report('renamed', to, this.menu.rename(from, to));
    void this.#endRename();
  }

  async #endRename(): Promise<void> {
    this.renaming = undefined;
    await this.updateComplete;
    this.focus();
  }

  #undo(): void {
    this.menu.own?.undo();
    this.done = { text: this.#messages.current.undone, canUndo: false };
    this.#follow();
  }

  #report(operation: Operation, name: string, isStored: boolean): void {
    const messages = this.#messages.current;
    this.done = { text: isStored ? messages[operation](name) : messages.notStored, canUndo: true };
    this.#follow();
  }

  /** Updates the button, too. The focus would be lost with a button that disappears. */
  #follow(): void {
    this.requestUpdate();
    // The button shows the name of the current view.
    this.menu.requestUpdate();
    void this.updateComplete.then(() => {
      if (!this.shadowRoot?.activeElement) this.focus();
    });
  }
}

defineElement('cer-views-panel', ViewsPanel);
