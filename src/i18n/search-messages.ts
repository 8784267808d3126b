/** The words of what was found. Numbers are given as the reader's locale writes them. */
export interface FoundMessages {
  readonly clear: string;
  readonly found: (count: number, formatted: string, all: string) => string;
  readonly nothingFound: (text: string) => string;
}

/** The words of searching for names. */
export interface SearchMessages extends FoundMessages {
  readonly label: string;
  readonly placeholder: string;
}
