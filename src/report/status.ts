import type { RenderContext } from '../ui/render-context.ts';

/** The states of the element. Each is also a custom state for style sheets: `campaign-email-report:state(stale)`. */
const statuses = ['idle', 'loading', 'refreshing', 'ready', 'empty', 'error', 'incomplete', 'stale'] as const;
export type Status = (typeof statuses)[number];

type CustomStates = Pick<Set<string>, 'add' | 'delete'>;

/** Returns the custom states of an element; a set without effect where elements have none: in jsdom and happy-dom. */
export function customStatesOf(element: Partial<Pick<HTMLElement, 'attachInternals'>>): CustomStates {
  const internals: Partial<ElementInternals> | undefined = element.attachInternals?.();
  return internals?.states ?? new Set();
}

/** Sets the custom state of a status, and removes those of the others. */
export function setStatus(states: CustomStates, status: Status): void {
  for (const state of statuses) states[state === status ? 'add' : 'delete'](state);
}

/** Returns the status of the element. */
export function statusOf({
  displayed,
  view,
  isLoading,
  failure,
  pageError,
}: Pick<RenderContext, 'displayed' | 'view' | 'isLoading' | 'failure' | 'pageError'>): Status {
  const report = displayed?.loaded.report;
  if (isLoading) return report ? 'refreshing' : 'loading';
  if (failure) {
    if (!report) return 'error';
    return report.complete ? 'stale' : 'incomplete';
  }
  if (!report) return 'idle';
  if (pageError) return 'incomplete';
  const isFiltered = report.window && (report.window.search ?? view.filter);
  return report.length === 0 && !isFiltered ? 'empty' : 'ready';
}
