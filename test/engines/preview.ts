export { measureEmail } from '../../src/email/measure-email.ts';
export {
  buildEmailDocument,
  buildFrameDocument,
  frameSandbox,
  parseEmailHtml,
} from '../../src/email/sanitizer/sanitizer.ts';
