import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from '../ui/decorators.ts';
import type { FilterMessages } from '../i18n/filter-messages.ts';
import { foldText } from '../table-model/diacritic-folding.ts';
import { shallowEqualArrays } from '../platform/shallow-equal-arrays.ts';
import { baseStyles } from '../ui/base-styles.ts';
import { defineElement } from '../ui/define-element.ts';
import { inlineDirection } from '../ui/inline-direction.ts';
import { ShadowElement } from '../ui/shadow-element.ts';
import {
  buildTree,
  checkedFolders,
  folderKey,
  isChosen,
  isInChosenFolder,
  toggleLine,
  treeLines,
  type CampaignChoice,
  type CampaignSelection,
  type Checked,
  type FolderNode,
  type TreeLine,
} from './campaign-tree-model.ts';
import { campaignTreeStyles } from './campaign-tree-styles.ts';

/** Up to this many lines are all in the document. */
const fewLines = 200;
/** The number of lines above and below those in view. */
const overscan = 10;

/**
 * Folders and campaigns with three-state checkboxes. It follows the tree pattern of the ARIA Authoring Practices: arrow keys
 * move, expand and collapse, Home and End go to the first and last line, letters to the next line that begins with them,
 * and Space or Enter checks a line.
 *
 * @fires {CustomEvent<CampaignSelection>} selection-request
 */
export class CampaignTree extends ShadowElement {
  static override styles = [baseStyles, campaignTreeStyles];

  @property({ attribute: false }) choices: readonly CampaignChoice[] = [];
  /** Whether `choices` are all campaigns that can be chosen. Otherwise, a chosen folder can only be removed as a whole. */
  @property({ attribute: false }) isComplete = true;
  @property({ attribute: false }) selection: CampaignSelection = { campaigns: [], folders: [] };
  /** The text to search for; empty for no search. */
  @property({ attribute: false }) search = '';
  @property({ attribute: false }) messages!: FilterMessages;
  /** A BCP 47 tag. */
  @property({ attribute: false }) locale = 'en';

  @state() private expanded: ReadonlySet<string> = new Set(['current ']);
  /** The key of the line that has the focus, or gets it. */
  @state() private active = '';
  /** The first line in view, and the number of lines that fit. */
  @state() private inView = { first: 0, count: 20 };

  @query('[role=tree]') private readonly tree!: HTMLElement;

  #groups: readonly FolderNode[] = [];
  #lines: readonly TreeLine[] = [];
  /** The values that the lines were found with. */
  #lineInputs: readonly unknown[] = [];
  #checked: ReadonlyMap<string, Checked> = new Map();
  #typed = { text: '', time: 0 };

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('choices') || changed.has('locale'))
      this.#groups = buildTree(this.choices, new Intl.Collator(this.locale, { numeric: true }));
    if (changed.has('choices') || changed.has('selection'))
      this.#checked = checkedFolders(this.#groups, this.selection);
    const inputs = [this.#groups, this.search, this.expanded];
    if (!shallowEqualArrays(inputs, this.#lineInputs)) this.#lines = this.#findLines();
    this.#lineInputs = inputs;
    if (!this.#lines.some(({ key }) => key === this.active)) this.active = this.#lines[0]?.key ?? '';
  }

  #findLines(): readonly TreeLine[] {
    const text = foldText(this.search.trim());
    const matches = text === '' ? undefined : (name: string) => foldText(name).includes(text);
    return treeLines(this.#groups, { expanded: this.expanded, matches });
  }

  protected override render(): TemplateResult {
    const { noResults, tree, entireFolder } = this.messages;
    const lines = this.#lines;
    if (lines.length === 0) return html`<p class="none" role="status">${noResults(this.search.trim())}</p>`;
    const isWhole = lines.length <= fewLines;
    const first = isWhole ? 0 : Math.max(0, this.inView.first - overscan);
    const end = isWhole ? lines.length : Math.min(lines.length, this.inView.first + this.inView.count + overscan);
    const active = lines.findIndex(({ key }) => key === this.active);
    // The line with the focus stays in the document.
    const shown = [...lines.slice(first, end).keys()].map((index) => first + index);
    if (active < first) shown.unshift(active);
    if (active >= end) shown.push(active);
    return html`<div
        role="tree"
        tabindex="0"
        aria-multiselectable="true"
        aria-label=${tree}
        aria-activedescendant="line-${active}"
        .style=${`--lines: ${lines.length}`}
        @click=${this.#onClick}
        @keydown=${this.#onKey}
        @scroll=${this.#onScroll}
      >
        <div class="lines">${shown.map((index) => this.#renderLine(lines[index] as TreeLine, index))}</div>
      </div>
      ${lines.some((line) => this.#isLocked(line)) ? html`<p id="locked">${entireFolder}</p>` : nothing}`;
  }

  #renderLine(line: TreeLine, index: number): TemplateResult {
    const { folder, level } = line;
    const name = this.#nameOf(line);
    const checked = this.#checkedOf(line);
    const isLocked = this.#isLocked(line);
    // In a tree of checkboxes, `aria-checked` replaces `aria-selected`.
    // eslint-disable-next-line lit-a11y/role-has-required-aria-attrs
    return html`<div
      role="treeitem"
      id="line-${index}"
      class="line ${line.key === this.active ? 'active' : ''} ${level === 1 ? 'group' : ''}"
      aria-level=${level}
      aria-setsize=${line.setSize}
      aria-posinset=${line.position}
      aria-checked=${checked}
      aria-disabled=${isLocked ? 'true' : nothing}
      aria-describedby=${isLocked ? 'locked' : nothing}
      aria-expanded=${folder ? String(line.isExpanded) : nothing}
      .style=${`--at: ${index}; --level: ${level}`}
      aria-label=${name}
    >
      <span class="toggle" aria-hidden="true"
        >${folder ? html`<svg viewBox="0 0 16 16"><path d="m6 4 4 4-4 4" /></svg>` : nothing}</span
      >
      <span class="box ${checked}" aria-hidden="true"
        ><svg viewBox="0 0 16 16"><path d=${checked === 'mixed' ? 'M4 8h8' : 'm4 8 3 3 5-6'} /></svg
      ></span>
      <bdi title=${name}>${name}</bdi>
    </div>`;
  }

  #nameOf({ folder, campaign }: TreeLine): string {
    if (folder?.path === '') return this.messages.groups[folder.group];
    return campaign?.name ?? folder?.name ?? '';
  }

  #checkedOf({ folder, campaign }: TreeLine): Checked {
    if (campaign) return isChosen(campaign, this.selection) ? 'true' : 'false';
    return (folder && this.#checked.get(folderKey(folder))) ?? 'false';
  }

  #onClick({ target }: Event): void {
    const element = (target as Element).closest('[role=treeitem]');
    const line = this.#lines[Number(element?.id.replace('line-', '') ?? NaN)];
    if (!line) return;
    this.active = line.key;
    if (line.folder && (target as Element).closest('.toggle')) this.#expand(line, !line.isExpanded);
    else this.#toggle(line);
  }

  #isLocked(line: TreeLine): boolean {
    return !this.isComplete && isInChosenFolder(line, this.selection);
  }

  #toggle(line: TreeLine): void {
    if (this.#isLocked(line)) return;
    const detail = toggleLine(line, this.#checkedOf(line) === 'true', this.selection, this.choices);
    this.dispatchEvent(new CustomEvent('selection-request', { detail }));
  }

  #expand({ key, folder }: TreeLine, isExpanded: boolean): void {
    if (!folder) return;
    const expanded = new Set(this.expanded);
    if (isExpanded) expanded.add(key);
    else expanded.delete(key);
    this.expanded = expanded;
  }

  #onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const index = this.#lines.findIndex(({ key }) => key === this.active);
    const line = this.#lines[index];
    if (!line) return;
    const isHandled = this.#move(event.key, index, line) || this.#act(event.key, index, line);
    if (!isHandled) return;
    event.preventDefault();
    event.stopPropagation();
  }

  #move(key: string, index: number, line: TreeLine): boolean {
    const last = this.#lines.length - 1;
    switch (key) {
      case 'ArrowDown':
        return this.#activate(Math.min(index + 1, last));
      case 'ArrowUp':
        return this.#activate(Math.max(index - 1, 0));
      case 'PageDown':
        return this.#activate(Math.min(index + this.inView.count - 1, last));
      case 'PageUp':
        return this.#activate(Math.max(index - this.inView.count + 1, 0));
      case 'Home':
        return this.#activate(0);
      case 'End':
        return this.#activate(last);
      case ' ':
      case 'Enter':
        this.#toggle(line);
        return true;
      default:
        return false;
    }
  }

  #act(key: string, index: number, line: TreeLine): boolean {
    const isForward = key === (inlineDirection(this.tree) > 0 ? 'ArrowRight' : 'ArrowLeft');
    if (isForward) {
      if (line.folder && !line.isExpanded) this.#expand(line, true);
      else if (line.folder) this.#activate(Math.min(index + 1, this.#lines.length - 1));
      return true;
    }
    if (key === 'ArrowLeft' || key === 'ArrowRight') {
      // A search expands the folders above its matches.
      if (line.isExpanded && this.search.trim() === '') this.#expand(line, false);
      else this.#activate(this.#lines.slice(0, index).findLastIndex(({ level }) => level < line.level));
      return true;
    }
    return key.length === 1 && this.#findTyped(key, index);
  }

  /** Goes to the next line that begins with the letters typed within a second. */
  #findTyped(key: string, index: number): boolean {
    const isContinued = performance.now() - this.#typed.time < 1000;
    const text = (isContinued ? this.#typed.text : '') + foldText(key);
    this.#typed = { text, time: performance.now() };
    const from = text.length > 1 ? index : index + 1;
    const order = [...this.#lines.slice(from), ...this.#lines.slice(0, from)];
    const found = order.find((line) => foldText(this.#nameOf(line)).startsWith(text));
    return found !== undefined && this.#activate(this.#lines.indexOf(found));
  }

  #activate(index: number): boolean {
    const line = this.#lines[index];
    if (!line) return true;
    this.active = line.key;
    void this.updateComplete.then(() => {
      this.shadowRoot?.getElementById(`line-${index}`)?.scrollIntoView({ block: 'nearest' });
    });
    return true;
  }

  #onScroll(): void {
    const height = this.tree.scrollHeight / this.#lines.length;
    this.inView = {
      first: Math.floor(this.tree.scrollTop / height),
      count: Math.ceil(this.tree.clientHeight / height),
    };
  }
}

defineElement('cer-campaign-tree', CampaignTree);

declare global {
  interface HTMLElementTagNameMap {
    'cer-campaign-tree': CampaignTree;
  }
}
