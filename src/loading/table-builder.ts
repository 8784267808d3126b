import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Report } from '../model/report.ts';
import { firstSliceDuration, runSlice, whenIdle, yieldToMain } from '../platform/scheduler.ts';
import { shallowEqualArrays } from '../platform/shallow-equal-arrays.ts';
import { warn } from '../platform/warn.ts';
import type { SlicedTask } from '../platform/sliced-task.ts';
import { ReaderCollation } from '../table-model/reader-collation.ts';
import { TableModel } from '../table-model/table-model.ts';
import type { Table } from '../table-model/table.ts';
import type { ViewState } from '../table-model/view-state.ts';
import type { BuiltTable, LoadedReport } from './loaded-report.ts';

export type { BuiltTable } from './loaded-report.ts';

/** A table to build. */
interface Job {
  readonly loaded: LoadedReport;
  readonly model: TableModel;
  /** Everything that the table depends on. The report is the first input. */
  readonly inputs: readonly unknown[];
  readonly task: SlicedTask<Table>;
  /** The time spent so far, in milliseconds. */
  duration: number;
}

/**
 * The pause after each table of a growing report, as a multiple of the time that it took to build: building then takes at
 * most a quarter of the time while the report loads.
 */
const pauseRatio = 3;

const logFailure = (error: unknown) => warn('the table failed to load.', error);

/**
 * Builds the table of a report and a view without blocking the page. Short work runs synchronously, longer work in
 * slices, while the previous table stays. Outdated work is discarded.
 */
export class TableBuilder implements ReactiveController {
  /** Resolves when no table is being built. */
  ready: Promise<void> = Promise.resolve();

  readonly #host: ReactiveControllerHost;
  #built: (BuiltTable & Pick<Job, 'inputs'>) | undefined;
  #collation: ReaderCollation | undefined;
  #model: { readonly report: Report; readonly collation: ReaderCollation; readonly model: TableModel } | undefined;
  #job: Job | undefined;
  #preparation: SlicedTask<void> | undefined;
  /** The earliest time for the next table of a growing report, on the clock of `performance.now()`. */
  #throttledUntil = -Infinity;
  #throttleTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    this.#cancel();
    this.#preparation = undefined;
  }

  /**
   * Returns the newest table that is ready. If building the table of this report and view takes longer, returns the
   * previous one and updates the host when it is ready.
   */
  build(loaded: LoadedReport | undefined, view: ViewState, collator: Intl.Collator): BuiltTable | undefined {
    if (!loaded) {
      this.#cancel();
      this.#built = undefined;
      return undefined;
    }
    const inputs = [
      loaded.report,
      collator,
      view.sort,
      view.groupBy,
      view.columnSet,
      view.columns,
      view.isNarrow,
      view.search,
      view.filter,
      view.timeZone,
      view.expandedByDefault,
      view.toggledCampaignIds,
    ];
    if (this.#built && shallowEqualArrays(inputs, this.#built.inputs)) {
      this.#cancel();
      // A refresh may have loaded the same rows again.
      if (this.#built.loaded !== loaded) this.#built = { ...this.#built, loaded };
    } else if (!this.#isBuilding(loaded, inputs) && !this.#isThrottled(loaded, inputs)) {
      this.#start(loaded, view, collator, inputs);
    }
    return this.#built;
  }

  /** Whether this table, or one of the same growing report, is being built. */
  #isBuilding({ report }: LoadedReport, inputs: readonly unknown[]): boolean {
    if (!this.#job) return false;
    return shallowEqualArrays(inputs, this.#job.inputs) || isGrowth(this.#job, report, inputs);
  }

  /** Whether to wait, because the report has only grown since its last table, which is recent. */
  #isThrottled({ report }: LoadedReport, inputs: readonly unknown[]): boolean {
    const pause = this.#throttledUntil - performance.now();
    if (!this.#built || pause <= 0 || !isGrowth(this.#built, report, inputs)) return false;
    this.#throttleTimer ??= setTimeout(() => {
      this.#throttleTimer = undefined;
      this.#host.requestUpdate();
    }, pause);
    return true;
  }

  #start(loaded: LoadedReport, view: ViewState, collator: Intl.Collator, inputs: readonly unknown[]): void {
    this.#cancel();
    this.#preparation = undefined;
    const model = this.#modelOf(loaded.report, collator);
    const job: Job = { loaded, model, inputs, task: model.build(view), duration: 0 };
    this.#job = job;
    this.ready = this.#run(job).catch(logFailure);
  }

  /** Runs a job. One that fails stays the current one, so that the same table is not tried again. */
  async #run(job: Job): Promise<void> {
    for (let pause = this.#runSlice(job); pause; pause = this.#runSlice(job)) {
      await pause;
      if (this.#job !== job) return;
    }
    // Has no effect if the table is ready before the update that it is built for ends.
    this.#host.requestUpdate();
  }

  /** Runs a slice of a job. Returns the pause before the next slice, or `undefined` if the table is ready. */
  #runSlice(job: Job): Promise<unknown> | undefined {
    const start = performance.now();
    const step = runSlice(job.task, this.#built ? undefined : firstSliceDuration);
    job.duration += performance.now() - start;
    if (!step.done) return step.value ?? yieldToMain();
    this.#finish(job, step.value);
    return undefined;
  }

  #finish({ loaded, inputs, model, duration }: Job, table: Table): void {
    this.#built = { loaded, table, inputs };
    this.#job = undefined;
    this.#throttledUntil = performance.now() + pauseRatio * duration;
    if (loaded.report.complete) this.#prepare(model.prepare()).catch(logFailure);
  }

  /** Prepares for the next sort while the browser is idle. */
  async #prepare(task: SlicedTask<void>): Promise<void> {
    this.#preparation = task;
    for (;;) {
      const milliseconds = await whenIdle();
      if (this.#preparation !== task) return;
      const step = runSlice(task, milliseconds);
      if (step.done) return;
      await step.value;
    }
  }

  #modelOf(report: Report, collator: Intl.Collator): TableModel {
    if (this.#collation?.collator !== collator) this.#collation = new ReaderCollation(collator);
    const collation = this.#collation;
    if (this.#model?.report !== report || this.#model.collation !== collation) {
      this.#model = { report, collation, model: new TableModel(report, collation) };
    }
    return this.#model.model;
  }

  #cancel(): void {
    this.#job = undefined;
    clearTimeout(this.#throttleTimer);
    this.#throttleTimer = undefined;
  }
}

/** Whether a report is a longer version of that of a table, and still loading. All other inputs must be the same. */
function isGrowth(table: Pick<Job, 'loaded' | 'inputs'>, report: Report, inputs: readonly unknown[]): boolean {
  const before = table.loaded.report;
  if (before.complete || report.complete || before.scope !== report.scope || before.length > report.length)
    return false;
  return shallowEqualArrays(inputs.slice(1), table.inputs.slice(1));
}
