/** The command line of the preview bench: the engine, the emails to measure, and the size of the emails. */
import { parseArgs } from 'node:util';
import { emailLimits } from '../src/email/sanitizer/limits.ts';

export const { values: options } = parseArgs({
  options: {
    engine: { type: 'string', default: 'Chromium' },
    only: { type: 'string', default: '' },
    elements: { type: 'string', default: String(emailLimits.elements) },
    kilobytes: { type: 'string', default: String(emailLimits.bytes / 1024) },
    depth: { type: 'string', default: String(emailLimits.depth) },
  },
});
export const [elements, kilobytes, depth] = [options.elements, options.kilobytes, options.depth].map(Number) as [
  number,
  number,
  number,
];
export const bytes = kilobytes * 1024;
