/** `document`: an email is shown as a document made in the page. `page`: as the page of its own that the endpoint has. */
export const previewModes = ['document', 'page'] as const;
export type PreviewMode = (typeof previewModes)[number];
