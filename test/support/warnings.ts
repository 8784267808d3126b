import { pendingTasks } from './waiting.ts';

/** The warnings that the element logs during some work, and while it explains its mistakes afterwards. */
export async function warningsOf(work: () => Promise<void> | void): Promise<string[]> {
  // Their code loads on demand, which takes any time.
  await import('../../src/explain-property.ts');
  await import('../../src/explain-extra-columns.ts');
  await import('../../src/endpoint/explain-error.ts');
  await import('../../src/endpoint/report-warnings.ts');
  const warnings: string[] = [];
  const { warn } = console;
  console.warn = (...values: unknown[]) => warnings.push(values.join(' '));
  try {
    await work();
    await pendingTasks();
  } finally {
    console.warn = warn;
  }
  return warnings.filter((warning) => warning.startsWith('campaign-email-report'));
}
