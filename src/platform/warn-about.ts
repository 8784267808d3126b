/** Logs a warning about one element, which is named by its id if it has one. */
export function warnAbout({ id }: { readonly id: string }, message: string, ...details: readonly unknown[]): void {
  console.warn(`campaign-email-report${id && `#${id}`}: ${message}`, ...details);
}
