/** The words of searching for names. Numbers are given as the reader's locale writes them. */
export interface SearchMessages {
  readonly label: string;
  readonly placeholder: string;
  readonly clear: string;
  readonly found: (count: number, formatted: string, all: string) => string;
  readonly nothingFound: (text: string) => string;
}
