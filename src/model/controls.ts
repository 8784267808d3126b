/** The controls of the toolbar, in display order. Some names are reserved for controls that do not exist yet. */
export const toolbarControls = [
  'search',
  'time-frame',
  'compare',
  'filter',
  'group-by',
  'activity',
  'columns',
  'views',
  'share',
  'refresh',
] as const;
export type ToolbarControl = (typeof toolbarControls)[number];

/** The entries of the share menu, in display order. */
export const shareTargets = ['link', 'copy', 'csv', 'xlsx', 'print'] as const;
export type ShareTarget = (typeof shareTargets)[number];
