/** Logs a warning for the host's developer. The element never throws at the page. */
export function warn(message: string, ...details: readonly unknown[]): void {
  console.warn(`campaign-email-report: ${message}`, ...details);
}
