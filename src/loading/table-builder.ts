import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { firstSliceDuration, whenIdle, yieldToMain, runSlice } from '../platform/scheduler.ts';
import type { Report } from '../model/report.ts';
import { shallowEqualArrays } from '../platform/shallow-equal-arrays.ts';
import type { SlicedTask } from '../platform/sliced-task.ts';
import { TableModel, type Table } from '../table-model/table.ts';
import type { ViewState } from '../table-model/view-state.ts';
import { ReaderCollation } from '../table-model/sorting/reader-collation.ts';

/** A report, and a table of it. */
export interface BuiltTable<Shown> {
  readonly shown: Shown;
  readonly table: Table;
}

/** What a table is made of, and what of it makes another table necessary. */
interface Wanted<Shown> {
  readonly shown: Shown;
  readonly view: ViewState;
  readonly collator: Intl.Collator;
  readonly inputs: readonly unknown[];
}

/** While a report grows, putting it in order takes no more than a fourth of the time. */
const restPerWork = 3;

/**
 * Puts a report in order for a view without keeping the reader from anything: what is quick is done at once, what
 * takes longer in turns, while the table before stays. What is out of date is dropped.
 */
export class TableBuilder<Shown extends { readonly report: Report }> implements ReactiveController {
  /** Settled when nothing is being arranged any more. */
  ready: Promise<void> = Promise.resolve();

  readonly #host: ReactiveControllerHost;
  #arranged: BuiltTable<Shown> | undefined;
  #arrangedInputs: readonly unknown[] = [];
  #collation: ReaderCollation | undefined;
  /** What is being arranged. */
  #wanted: Wanted<Shown> | undefined;
  #work: SlicedTask<Table> | undefined;
  #preparation: SlicedTask<void> | undefined;
  #maker: { readonly report: Report; readonly collation: ReaderCollation; readonly maker: TableModel } | undefined;
  /** What the current work has taken so far, in milliseconds. */
  #taken = 0;
  /** When a growing report may be put in order again. */
  #restsUntil = -Infinity;
  #rest: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    this.#drop();
    this.#preparation = undefined;
  }

  /**
   * The newest table that is ready: that of the report and the view, unless it takes longer. Then the host is updated
   * when it is there.
   */
  build(shown: Shown | undefined, view: ViewState, collator: Intl.Collator): BuiltTable<Shown> | undefined {
    if (!shown) {
      this.#drop();
      this.#arranged = undefined;
      this.#arrangedInputs = [];
      return undefined;
    }
    const { sort, groupBy, columns, search, expandedByDefault, toggledCampaignIds } = view;
    const choices = [collator, sort, groupBy, columns, search, expandedByDefault, toggledCampaignIds];
    const wanted = { shown, view, collator, inputs: [shown.report, ...choices] };
    if (shallowEqualArrays(wanted.inputs, this.#arrangedInputs)) {
      this.#drop();
      // The same rows may be shown for another reason: asked for again, and not changed.
      if (this.#arranged && this.#arranged.shown !== shown) this.#arranged = { ...this.#arranged, shown };
    } else if (!this.#isUnderWay(wanted) && !this.#isToWait(wanted)) {
      this.#begin(wanted);
    }
    return this.#arranged;
  }

  /** Whether what is wanted is being made, or a report that goes on growing into it. */
  #isUnderWay({ shown, inputs }: Wanted<Shown>): boolean {
    if (!this.#wanted) return false;
    if (shallowEqualArrays(inputs, this.#wanted.inputs)) return true;
    if (shown.report.complete) return false;
    return (
      shallowEqualArrays(inputs.slice(1), this.#wanted.inputs.slice(1)) &&
      isGrown(this.#wanted.shown.report, shown.report)
    );
  }

  /** Whether a report has only grown, and the last time that it was put in order is not long enough ago. */
  #isToWait({ shown, inputs }: Wanted<Shown>): boolean {
    if (!this.#arranged || shown.report.complete) return false;
    if (!shallowEqualArrays(inputs.slice(1), this.#arrangedInputs.slice(1))) return false;
    if (!isGrown(this.#arranged.shown.report, shown.report)) return false;
    const rest = this.#restsUntil - performance.now();
    if (rest <= 0) return false;
    this.#rest ??= setTimeout(() => {
      this.#rest = undefined;
      this.#host.requestUpdate();
    }, rest);
    return true;
  }

  #begin(wanted: Wanted<Shown>): void {
    this.#drop();
    this.#preparation = undefined;
    this.#wanted = wanted;
    this.#taken = 0;
    const { collator } = wanted;
    if (this.#collation?.collator !== collator) this.#collation = new ReaderCollation(collator);
    const pause = this.#takeTurn(wanted, this.#collation);
    if (pause) this.ready = this.#goOn(wanted, this.#collation, pause);
  }

  async #goOn(wanted: Wanted<Shown>, collation: ReaderCollation, first: Promise<unknown>): Promise<void> {
    for (let pause: Promise<unknown> | undefined = first; pause; pause = this.#takeTurn(wanted, collation)) {
      await pause;
      if (this.#wanted !== wanted) return;
    }
    this.#host.requestUpdate();
  }

  /** The pause until the next turn, if the work is not done. */
  #takeTurn({ shown, view, inputs }: Wanted<Shown>, collation: ReaderCollation): Promise<unknown> | undefined {
    this.#work ??= this.#makerOf(shown.report, collation).build(view);
    const before = performance.now();
    const step = runSlice(this.#work, this.#arranged ? undefined : firstSliceDuration);
    const now = performance.now();
    this.#taken += now - before;
    if (!step.done) return step.value ?? yieldToMain();
    this.#arranged = { shown, table: step.value };
    this.#arrangedInputs = inputs;
    this.#work = undefined;
    this.#wanted = undefined;
    this.#restsUntil = now + restPerWork * this.#taken;
    if (shown.report.complete) void this.#prepare(this.#makerOf(shown.report, collation).prepare());
    return undefined;
  }

  /** Finds out, while there is nothing else to do, what the reader's next sort will want. */
  async #prepare(work: SlicedTask<void>): Promise<void> {
    this.#preparation = work;
    for (;;) {
      const milliseconds = await whenIdle();
      if (this.#preparation !== work) return;
      const step = runSlice(work, milliseconds);
      if (step.done) return;
      await step.value;
    }
  }

  #makerOf(report: Report, collation: ReaderCollation): TableModel {
    if (this.#maker?.report !== report || this.#maker.collation !== collation) {
      this.#maker = { report, collation, maker: new TableModel(report, collation) };
    }
    return this.#maker.maker;
  }

  #drop(): void {
    this.#work = undefined;
    this.#wanted = undefined;
    clearTimeout(this.#rest);
    this.#rest = undefined;
  }
}

/** Whether a report is the same as one that was still being read, with more rows. */
function isGrown(before: Report, after: Report): boolean {
  return !before.complete && before.scope === after.scope && before.length <= after.length;
}
