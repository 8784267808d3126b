import { html, nothing, type TemplateResult } from 'lit';
import { property, query, state } from '../ui/decorators.ts';
import { sharePanel as english } from '../i18n/en/share-panel.ts';
import { MessagesController } from '../i18n/messages-controller.ts';
import type { ShareTarget } from '../model/controls.ts';
import type { CsvStyle, ExportDetail, ExportFormat, ExportedRows } from '../model/export-options.ts';
import { warn } from '../platform/warn.ts';
import { baseStyles } from '../ui/base-styles.ts';
import { copyText } from '../ui/copy-text.ts';
import { defineElement } from '../ui/define-element.ts';
import type { RenderContext } from '../ui/render-context.ts';
import { ShadowElement } from '../ui/shadow-element.ts';
import { hasDecimalComma } from './cell-text.ts';
import { copyTable } from './copy-table.ts';
import { DataChangedError } from './fetch-all-rows.ts';
import { exportFileName, exportReport, exportToClipboard, type ExportRun } from './export-report.ts';
import { sharePanelStyles } from './share-panel-styles.ts';
import { excelRowLimit, sheetCount } from './sheet-count.ts';

const translations = { fr: () => import('../i18n/fr/share-panel.ts').then(({ sharePanel }) => sharePanel) };

/** How long a file stays available for its download, in milliseconds. */
const downloadTime = 60_000;

/**
 * The content of the share menu: its entries, the rows to export, progress and results.
 *
 * @fires {CustomEvent} close-request - The menu is no longer needed.
 * @csspart share-entry - An entry of the share menu.
 */
export class SharePanel extends ShadowElement {
  static override shadowRootOptions: ShadowRootInit = { ...ShadowElement.shadowRootOptions, delegatesFocus: true };
  static override styles = [baseStyles, sharePanelStyles];

  @property({ attribute: false }) context!: RenderContext;
  /** A BCP 47 tag. */
  @property({ attribute: false }) locale = 'en';

  @state() private rows: ExportedRows = 'all';
  @state() private csvStyle: CsvStyle = 'locale';
  /** The rows that are written; `undefined` while nothing is exported. */
  @state() private progress: { readonly written: number; readonly total: number } | undefined;
  /** The result of the last export, in words. */
  @state() private result = '';
  /** The text that the reader must copy. */
  @state() private textToCopy: string | undefined;

  @query('.entry:not(:disabled)') private readonly firstEntry!: HTMLElement | null;

  #work: AbortController | undefined;
  readonly #messages = new MessagesController(this, {
    ...{ feature: 'sharePanel', english, translations },
    messages: () => this.context.localization.messages,
  });

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#work?.abort();
  }

  override focus(options?: FocusOptions): void {
    if (this.hasUpdated) this.firstEntry?.focus(options);
  }

  protected override shouldUpdate(): boolean {
    return this.#messages.follow();
  }

  protected override firstUpdated(): void {
    this.focus({ preventScroll: true });
  }

  protected override render(): TemplateResult {
    return html`
      ${this.progress ? this.#renderProgress(this.progress) : this.#renderEntries()}
      <p role="status">${this.result}</p>
      ${
        this.textToCopy === undefined
          ? nothing
          : html`<textarea
              readonly
              aria-label=${this.#messages.current.textToCopy}
              .value=${this.textToCopy}
              @focus=${({ target }: Event) => (target as HTMLTextAreaElement).select()}
            ></textarea>`
      }
    `;
  }

  #renderProgress({ written, total }: { written: number; total: number }): TemplateResult {
    const { formats } = this.context.localization;
    const { preparing, cancel } = this.#messages.current;
    const label = preparing(formats.count(written), formats.count(total));
    return html`<div class="work">
      <span>${label}</span>
      <progress aria-label=${label} max=${total} .value=${written}></progress>
      <button type="button" class="control cancel" @click=${() => this.#work?.abort()}>${cancel}</button>
    </div>`;
  }

  #renderEntries(): TemplateResult {
    const { shareTargets, displayed } = this.context;
    const messages = this.#messages.current;
    const isPaged = displayed?.loaded.pages !== undefined;
    const labels: Readonly<Partial<Record<ShareTarget, string>>> = messages;
    return html`
      ${displayed?.table.isGrouped && !isPaged ? this.#renderRows() : nothing}
      ${
        shareTargets.includes('csv') && hasDecimalComma(this.locale)
          ? html`<label class="style"
              ><input
                type="checkbox"
                .checked=${this.csvStyle === 'international'}
                @change=${() => (this.csvStyle = this.csvStyle === 'locale' ? 'international' : 'locale')}
              />${messages.internationalCsv}</label
            >`
          : nothing
      }
      <div class="entries" @keydown=${this.#onKey}>
        ${shareTargets.map(
          (target) =>
            html`<button
              type="button"
              class="entry ${target}"
              part="share-entry"
              ?disabled=${!['link', 'print'].includes(target) && !displayed}
              @click=${() => void this.#choose(target)}
            >
              ${labels[target]}
            </button>`,
        )}
      </div>
      ${displayed ? nothing : html`<p>${messages.notLoaded}</p>`}
    `;
  }

  #renderRows(): TemplateResult {
    const { rows, allRows, expandedRows } = this.#messages.current;
    const choice = (value: ExportedRows, label: string) =>
      html`<label
        ><input
          type="radio"
          name="rows"
          value=${value}
          .checked=${value === this.rows}
          @change=${() => (this.rows = value)}
        />${label}</label
      >`;
    return html`<fieldset>
      <legend>${rows}</legend>
      ${choice('all', allRows)} ${choice('expanded', expandedRows)}
    </fieldset>`;
  }

  /** Moves the focus between entries. */
  #onKey(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const entries = [...this.renderRoot.querySelectorAll<HTMLElement>('.entry:not(:disabled)')];
    entries.at((entries.indexOf(event.target as HTMLElement) + step) % entries.length)?.focus();
  }

  async #choose(target: ShareTarget): Promise<void> {
    if (target === 'link') {
      await this.#copyLink();
      return;
    }
    const { displayed, startExport, print } = this.context;
    const rows = displayed?.loaded.pages ? 'all' : this.rows;
    const detail: ExportDetail = { format: target, rows, columns: displayed?.table.columns ?? [] };
    const isOurs = startExport(detail);
    if (target !== 'print' && isOurs) {
      await this.#run(target, (run) => (target === 'copy' ? this.#copy(run) : this.#download(target, run)));
      return;
    }
    this.dispatchEvent(new CustomEvent('close-request'));
    if (isOurs) print();
  }

  /** Runs an export with progress. The reader can cancel it; closing the menu does, too. */
  async #run(target: ShareTarget, work: (run: ExportRun) => Promise<string>): Promise<void> {
    const controller = new AbortController();
    this.#work = controller;
    this.result = '';
    this.textToCopy = undefined;
    this.progress = { written: 0, total: 1 };
    const onProgress = (written: number, total: number) => {
      if (!controller.signal.aborted) this.progress = { written, total };
    };
    const working = work({ signal: controller.signal, onProgress });
    await this.#focus('.cancel');
    try {
      this.result = await working;
    } catch (error) {
      const { canceled, failed, dataChanged } = this.#messages.current;
      const reason = error instanceof DataChangedError ? dataChanged : failed;
      this.result = controller.signal.aborted ? canceled : reason;
      if (!controller.signal.aborted) warn('the export failed.', error);
    }
    this.progress = undefined;
    await this.#focus(`textarea, .${target}`);
  }

  /** Copies the address of the view. */
  async #copyLink(): Promise<void> {
    const { linkCopied, linkNotCopied, linkIncomplete } = this.#messages.current;
    const { href, isComplete } = this.context.viewKeeper?.link() ?? { href: location.href, isComplete: true };
    const isCopied = await copyText(href);
    this.textToCopy = isCopied ? undefined : href;
    this.result = [isCopied ? linkCopied : linkNotCopied, isComplete ? '' : linkIncomplete].join(' ').trim();
    if (!isCopied) await this.#focus('textarea');
  }

  async #copy(run: ExportRun): Promise<string> {
    const { copied, notCopied } = this.#messages.current;
    const { textToCopy, rowCount } = await copyTable(exportToClipboard(this.context, this.rows, run));
    this.textToCopy = textToCopy;
    return textToCopy === undefined ? copied(rowCount, this.context.localization.formats.count(rowCount)) : notCopied;
  }

  async #download(format: ExportFormat, run: ExportRun): Promise<string> {
    const { downloaded, sheets } = this.#messages.current;
    const { formats } = this.context.localization;
    const { rows, csvStyle } = this;
    const name = exportFileName(this.context, format);
    let rowCount = 0;
    const onProgress = (written: number, total: number) => {
      rowCount = total;
      run.onProgress(written, total);
    };
    const file = await exportReport(this.context, { format, rows, csvStyle }, { ...run, onProgress });
    run.signal.throwIfAborted();
    const link = document.createElement('a');
    link.href = URL.createObjectURL(file);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), downloadTime);
    const count = format === 'xlsx' ? sheetCount(rowCount) : 1;
    return count === 1
      ? downloaded(name)
      : `${downloaded(name)} ${sheets(formats.count(count), formats.count(excelRowLimit))}`;
  }

  /** Focuses the last element that matches. */
  async #focus(selector: string): Promise<void> {
    await this.updateComplete;
    [...this.renderRoot.querySelectorAll<HTMLElement>(selector)].at(-1)?.focus({ preventScroll: true });
  }
}

defineElement('cer-share-panel', SharePanel);
