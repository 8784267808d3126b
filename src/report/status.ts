import type { RenderContext } from '../ui/render-context.ts';

/** The states of the element. Each is also a custom state for style sheets: `campaign-email-report:state(stale)`. */
export const statuses = ['idle', 'loading', 'refreshing', 'ready', 'empty', 'error', 'incomplete', 'stale'] as const;
export type Status = (typeof statuses)[number];

/** Returns the custom states of an element; a set without effect where elements have none: in jsdom and happy-dom. */
export function customStatesOf(
  element: Partial<Pick<HTMLElement, 'attachInternals'>>,
): Pick<Set<string>, 'add' | 'delete'> {
  const internals: Partial<ElementInternals> | undefined = element.attachInternals?.();
  return internals?.states ?? new Set();
}

/** Returns the status of the element. */
export function statusOf({
  displayed,
  isLoading,
  failure,
  pageError,
}: Pick<RenderContext, 'displayed' | 'isLoading' | 'failure' | 'pageError'>): Status {
  const report = displayed?.loaded.report;
  if (isLoading) return report ? 'refreshing' : 'loading';
  if (failure) {
    if (!report) return 'error';
    return report.complete ? 'stale' : 'incomplete';
  }
  if (!report) return 'idle';
  if (pageError) return 'incomplete';
  return report.length === 0 && !report.window?.search ? 'empty' : 'ready';
}
