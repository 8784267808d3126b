import { openChromium } from './chromium.ts';
import { testEmailPreview } from './test-email-preview.ts';

// `npm run test:engines` repeats the attacks, to find those that only succeed sometimes.
testEmailPreview('Chromium', openChromium, 1);
