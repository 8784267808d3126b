import type { ClipboardTable } from './clipboard-table.ts';

/** The result of a copy, with the text to copy by hand if the browser denied access to the clipboard. */
export interface CopyResult {
  readonly textToCopy: string | undefined;
  /** The number of rows, without the header and the total. */
  readonly rowCount: number;
}

/**
 * Copies a table to the clipboard, in both forms together. It must be called in a click, before the content is ready:
 * browsers allow a copy only for a short time after it.
 */
export async function copyTable(content: Promise<ClipboardTable>): Promise<CopyResult> {
  const blobOf = (form: 'html' | 'text', type: string) => {
    const blob = content.then((table) => new Blob(table[form], { type }));
    // The failure of the content is reported below.
    blob.catch(() => undefined);
    return blob;
  };
  let isCopied = false;
  try {
    const forms = { 'text/html': blobOf('html', 'text/html'), 'text/plain': blobOf('text', 'text/plain') };
    await navigator.clipboard.write([new ClipboardItem(forms)]);
    isCopied = true;
  } catch {
    // Denied by the browser, the page or an insecure connection.
  }
  const { text, rowCount } = await content;
  return { textToCopy: isCopied ? undefined : text.join(''), rowCount };
}
