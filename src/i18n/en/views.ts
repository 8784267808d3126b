import type { ViewsMessages } from '../views-messages.ts';

export const views: ViewsMessages = {
  longAddress: 'This view is too long for a link. In another browser, a link to it opens only a part of it.',
  incompleteLink: 'This link is incomplete: a part of its view is only in the browser where it was copied.',
};
