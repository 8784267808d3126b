/** Drags, header keys, tooltips and their texts. Loaded when the pointer or the focus enters the table. */
export { DefinitionsController } from '../i18n/definitions-controller.ts';
export { ColumnResizeReorder } from './column-resize-reorder.ts';
export { TableTooltip } from './table-tooltip.ts';
