/** The warnings that the element logs during some work. */
export async function warningsOf(work: () => Promise<void> | void): Promise<string[]> {
  const warnings: string[] = [];
  const { warn } = console;
  console.warn = (...values: unknown[]) => warnings.push(values.join(' '));
  try {
    await work();
  } finally {
    console.warn = warn;
  }
  return warnings.filter((warning) => warning.startsWith('campaign-email-report'));
}
