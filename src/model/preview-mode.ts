/**
 * How email previews are shown. `document`: the email is rendered into a frame from its HTML. `page`: the frame loads a
 * separate page from the endpoint.
 */
export const previewModes = ['document', 'page'] as const;
export type PreviewMode = (typeof previewModes)[number];
