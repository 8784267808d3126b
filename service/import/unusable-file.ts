/** An error that ends an import, or a removal, because of one of its files. The database is then unchanged. */
export class UnusableFile extends Error {
  /** The message without its last sentence, which says that nothing was imported. */
  readonly problem: string;

  /** @param problem whole sentences that name the file */
  constructor(problem: string, options?: ErrorOptions) {
    super(`${problem} Nothing was imported.`, options);
    this.problem = problem;
  }
}
