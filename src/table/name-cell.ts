import type { Line } from '../table-model/table.ts';
import { explainContradiction, type Localization } from '../ui/cell-formatters.ts';

/** How the name cells of a table are written. */
export interface NameFormat {
  readonly isGrouped: boolean;
  readonly localization: Localization;
  readonly isExpanded: (campaignId: string) => boolean;
}

type NameKind = 'waiting' | 'failed' | 'email' | 'link' | 'campaign';

function kindOf(line: Line | undefined, hasFailed: boolean): NameKind {
  if (!line) return hasFailed ? 'failed' : 'waiting';
  if (line.emails !== undefined) return 'campaign';
  return line.hasPreview ? 'link' : 'email';
}

/** Returns the name; or the id, where the name has no visible character to click or to read out. */
function nameOf({ rows: { text }, row, emails }: Line): string {
  const name = text.emailName[row] ?? '';
  if (/[^\s\p{C}]/u.test(name)) return name;
  return (emails === undefined ? text.emailId : text.campaignId)[row] ?? name;
}

function create<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, className: string): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  element.className = className;
  return element;
}

function createButton(className: string): HTMLButtonElement {
  const button = create('button', className);
  button.type = 'button';
  return button;
}

/** The number of emails in a campaign: a figure on screen, a phrase for screen readers. */
class EmailCount {
  readonly element = create('span', 'size');
  readonly #figure = this.element.appendChild(document.createElement('span'));
  readonly #phrase = this.element.appendChild(create('span', 'hidden'));

  constructor() {
    this.#figure.ariaHidden = 'true';
  }

  write(emails: number, { messages, formats }: Localization): void {
    this.element.hidden = Number.isNaN(emails);
    const figure = formats.count(emails);
    this.#figure.textContent = figure;
    this.#phrase.textContent = `, ${messages.emails(emails, figure)}`;
  }
}

/** The first cell of a row: a campaign that expands and collapses, or an email, which may open a preview. */
export class NameCell {
  readonly #cell: HTMLTableCellElement;
  readonly #text = document.createTextNode('');
  readonly #name = document.createElement('bdi');
  readonly #line = create('div', 'line');
  #toggle: HTMLButtonElement | undefined;
  #link: HTMLButtonElement | undefined;
  #emailCount: EmailCount | undefined;
  #mark: HTMLElement | undefined;
  #kind: NameKind = 'waiting';
  #isNested = false;
  #written = '';

  constructor(cell: HTMLTableCellElement) {
    this.#cell = cell;
    this.#name.append(this.#text);
  }

  /** The button in this cell. */
  get button(): HTMLButtonElement | undefined {
    if (this.#kind === 'campaign') return this.#toggle;
    return this.#kind === 'link' ? this.#link : undefined;
  }

  /** Shows a line, or that the line has not loaded yet, or that it failed to load. */
  write(line: Line | undefined, hasFailed: boolean, format: NameFormat): void {
    const kind = kindOf(line, hasFailed);
    if (kind !== this.#kind) this.#become(kind);
    this.#nest(format.isGrouped && kind !== 'campaign');
    this.#writeName(line ? nameOf(line) : hasFailed ? format.localization.messages.rowFailed : '');
    if (line?.isContradictory || this.#mark) this.#writeMark(line, format.localization);
    if (line?.emails === undefined) return;
    this.#emailCount?.write(line.emails, format.localization);
    const isExpanded = String(format.isExpanded(line.rows.text.campaignId[line.row] ?? ''));
    if (this.#toggle && this.#toggle.ariaExpanded !== isExpanded) this.#toggle.ariaExpanded = isExpanded;
  }

  #nest(isNested: boolean): void {
    if (isNested === this.#isNested) return;
    this.#isNested = isNested;
    this.#cell.classList.toggle('nested', isNested);
  }

  #writeName(name: string): void {
    if (name === this.#written) return;
    this.#written = name;
    this.#text.data = name;
  }

  #become(kind: NameKind): void {
    this.#kind = kind;
    if (kind === 'waiting') this.#cell.replaceChildren();
    else if (kind === 'campaign') this.#cell.replaceChildren(this.#campaign());
    else {
      this.#line.prepend(kind === 'link' ? this.#email() : this.#name);
      if (kind !== 'link') this.#link?.remove();
      this.#cell.replaceChildren(this.#line);
    }
  }

  #campaign(): HTMLElement {
    this.#emailCount ??= new EmailCount();
    this.#toggle ??= createButton('line toggle');
    this.#toggle.replaceChildren(this.#name, this.#emailCount.element);
    return this.#toggle;
  }

  #email(): HTMLElement {
    this.#link ??= createButton('link');
    this.#link.append(this.#name);
    return this.#link;
  }

  #writeMark(line: Line | undefined, localization: Localization): void {
    if (!line?.isContradictory) {
      this.#mark?.remove();
      return;
    }
    if (!this.#mark) {
      this.#mark = create('span', 'mark');
      this.#mark.part.add('mark');
      this.#mark.role = 'img';
      this.#mark.textContent = '!';
    }
    this.#mark.ariaLabel = this.#mark.title = explainContradiction(line.rows.numbers, line.row, localization);
    (this.#kind === 'campaign' ? this.#toggle : this.#line)?.append(this.#mark);
  }
}
