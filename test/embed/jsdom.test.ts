// @vitest-environment jsdom
import { describeIn } from './simulated-dom.ts';

describeIn('jsdom');
