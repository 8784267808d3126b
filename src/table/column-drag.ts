import type { ColumnId } from '../model/columns.ts';
import { columnRequest, type ColumnRequest } from '../ui/column-request.ts';
import { maxWidth, minWidth } from '../table-model/visible-columns.ts';
import { inlineDirection } from '../ui/inline-direction.ts';
import { edgeScroll, followPointer, type PointerPosition } from '../ui/pointer-drag.ts';

/** The table whose columns are dragged. */
export interface ColumnDragHost {
  readonly table: () => HTMLTableElement;
  readonly scroller: () => HTMLElement;
  /** Shows a width during a drag; without a width, those of the view. */
  readonly preview: (column: ColumnId, width: number | undefined) => void;
  readonly request: (request: ColumnRequest) => void;
}

/** A press becomes a drag when the pointer has moved by this many pixels. */
const dragThreshold = 5;

/** Returns the column of a header, or of an element in it. */
export const columnOf = (element: Element): ColumnId =>
  element.closest<HTMLElement>('[data-column]')?.dataset['column'] as ColumnId;

/** Moves the column of a header to where the header is dropped. */
export function dragHeader(host: ColumnDragHost, header: HTMLElement, press: PointerEvent): void {
  const headers = [...host.table().querySelectorAll<HTMLElement>('thead [data-column]')];
  const from = headers.indexOf(header);
  if (from < 1) return;
  let target: HTMLElement | undefined;
  const unmark = () => target?.classList.remove('drop-before', 'drop-after');
  const onDrag = ({ x }: PointerPosition) => {
    header.classList.add('dragged');
    scrollNearEdge(host, headers[0], x);
    unmark();
    const to = headerIndexAt(headers, x, inlineDirection(host.table()));
    target = to === from ? undefined : headers[to];
    target?.classList.add(to < from ? 'drop-before' : 'drop-after');
  };
  const onEnd = (isDropped: boolean) => {
    header.classList.remove('dragged');
    unmark();
    if (isDropped && target) host.request(columnRequest({ move: columnOf(header), to: columnOf(target) }));
  };
  followPointer(header, press, { onDrag, onEnd }, dragThreshold);
}

/** Resizes the column of a handle. */
export function dragHandle(host: ColumnDragHost, handle: HTMLElement, press: PointerEvent): void {
  const header = handle.closest('th');
  const column = columnOf(handle);
  const initialWidth = header?.offsetWidth ?? minWidth;
  let width = initialWidth;
  const onDrag = ({ byX }: PointerPosition) => {
    width = Math.max(minWidth, Math.min(initialWidth + byX * inlineDirection(host.table()), maxWidth));
    host.preview(column, width);
  };
  const onEnd = (isDropped: boolean) => {
    if (isDropped) host.request(columnRequest({ resize: column, width }));
    else host.preview(column, undefined);
  };
  followPointer(handle, press, { onDrag, onEnd }, 1);
}

/** Returns the index of the header at a position. The name column keeps its place. */
function headerIndexAt(headers: readonly HTMLElement[], x: number, direction: 1 | -1): number {
  const distances = headers.map((header) => {
    const { left, right } = header.getBoundingClientRect();
    return direction > 0 ? right - x : x - left;
  });
  const index = distances.findIndex((distance, place) => place > 0 && distance > 0);
  return index < 0 ? headers.length - 1 : index;
}

/** The name column stays where it is and covers what scrolls under it. */
function scrollNearEdge(host: ColumnDragHost, name: HTMLElement | undefined, x: number): void {
  const scroller = host.scroller();
  const { left, right } = scroller.getBoundingClientRect();
  const names = name?.getBoundingClientRect().width ?? 0;
  scroller.scrollLeft +=
    inlineDirection(host.table()) > 0 ? edgeScroll(x, left + names, right) : edgeScroll(x, left, right - names);
}
