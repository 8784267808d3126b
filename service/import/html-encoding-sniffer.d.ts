declare module 'html-encoding-sniffer' {
  /** Returns the name of the encoding of an HTML document, by the algorithm of the HTML standard. */
  export default function sniffEncoding(bytes: Uint8Array, options?: { defaultEncoding?: string }): string;
}
