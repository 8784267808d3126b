import type { ViewsMessages } from '../views-messages.ts';

export const views: ViewsMessages = {
  longAddress: 'This view is too long for a link. In another browser, a link to it opens only a part of it.',
  incompleteLink: 'This link is incomplete: a part of its view is only in the browser where it was copied.',
  notStored:
    'Couldn’t save your view: this browser’s storage is full or blocked. Your changes last until you leave this page.',
  yourViews: 'Your views',
  name: 'Name of the view',
  save: 'Save view',
  rename: 'Rename',
  renameView: (name) => `Rename “${name}”`,
  replaceView: (name) => `Replace “${name}” with the view on screen`,
  deleteView: (name) => `Delete “${name}”`,
  saved: (name) => `Saved “${name}”.`,
  renamed: (name) => `Renamed to “${name}”.`,
  replaced: (name) => `Replaced “${name}”.`,
  deleted: (name) => `Deleted “${name}”.`,
  changed: '(changed)',
  reset: 'Reset',
  undo: 'Undo',
  undone: 'Change undone.',
  redone: 'Change redone.',
  nothingToUndo: 'There’s nothing to undo.',
  nothingToRedo: 'There’s nothing to redo.',
};
