// The bare name `punycode` is a deprecated module of Node, so the file is imported, which has no types.
declare module 'punycode/punycode.es6.js' {
  /** Decodes the Punycode labels of a host name. Throws a `RangeError` if one is invalid. */
  export function toUnicode(hostName: string): string;
}
