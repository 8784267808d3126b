/** Every warning of the element that is logged while something is done. */
export async function warningsOf(work: () => Promise<void> | void): Promise<string[]> {
  const warnings: string[] = [];
  const { warn } = console;
  console.warn = (...words: unknown[]) => warnings.push(words.join(' '));
  try {
    await work();
  } finally {
    console.warn = warn;
  }
  return warnings.filter((warning) => warning.startsWith('campaign-email-report'));
}
