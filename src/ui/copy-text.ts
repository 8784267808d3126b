/** Copies a text to the clipboard. Returns `false` if the page or the browser does not allow it, or the page is not secure. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
