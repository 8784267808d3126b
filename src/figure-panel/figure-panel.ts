import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from '../ui/decorators.ts';
import { DefinitionsController } from '../i18n/definitions-controller.ts';
import { figurePanel as english } from '../i18n/en/figure-panel.ts';
import { MessagesController } from '../i18n/messages-controller.ts';
import type { ColumnId } from '../model/columns.ts';
import { emailKeyOf } from '../table-model/find-lines.ts';
import { FollowedLine } from '../table-model/followed-line.ts';
import { AnchoredPopover } from '../ui/anchored-popover.ts';
import { baseStyles } from '../ui/base-styles.ts';
import { formatCell } from '../ui/cell-formatters.ts';
import { copyText } from '../ui/copy-text.ts';
import { defineElement } from '../ui/define-element.ts';
import type { FigureRequest, PanelRequest } from '../ui/panel-request.ts';
import type { RenderContext } from '../ui/render-context.ts';
import { ExplanationLoader, type ExplanationState } from './explanation-loader.ts';
import { explanationRequest } from './explanation-request.ts';
import { contentText, explainFigure, type FigureContent } from './figure-content.ts';
import type { FigureTexts } from './figure-sentences.ts';
import { figurePanelStyles } from './figure-panel-styles.ts';
import { figureOf, type Figure } from './figure.ts';
import { renderFigure } from './render-figure.ts';

const translations = { fr: () => import('../i18n/fr/figure-panel.ts').then(({ figurePanel }) => figurePanel) };

/**
 * The panel that explains a figure of the table.
 *
 * @csspart formula - The calculation of a rate, in the explanation of a figure.
 * @csspart steps - The steps from the activity log to a figure.
 */
export class FigurePanel extends AnchoredPopover {
  static override styles = [baseStyles, figurePanelStyles];

  @property({ attribute: false }) context!: RenderContext;

  @state() private request: FigureRequest | undefined;
  @state() private copyResult: 'copied' | 'failed' | undefined;

  @query('textarea') private readonly textToCopy!: HTMLTextAreaElement | null;

  readonly #messages = new MessagesController(this, {
    ...{ feature: 'figurePanel', english, translations },
    messages: () => this.context.localization.messages,
  });
  readonly #definitions = new DefinitionsController(this, () => this.context.localization.messages);
  readonly #explanations = new ExplanationLoader(
    () => this.context.source(),
    () => this.requestUpdate(),
  );
  #opened: FigureRequest | undefined;
  #followed = new FollowedLine(undefined, undefined);
  #content: FigureContent | undefined;
  /** Why there are no steps, if the reader should know. */
  #note: string | undefined;

  /** A BCP 47 tag. */
  get locale(): string {
    return this.context.locale;
  }

  get label(): string {
    return this.#content?.label ?? '';
  }

  protected get anchor(): HTMLElement {
    return this.request?.cell() ?? this;
  }

  /** Opens the panel for another figure, once its texts have loaded. */
  explain(request: FigureRequest): void {
    this.request = request;
    this.isOpen = true;
    this.copyResult = undefined;
    this.#followed = new FollowedLine(request.line, this.context.displayed?.table);
    this.#explanations.retry();
  }

  protected override shouldUpdate(): boolean {
    // Both load at the same time.
    const areReady = [this.#messages.follow(), this.#definitions.follow()];
    return !areReady.includes(false);
  }

  protected override willUpdate(): void {
    // While it is closed, it neither follows the report nor requests anything.
    if (!this.request || !this.isOpen) return;
    this.#followed.follow(this.context.displayed?.table);
    const figure = figureOf(this.#followed.line, this.request.column, this.context);
    const state = figure ? this.#stateOf(figure) : 'none';
    this.#note = this.#noteOf(state);
    this.#content = figure && this.#contentOf(figure, this.request.column, state);
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    if (this.request && this.request !== this.#opened) {
      this.#opened = this.request;
      void this.openPopover();
    } else if (this.#followed.isGone && this.isOpen) void this.updateComplete.then(() => this.closePopover());
  }

  protected renderPopover(): TemplateResult {
    const content = this.#content;
    if (!content) return html``;
    const { copyResult } = this;
    const panelMessages = this.#messages.current;
    return html`<div class="panel">
      ${renderFigure(content, this.#note)}
      ${
        copyResult === 'failed'
          ? html`<label class="by-hand"
              >${panelMessages.notCopied}
              <textarea
                readonly
                rows="6"
                aria-label=${panelMessages.textToCopy}
                .value=${contentText(content, panelMessages)}
              ></textarea>
            </label>`
          : nothing
      }
      <footer>
        <span role="status">${copyResult === 'copied' ? panelMessages.copied : ''}</span>
        <button type="button" class="control development" @click=${() => this.#showDevelopment()}>
          ${panelMessages.showDevelopment}
        </button>
        <button type="button" class="control" part="copy" @click=${() => this.#copy(content)}>
          ${panelMessages.copy}
        </button>
        <button type="button" class="control" @click=${() => this.closePopover()}>${panelMessages.close}</button>
      </footer>
    </div>`;
  }

  #contentOf(figure: Figure, column: ColumnId, state: ExplanationState): FigureContent | undefined {
    const { localization, displayed } = this.context;
    if (!displayed) return undefined;
    const { rows, row } = this.#followed.line ?? { rows: displayed.table.total, row: 0 };
    const texts: FigureTexts = {
      ...localization,
      panelMessages: this.#messages.current,
      definitions: this.#definitions.current,
    };
    const explanation = figure.explanation ?? (typeof state === 'object' ? state : undefined);
    const text = formatCell(rows, column, row, localization);
    return explainFigure({ ...figure, explanation }, this.#subject(), text, texts);
  }

  /** Returns the explanation of a figure that the report has none for. */
  #stateOf({ explanation, value, sum, isOfOpens }: Figure): ExplanationState {
    const { displayed, view } = this.context;
    if (!displayed || explanation || Number.isNaN(value) || sum?.isComplete === false) return 'none';
    const request = explanationRequest(this.#followed.line, isOfOpens, displayed, view);
    return this.#explanations.stateOf(request, displayed.loaded);
  }

  #noteOf(state: ExplanationState): string | undefined {
    const { loading, failed, changed } = this.#messages.current;
    return typeof state === 'object' ? undefined : { loading, failed, changed, none: undefined }[state];
  }

  #subject(): Pick<FigureContent, 'names' | 'ids'> {
    const { line, names } = this.#followed;
    if (!line) {
      const { total, totalSoFar } = this.context.localization.messages;
      const isComplete = this.context.displayed?.loaded.report.complete;
      return { names: [isComplete ? total : totalSoFar], ids: undefined };
    }
    const { campaignId, emailId } = emailKeyOf(line);
    return { names, ids: this.#messages.current.ids(campaignId, line.emails === undefined ? emailId : undefined) };
  }

  #showDevelopment(): void {
    const detail: PanelRequest = { development: this.#followed.line };
    this.closePopover();
    this.context.openPanel(new CustomEvent('panel-request', { detail }));
  }

  async #copy(content: FigureContent): Promise<void> {
    const isCopied = await copyText(contentText(content, this.#messages.current));
    this.copyResult = isCopied ? 'copied' : 'failed';
    if (isCopied) return;
    await this.updateComplete;
    this.textToCopy?.select();
  }
}

defineElement('cer-figure-panel', FigurePanel);

declare global {
  interface HTMLElementTagNameMap {
    'cer-figure-panel': FigurePanel;
  }
}
