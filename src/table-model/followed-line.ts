import { splitEmailName, visibleName } from './email-name.ts';
import { emailKeyOf, indexOfLine } from './find-lines.ts';
import type { Line, Table } from './table.ts';

/** The line of a campaign or an email, or the totals, which a panel is about while the report is sorted and refreshed. */
export class FollowedLine {
  #line: Line | undefined;
  #table: Table | undefined;
  #index = 0;
  #isGone = false;

  /** @param line `undefined` for the totals */
  constructor(line: Line | undefined, table: Table | undefined) {
    this.#line = line;
    this.#table = table;
  }

  /** The line in the newest table that has it; `undefined` for the totals. */
  get line(): Line | undefined {
    return this.#line;
  }

  /** Whether the newest table does not have the line. */
  get isGone(): boolean {
    return this.#isGone;
  }

  /** The names of the campaign and, below it, of the email; none for the totals. */
  get names(): readonly string[] {
    if (!this.#line) return [];
    const { rows, row, emails } = this.#line;
    const { campaignId, campaignName, emailId, emailName, program } = rows.text;
    const campaign = visibleName(campaignName[row], campaignId[row]);
    if (emails !== undefined) return [campaign];
    const [, email] = splitEmailName(visibleName(emailName[row], emailId[row]), [campaignName[row], program[row]]);
    return [campaign, email];
  }

  /** Finds the line in another table, after a sort or a refresh. */
  follow(table: Table | undefined): void {
    if (table === this.#table || !table) return;
    this.#table = table;
    if (!this.#line) return;
    const index = indexOfLine(table, this.#index, emailKeyOf(this.#line));
    this.#isGone = index === undefined;
    if (index === undefined) return;
    this.#index = index;
    this.#line = table.lineAt(index);
  }
}
