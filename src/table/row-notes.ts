import { css, type CSSResultOrNative, type ReactiveControllerHost } from 'lit';
import { rowNotes as english } from '../i18n/en/row-notes.ts';
import { MessagesController } from '../i18n/messages-controller.ts';
import type { RowNotesMessages } from '../i18n/row-notes-messages.ts';
import type { ColumnId } from '../model/columns.ts';
import { shallowEqualArrays } from '../platform/shallow-equal-arrays.ts';
import type { Rows } from '../table-model/rows.ts';
import { recentSends, reportOf, settlingOf, type Settling } from '../table-model/settling.ts';
import type { Line, Table } from '../table-model/table.ts';
import type { Localization } from '../ui/cell-formatters.ts';
import { settlingText } from '../ui/settling-text.ts';
import { coverageOf, isOfOpens, trackedEmails } from '../ui/tracked-emails.ts';
import { explainContradiction } from './explain-contradiction.ts';

const translations = { fr: () => import('../i18n/fr/row-notes.ts').then(({ rowNotes }) => rowNotes) };

const styles = css`
  .mark {
    flex: none;
    inline-size: 16px;
    block-size: 16px;
    border: 1px solid currentcolor;
    border-radius: 50%;
    color: var(--_warning);
    font-size: 11px;
    font-weight: 700;
    line-height: 14px;
    text-align: center;
  }

  .line .mark {
    position: relative;
  }

  .line:not(.only) .mark {
    margin-inline-start: 8px;
  }

  /* Fingers need a larger target. */

  .mark::before {
    position: absolute;
    inset: -5px;
    content: '';
  }

  /* That figures can still change is no warning: it is quiet. */
  .line .clock {
    border: 0;
    color: var(--_muted);
  }

  .coverage {
    display: block;
    color: var(--_muted);
    font-size: max(10px, 0.75em);
    font-weight: 400;
    line-height: 1.2;
    white-space: normal;
  }

  @media print {
    .line .mark,
    .mark svg {
      inline-size: 10px;
      block-size: 10px;
    }
  }

  /* On a phone, names need their whole line, but dates are short. */

  @container (inline-size < 560px) {
    .name:has(.date) .mark {
      position: absolute;
      inset-block-end: 4px;
      inset-inline-end: 8px;
    }

    .name:has(.date) .mark + .mark {
      inset-inline-end: 28px;
    }
  }
`;

/** Writes the notes of a line into its row; `undefined` if the line has not loaded. */
export type NoteWriter = (row: HTMLTableRowElement, line: Line | undefined) => void;

/** The table whose rows have notes. */
export interface RowNotesHost extends ReactiveControllerHost {
  readonly addStyles: (...styles: readonly CSSResultOrNative[]) => void;
  readonly locale: string;
  readonly localization: Localization;
  readonly table: Table | undefined;
  readonly renderRoot: ParentNode;
}

/** Everything that a note depends on besides its row. */
interface NoteContext {
  readonly columns: readonly ColumnId[];
  /** The places of the columns of opens. */
  readonly openPlaces: readonly number[];
  readonly localization: Localization;
  readonly messages: RowNotesMessages;
  /** Returns why the figures of a line can still change: in the current table, which rewrites its rows when it changes. */
  readonly settlingOfLine: (line: Line) => Settling | undefined;
}

/**
 * Writes what rows should tell besides their figures: marks on contradictory or incomplete counts, and why figures of opens
 * are unknown or leave out emails. Loaded when the first row may have such a note.
 */
export class RowNotes {
  readonly #host: RowNotesHost;
  readonly #messages: MessagesController<'rowNotes'>;
  #inputs: readonly unknown[] = [];
  #writer: NoteWriter | undefined;
  #context: NoteContext | undefined;
  #recent: { readonly table: Table; readonly sends: ReadonlyMap<string, number> } | undefined;

  constructor(host: RowNotesHost) {
    this.#host = host;
    host.addStyles(styles);
    const messages = () => host.localization.messages;
    this.#messages = new MessagesController(host, { feature: 'rowNotes', english, translations, messages });
    host.requestUpdate();
  }

  /**
   * Describes the totals, and returns what writes the notes of the other rows: the same function until its texts or the
   * columns change; `undefined` until the texts have loaded. Call it after each update.
   */
  update(columns: readonly ColumnId[]): NoteWriter | undefined {
    if (!this.#messages.follow()) return undefined;
    const { localization } = this.#host;
    const { formats, timeZone } = localization;
    const messages = this.#messages.current;
    const inputs = [columns.join(), messages, localization.messages, formats, timeZone];
    if (!shallowEqualArrays(inputs, this.#inputs)) {
      const openPlaces = columns.flatMap((column, place) => (isOfOpens(column, localization) ? [place] : []));
      const context = {
        columns,
        openPlaces,
        localization,
        messages,
        settlingOfLine: (line: Line) => this.#settlingOf(line),
      };
      this.#inputs = inputs;
      this.#context = context;
      this.#writer = (row, line) => writeNotes(row, line, context);
    }
    this.#describeTotals();
    return this.#writer;
  }

  #settlingOf(line: Line): Settling | undefined {
    const { table } = this.#host;
    const report = table && reportOf(table);
    if (!report) return undefined;
    if (this.#recent?.table !== table) this.#recent = { table, sends: recentSends(table) };
    const { rows, row, emails } = line;
    const newestSend = emails === undefined ? undefined : this.#recent.sends.get(rows.text.campaignId[row] ?? '');
    return settlingOf(rows.numbers, row, report, newestSend);
  }

  /** Lit renders the totals: they have the same element as before. */
  #describeTotals(): void {
    const totals = this.#host.renderRoot.querySelector<HTMLTableRowElement>('tfoot tr');
    const total = this.#host.table?.total;
    if (!totals || !total || !this.#context) return;
    describeFigures(totals, total, 0, this.#context);
    writeCoverage(totals, total, this.#context);
  }
}

/** Says below “Total” over how many emails the figures of opens are, if it is not over all. */
function writeCoverage(
  { cells: [name] }: HTMLTableRowElement,
  total: NotedRows,
  { columns, messages, localization }: NoteContext,
): void {
  const tracked = trackedEmails(total, columns, localization);
  const text = tracked ? messages.coverage(...tracked) : '';
  const known = name?.querySelector('.coverage');
  if ((known?.textContent ?? '') === text) return;
  known?.remove();
  if (text === '') return;
  const coverage = document.createElement('span');
  coverage.className = 'coverage';
  coverage.textContent = text;
  name?.append(coverage);
}

function writeNotes(row: HTMLTableRowElement, line: Line | undefined, context: NoteContext): void {
  const [name] = row.cells;
  if (name) writeMarks(name, line ? marksOf(line, context) : []);
  describeFigures(row, line?.rows, line?.row ?? 0, context);
}

/** Rows of which totals have no texts. */
type NotedRows = Pick<Rows, 'numbers'> & { readonly text: Partial<Pick<Rows['text'], 'openTracked'>> };

/** A mark and its reason. */
interface Mark {
  /** `clock`: figures can still change. This is no warning, so it is quiet. */
  readonly sign: '!' | '?' | 'clock';
  readonly reason: string;
}

function marksOf(line: Line, { messages, localization, settlingOfLine }: NoteContext): readonly Mark[] {
  const { rows, row } = line;
  const contradiction = explainContradiction(rows.numbers, row, messages, localization);
  // Pending is unreliable where counts contradict each other.
  const settling = contradiction ? undefined : settlingOfLine(line);
  return [
    ...(contradiction ? [{ sign: '!', reason: contradiction } as const] : []),
    ...(rows.text.mayHaveBegunEarlier[row] ? [{ sign: '?', reason: messages.mayHaveBegunEarlier } as const] : []),
    ...(settling ? [{ sign: 'clock', reason: settlingText(settling, messages, localization) } as const] : []),
  ];
}

function writeMarks(cell: HTMLTableCellElement, marks: readonly Mark[]): void {
  const known = cell.querySelectorAll('.mark');
  if (known.length === 0 && marks.length === 0) return;
  for (const mark of known) mark.remove();
  cell.querySelector('.line')?.append(...marks.map(createMark));
  // The marks of a campaign are in its button, those of an email beside it.
  describe(cell.querySelector('.link'), marks.map(({ reason }) => reason).join(' '));
}

function createMark({ sign, reason }: Mark): HTMLElement {
  const mark = document.createElement('span');
  mark.className = 'mark';
  mark.setAttribute('part', 'mark');
  mark.role = 'img';
  mark.ariaLabel = reason;
  // Clicks do not tell fingers from mice in every browser.
  mark.addEventListener('pointerdown', ({ pointerType }) => mark.classList.toggle('touched', pointerType === 'touch'));
  if (sign === 'clock') drawClock(mark);
  else mark.textContent = sign;
  return mark;
}

const svg = 'http://www.w3.org/2000/svg';

function drawClock(mark: HTMLElement): void {
  const icon = mark.appendChild(document.createElementNS(svg, 'svg'));
  const path = icon.appendChild(document.createElementNS(svg, 'path'));
  icon.setAttribute('viewBox', '0 0 16 16');
  path.setAttribute('d', 'M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11M8 5v3.2l2.2 1.3');
  mark.classList.add('clock');
}

/** Describes the figures of opens that are unknown or leave out emails. */
function describeFigures(
  element: HTMLTableRowElement,
  rows: NotedRows | undefined,
  row: number,
  context: NoteContext,
): void {
  const reason = rows ? trackingReason(rows, row, context) : '';
  for (const place of context.openPlaces) describe(element.cells[place], reason);
}

/** Returns why opens are unknown, or how many emails they are of; an empty text if they are of all emails. */
function trackingReason({ text, numbers }: NotedRows, row: number, { messages, localization }: NoteContext): string {
  const [tracked, emails] = coverageOf(numbers, row);
  if (tracked === 0) return emails === 1 ? messages.notTracked : messages.noneTracked;
  if (tracked < emails) {
    const { formats, messages: reportMessages } = localization;
    return messages.tracked(formats.count(tracked), reportMessages.emails(emails, formats.count(emails)));
  }
  return text.openTracked?.[row] === false ? messages.notTracked : '';
}

function describe(element: Element | null | undefined, text: string): void {
  if ((element?.getAttribute('aria-description') ?? '') === text) return;
  if (text !== '') element?.setAttribute('aria-description', text);
  else element?.removeAttribute('aria-description');
}
