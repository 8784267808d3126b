// @vitest-environment happy-dom
import { describeIn } from './simulated-dom.ts';

describeIn('happy-dom');
