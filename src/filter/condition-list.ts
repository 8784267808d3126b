import { NumberParser } from '@internationalized/number';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from '../ui/decorators.ts';
import type { FilterMessages } from '../i18n/filter-messages.ts';
import type { ColumnId } from '../model/columns.ts';
import { operators, type Condition, type Operator } from '../model/filter.ts';
import { isCalendarDate } from '../model/time-frame.ts';
import { baseStyles } from '../ui/base-styles.ts';
import { columnLabel, type Localization } from '../ui/cell-formatters.ts';
import { defineElement } from '../ui/define-element.ts';
import { ShadowElement } from '../ui/shadow-element.ts';
import { conditionListStyles } from './condition-list-styles.ts';

/** The pause after which a number that is being typed applies, in milliseconds. */
const typingDelay = 300;

/** A condition that the reader edits. Its value is the text in its field. */
interface Draft {
  readonly column: ColumnId;
  readonly operator: Operator;
  readonly text: string;
  readonly isInvalid: boolean;
}

const newDraft = (column: ColumnId): Draft => ({ column, operator: '>=', text: '', isInvalid: false });

/**
 * The conditions on figures and dates. A number applies while it is typed, and is no error before the field is left.
 *
 * @fires {CustomEvent<readonly Condition[]>} conditions-request
 * @fires {CustomEvent} close-request - The reader pressed Enter in a value.
 */
export class ConditionList extends ShadowElement {
  static override shadowRootOptions: ShadowRootInit = { ...ShadowElement.shadowRootOptions, delegatesFocus: true };
  static override styles = [baseStyles, conditionListStyles];

  @property({ attribute: false }) conditions: readonly Condition[] = [];
  /** The columns that can be compared. */
  @property({ attribute: false }) columns: readonly ColumnId[] = [];
  @property({ attribute: false }) localization!: Localization;
  @property({ attribute: false }) messages!: FilterMessages;

  @state() private drafts: readonly Draft[] = [];

  /** The conditions that the drafts stand for: others come from elsewhere, and replace the drafts. */
  #applied = '';
  #typingTimer: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#typingTimer);
  }

  get #fields(): NodeListOf<HTMLInputElement> {
    return this.renderRoot.querySelectorAll('.value');
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    // The drafts are newer than the conditions until those have followed them.
    if (!changed.has('conditions')) return;
    const text = JSON.stringify(this.conditions);
    if (text === this.#applied) return;
    this.#applied = text;
    this.drafts = this.conditions.map((condition) => this.#draftOf(condition));
    if (this.drafts.length === 0) this.drafts = this.#withNewDraft();
  }

  protected override render(): TemplateResult {
    const { add, figures } = this.messages;
    return html`<fieldset>
      <legend>${figures}</legend>
      ${this.drafts.map((draft, index) => this.#renderDraft(draft, index))}
      <button
        type="button"
        class="control"
        ?disabled=${this.drafts.some(({ text }) => text === '')}
        @click=${() => void this.#add()}
      >
        ${add}
      </button>
    </fieldset>`;
  }

  #renderDraft(draft: Draft, index: number): TemplateResult {
    const { column, operator, operators: texts, dateOperators, remove } = this.messages;
    const labels = this.#isDate(draft.column) ? dateOperators : texts;
    const name = columnLabel(draft.column, undefined, this.localization.messages);
    const offered = this.columns.includes(draft.column) ? this.columns : [...this.columns, draft.column];
    return html`<div class="draft" role="group" aria-label=${name}>
      <select
        class="control"
        part="field"
        aria-label=${column}
        .value=${draft.column}
        @change=${(event: Event) => this.#change(index, { column: valueOf(event), text: '' })}
      >
        ${offered.map((id) => html`<option value=${id} dir="auto" ?selected=${id === draft.column}>${columnLabel(id, undefined, this.localization.messages)}</option>`)}
      </select>
      <select
        class="control"
        part="field"
        aria-label=${operator}
        @change=${(event: Event) => this.#change(index, { operator: valueOf(event) as Operator })}
      >
        ${operators.map((sign) => html`<option value=${sign} ?selected=${sign === draft.operator}>${labels[sign]}</option>`)}
      </select>
      ${this.#renderValue(draft, index)}
      <button
        type="button"
        class="control icon"
        aria-label=${remove(name)}
        title=${remove(name)}
        @click=${() => this.#apply(this.drafts.filter((_, other) => other !== index))}
      >
        <svg viewBox="0 0 16 16" aria-hidden="true"><path d="m4 4 8 8m0-8-8 8" /></svg>
      </button>
      ${draft.isInvalid ? html`<p id="error-${index}" class="error">${this.#errorOf(draft.column)}</p>` : nothing}
    </div>`;
  }

  #renderValue({ column, text, isInvalid }: Draft, index: number): TemplateResult {
    const isDate = this.#isDate(column);
    return html`<span class="entry"
      ><input
        class="control value"
        part="field"
        type=${isDate ? 'date' : 'text'}
        inputmode=${isDate ? nothing : 'decimal'}
        autocomplete="off"
        aria-label=${this.messages.value}
        aria-invalid=${isInvalid ? 'true' : nothing}
        aria-describedby=${isInvalid ? `error-${index}` : nothing}
        .value=${text}
        @input=${(event: Event) => this.#type(index, valueOf(event))}
        @change=${(event: Event) => this.#change(index, { text: valueOf(event) })}
        @blur=${(event: Event) => this.#leave(index, valueOf(event))}
        @keydown=${(event: KeyboardEvent) => this.#onKeyDown(index, event)}
      />${this.#isRate(column) ? html`<span aria-hidden="true">%</span>` : nothing}</span
    >`;
  }

  #errorOf(column: ColumnId): string {
    const { invalidDate, invalidNumber } = this.messages;
    if (this.#isDate(column)) return invalidDate;
    return invalidNumber(this.#format(this.#isRate(column) ? 2.5 : 200));
  }

  #isRate = (column: ColumnId) => this.localization.columnSet.kindOf(column) === 'rate';
  #isDate = (column: ColumnId) => this.localization.columnSet.kindOf(column) === 'instant';

  #draftOf({ column, operator, value }: Condition): Draft {
    const text =
      typeof value === 'string' ? value : this.#format(this.#isRate(column) ? toDecimal(value * 100) : value);
    return { column, operator, text, isInvalid: false };
  }

  #format(value: number): string {
    return new Intl.NumberFormat(this.localization.formats.locale, { maximumFractionDigits: 10 }).format(value);
  }

  /** Returns the condition; `undefined` if its value is missing or unreadable. */
  #conditionOf({ column, operator, text }: Draft): Condition | undefined {
    if (this.#isDate(column)) return isCalendarDate(text) ? { column, operator, value: text } : undefined;
    const parser = new NumberParser(this.localization.formats.locale, { style: 'decimal' });
    const number = parser.parse(text.replace(/\s*%\s*$/, '').trim());
    if (text.trim() === '' || !Number.isFinite(number)) return undefined;
    return { column, operator, value: this.#isRate(column) ? toDecimal(number / 100) : number };
  }

  #withNewDraft(): readonly Draft[] {
    const used = new Set(this.drafts.map(({ column }) => column));
    const column = this.columns.find((id) => !used.has(id) && !this.#isDate(id)) ?? this.columns[0];
    return column === undefined ? this.drafts : [...this.drafts, newDraft(column)];
  }

  /** Focuses the value of a column's condition. Adds a condition if the column has none. */
  async edit(column: ColumnId): Promise<void> {
    await this.updateComplete;
    let index = this.drafts.findIndex((draft) => draft.column === column);
    if (index < 0) {
      const used = this.drafts.filter(({ text }) => text !== '');
      this.drafts = [...used, newDraft(column)];
      index = used.length;
    }
    await this.updateComplete;
    this.#fields[index]?.focus();
  }

  async #add(): Promise<void> {
    this.drafts = this.#withNewDraft();
    await this.updateComplete;
    this.#fields[this.#fields.length - 1]?.focus();
  }

  #onKeyDown(index: number, event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.isComposing) return;
    // The key would press the button that gets the focus when the panel closes, which opens the panel again.
    event.preventDefault();
    this.#change(index, { text: valueOf(event) });
    if (!this.drafts.some(({ isInvalid }) => isInvalid)) this.dispatchEvent(new CustomEvent('close-request'));
  }

  /** A date has a value after the first digit of its year. */
  #type(index: number, text: string): void {
    const draft = this.drafts[index];
    clearTimeout(this.#typingTimer);
    if (!draft || this.#isDate(draft.column)) return;
    const isUnfinished = text.trim() !== '' && !this.#conditionOf({ ...draft, text });
    if (!isUnfinished) this.#typingTimer = setTimeout(() => this.#change(index, { text }), typingDelay);
  }

  /** A text that is set while the reader types is no change to the browser. */
  #leave(index: number, text: string): void {
    const draft = this.drafts[index];
    // A field that is removed is left, too.
    if (draft && draft.text !== text) this.#change(index, { text });
  }

  #change(index: number, change: Partial<Draft>): void {
    this.#apply(this.drafts.map((draft, other) => (other === index ? { ...draft, ...change } : draft)));
  }

  #apply(drafts: readonly Draft[]): void {
    clearTimeout(this.#typingTimer);
    this.drafts = drafts.map((draft) => ({
      ...draft,
      isInvalid: draft.text.trim() !== '' && this.#conditionOf(draft) === undefined,
    }));
    const conditions = this.drafts.flatMap((draft) => this.#conditionOf(draft) ?? []);
    const text = JSON.stringify(conditions);
    if (text === this.#applied) return;
    this.#applied = text;
    this.dispatchEvent(new CustomEvent('conditions-request', { detail: conditions }));
  }
}

const valueOf = ({ target }: Event) => (target as HTMLInputElement | HTMLSelectElement).value;

/** Removes the error of a multiplication by 100: 0.07 × 100 is 7.000000000000001. */
const toDecimal = (value: number) => Number(value.toPrecision(15));

defineElement('cer-condition-list', ConditionList);

declare global {
  interface HTMLElementTagNameMap {
    'cer-condition-list': ConditionList;
  }
}
