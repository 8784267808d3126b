import { splitEmailName, visibleName } from '../table-model/email-name.ts';
import type { Line } from '../table-model/table.ts';
import type { CellFormatter, Localization } from '../ui/cell-formatters.ts';

/** How the name cells of a table are written. */
export interface NameFormat {
  readonly isGrouped: boolean;
  /** Whether the campaign of each email is in view, so that the email's name need not repeat it. */
  readonly hasCampaigns: boolean;
  /** Whether the cells of emails begin with the name of their campaign. */
  readonly isJoined: boolean;
  readonly localization: Localization;
  readonly isExpanded: (campaignId: string) => boolean;
  /** Formats the date below the name; `undefined` for no date. */
  readonly formatDate: CellFormatter | undefined;
}

type NameKind = 'waiting' | 'failed' | 'email' | 'link' | 'campaign' | 'only-email' | 'only-link';

function kindOf(line: Line | undefined, hasFailed: boolean, { isJoined }: NameFormat): NameKind {
  if (!line) return hasFailed ? 'failed' : 'waiting';
  if (line.emails !== undefined) return 'campaign';
  if (line.isOnlyEmail || isJoined) return line.hasPreview ? 'only-link' : 'only-email';
  return line.hasPreview ? 'link' : 'email';
}

const campaignNameOf = ({ rows: { text }, row }: Line) => visibleName(text.campaignName[row], text.campaignId[row]);

/** Returns the name of an email: the part that repeats the name of its campaign, where that is in view, and the rest. */
function emailNameOf(
  { rows: { text }, row }: Line,
  { hasCampaigns }: NameFormat,
): readonly [repeated: string, rest: string] {
  const name = visibleName(text.emailName[row], text.emailId[row]);
  return hasCampaigns ? splitEmailName(name, [text.campaignName[row], text.program[row]]) : ['', name];
}

function create<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, className: string): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  element.className = className;
  return element;
}

function createButton(className: string): HTMLButtonElement {
  const button = create('button', className);
  button.type = 'button';
  button.tabIndex = -1;
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

/** A name of which only the end may be visible: the whole is there for screen readers, find in page and the tooltip. */
class Name {
  readonly element = document.createElement('bdi');
  readonly #rest = this.element.appendChild(document.createTextNode(''));
  #repeated: HTMLElement | undefined;
  #written = ['', ''];

  write(repeated: string, rest: string): void {
    const [writtenRepeated, writtenRest] = this.#written;
    if (rest !== writtenRest) this.#rest.data = rest;
    if (repeated !== writtenRepeated) {
      this.#repeated ??= create('span', 'hidden');
      this.#repeated.textContent = repeated;
      if (repeated === '') this.#repeated.remove();
      else this.element.prepend(this.#repeated);
    }
    // A page translator replaces text nodes by elements.
    if (this.#rest.parentNode !== this.element) {
      this.element.replaceChildren(...(repeated && this.#repeated ? [this.#repeated] : []), this.#rest);
    }
    this.#written = [repeated, rest];
  }
}

/**
 * The first cell of a row: a campaign that expands and collapses, an email, which may open a preview, or both in one
 * where the campaign has no other email.
 */
export class NameCell {
  readonly #cell: HTMLTableCellElement;
  readonly #name = new Name();
  readonly #line = create('div', 'line');
  #campaignName: Name | undefined;
  #toggle: HTMLButtonElement | undefined;
  #link: HTMLButtonElement | undefined;
  #emailCount: EmailCount | undefined;
  #date: HTMLElement | undefined;
  #kind: NameKind = 'waiting';
  #isNested = false;

  constructor(cell: HTMLTableCellElement) {
    this.#cell = cell;
  }

  /** The button in this cell. */
  get button(): HTMLButtonElement | undefined {
    if (this.#kind === 'campaign') return this.#toggle;
    return this.#kind === 'link' || this.#kind === 'only-link' ? this.#link : undefined;
  }

  /** Shows a line, or that the line has not loaded yet, or that it failed to load. */
  write(line: Line | undefined, hasFailed: boolean, format: NameFormat): void {
    const kind = kindOf(line, hasFailed, format);
    if (kind !== this.#kind) this.#become(kind);
    this.#nest(format.isGrouped && (kind === 'email' || kind === 'link'));
    if (format.formatDate || this.#date) this.#writeDate(line && format.formatDate?.(line.rows, line.row));
    if (!line) this.#name.write('', hasFailed ? format.localization.messages.rowFailed : '');
    else if (line.emails !== undefined) this.#writeCampaign(line, line.emails, format);
    else {
      this.#name.write(...emailNameOf(line, format));
      this.#campaignName?.write('', campaignNameOf(line));
    }
  }

  #writeCampaign(line: Line, emails: number, format: NameFormat): void {
    this.#name.write('', campaignNameOf(line));
    this.#emailCount?.write(emails, format.localization);
    const isExpanded = String(format.isExpanded(line.rows.text.campaignId[line.row] ?? ''));
    if (this.#toggle && this.#toggle.ariaExpanded !== isExpanded) this.#toggle.ariaExpanded = isExpanded;
  }

  #nest(isNested: boolean): void {
    if (isNested === this.#isNested) return;
    this.#isNested = isNested;
    this.#cell.classList.toggle('nested', isNested);
  }

  #become(kind: NameKind): void {
    this.#kind = kind;
    if (kind === 'waiting') this.#cell.replaceChildren();
    else if (kind === 'campaign') this.#cell.replaceChildren(this.#campaign());
    else {
      const isOnlyEmail = kind === 'only-email' || kind === 'only-link';
      if (isOnlyEmail) this.#campaignName ??= new Name();
      const email = kind === 'link' || kind === 'only-link' ? this.#email() : this.#name.element;
      this.#line.classList.toggle('only', isOnlyEmail);
      this.#line.replaceChildren(...(isOnlyEmail && this.#campaignName ? [this.#campaignName.element] : []), email);
      this.#cell.replaceChildren(this.#line);
    }
  }

  #campaign(): HTMLElement {
    this.#emailCount ??= new EmailCount();
    this.#toggle ??= createButton('line toggle');
    this.#toggle.replaceChildren(this.#name.element, this.#emailCount.element);
    return this.#toggle;
  }

  #email(): HTMLElement {
    this.#link ??= createButton('link');
    this.#link.append(this.#name.element);
    return this.#link;
  }

  #writeDate(date = ''): void {
    this.#date ??= create('span', 'date');
    this.#date.textContent = date;
    if (date === '') this.#date.remove();
    else if (this.#cell.lastChild !== this.#date) this.#cell.append(this.#date);
  }
}
