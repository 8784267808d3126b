import type { Line } from '../table-model/table.ts';
import type { Localization } from '../ui/cell-formatters.ts';

/** How the names of lines are written. */
export interface NameStyle {
  readonly isGrouped: boolean;
  readonly localization: Localization;
  isExpanded(campaignId: string): boolean;
}

type NameKind = 'waiting' | 'failed' | 'email' | 'link' | 'campaign';

function kindOf(line: Line | undefined, isFailed: boolean): NameKind {
  if (!line) return isFailed ? 'failed' : 'waiting';
  if (line.emails !== undefined) return 'campaign';
  return line.hasPreview ? 'link' : 'email';
}

/** Its name; or its id, where the name has nothing that could be seen, pressed or read out. */
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

/** The number of emails of a campaign: a figure for who sees it, a phrase for who hears it. */
class Size {
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
    this.#phrase.textContent = `, ${messages.emailsInCampaign(emails, figure)}`;
  }
}

/** The first cell of a row: a campaign that opens and closes, or an email, which may open a preview. */
export class NameCell {
  readonly #cell: HTMLTableCellElement;
  readonly #text = document.createTextNode('');
  readonly #name = document.createElement('bdi');
  readonly #line = create('div', 'line');
  #toggle: HTMLButtonElement | undefined;
  #link: HTMLButtonElement | undefined;
  #size: Size | undefined;
  #mark: HTMLElement | undefined;
  #kind: NameKind = 'waiting';
  #isNested = false;
  #written = '';

  constructor(cell: HTMLTableCellElement) {
    this.#cell = cell;
    this.#name.append(this.#text);
  }

  /** What can be pressed in this cell. */
  get button(): HTMLButtonElement | undefined {
    if (this.#kind === 'campaign') return this.#toggle;
    return this.#kind === 'link' ? this.#link : undefined;
  }

  /** @param isFailed whether a line that is not here could not be had */
  write(line: Line | undefined, isFailed: boolean, style: NameStyle): void {
    const kind = kindOf(line, isFailed);
    if (kind !== this.#kind) this.#become(kind);
    this.#nest(style.isGrouped && kind !== 'campaign');
    this.#writeName(line ? nameOf(line) : isFailed ? style.localization.messages.rowFailed : '');
    if (line?.isContradictory || this.#mark) this.#writeMark(line, style.localization);
    if (line?.emails === undefined) return;
    this.#size?.write(line.emails, style.localization);
    const isOpen = String(style.isExpanded(line.rows.text.campaignId[line.row] ?? ''));
    if (this.#toggle && this.#toggle.ariaExpanded !== isOpen) this.#toggle.ariaExpanded = isOpen;
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
    this.#size ??= new Size();
    this.#toggle ??= createButton('line toggle');
    this.#toggle.replaceChildren(this.#name, this.#size.element);
    return this.#toggle;
  }

  #email(): HTMLElement {
    this.#link ??= createButton('link');
    this.#link.append(this.#name);
    return this.#link;
  }

  #writeMark(line: Line | undefined, { messages, controls, formats }: Localization): void {
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
    const text = controls?.contradiction(line.rows.numbers, line.row, messages, formats) ?? messages.contradiction;
    this.#mark.ariaLabel = this.#mark.title = text;
    (this.#kind === 'campaign' ? this.#toggle : this.#line)?.append(this.#mark);
  }
}
