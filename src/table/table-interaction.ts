/** Drags, header keys and tooltips. Loaded when the pointer or the focus enters the table. */
export { ColumnResizeReorder } from './column-resize-reorder.ts';
export { TableTooltip } from './table-tooltip.ts';
