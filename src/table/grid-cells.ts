import { visualScale } from '../ui/visual-scale.ts';

/** Returns the cell that contains an element. */
export const cellOf = (element: Element): HTMLTableCellElement | null => element.closest('th, td');

/** Returns what gets the focus in a cell: its button, in a header the one that sorts, or else the cell itself. */
export function targetOf(cell: HTMLTableCellElement): HTMLElement {
  return [...cell.querySelectorAll('button')].at(-1) ?? cell;
}

/** Scrolls a cell into view between the header, the totals and the names, which cover what scrolls under them. */
export function scrollToCell(scroller: HTMLElement, table: HTMLTableElement, cell: HTMLTableCellElement): void {
  const scale = visualScale(scroller);
  const isLine = cell.closest('tbody') !== null;
  const sizeOf = (element: Element | null | undefined, side: 'width' | 'height') =>
    (element?.getBoundingClientRect()[side] ?? 0) / scale;
  const names = cell.cellIndex > 0 ? sizeOf(table.tHead?.rows[0]?.cells[0], 'width') : 0;
  const [top, bottom] = isLine ? [sizeOf(table.tHead, 'height'), sizeOf(table.tFoot, 'height')] : [0, 0];
  scroller.style.scrollPaddingBlock = `${top}px ${bottom}px`;
  scroller.style.scrollPaddingInline = `${names}px 0`;
  cell.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}
