export { measureEmail } from '../../src/email/measure-email.ts';
export * from '../../src/email/sanitizer/sanitizer.ts';
