export { caps, type CapId } from './limits.ts';
export type { EmailElement } from './email-tree.ts';
export { frameDocument, type FrameOptions } from './frame-document.ts';
export { linksOf, type EmailLink } from './links.ts';
export { imagesOffPolicy, imagesOnPolicy, innerSandbox, outerSandbox } from './policies.ts';
export { readEmail, trustedTypesPolicyName, trustFrameDocument, type ReadEmail } from './read-email.ts';
export { hasRemoteImages } from './remote-images.ts';
export { textOf } from './text.ts';
