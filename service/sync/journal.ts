import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { hasDatabase, openOrCreate, openReadOnly } from '../database.ts';
import type { Lateness } from './lateness.ts';
import { RunAgainLater } from './outcome.ts';
import type { Stretch } from './stretches.ts';

/** A stretch of time that is being extracted. */
export interface Window extends Stretch {
  id: number;
  state: 'planned' | 'created' | 'queued' | 'completed' | 'downloaded' | 'failed';
  attempts: number;
  exportId: string | null;
  queuedAt: number | null;
  fileSize: number | null;
  checksum: string | null;
  records: number | null;
  problem: string | null;
}

/** A version of an email. */
export interface EmailVersion {
  id: string;
  updatedAt: string;
}

/** The content of a version of an email, as files to import. The list is empty if Marketo returns no content. */
export interface EmailContent extends EmailVersion {
  files: { name: string; content: string }[];
}

export type Scope = 'requests' | 'exports';

const fileName = 'journal.duckdb';

/**
 * The steps of a sync, in a small database beside the report database. It is open as long as the sync runs, and its lock
 * keeps other syncs out: the operating system releases it when the process ends.
 */
export class Journal {
  readonly directory: string;
  readonly #connection: DuckDBConnection;
  readonly #close: () => void;

  private constructor(directory: string, connection: DuckDBConnection, close: () => void) {
    this.directory = directory;
    this.#connection = connection;
    this.#close = close;
  }

  /** @throws RunAgainLater if another sync of this database is running */
  static async open(databasePath: string): Promise<Journal> {
    const directory = `${databasePath}.sync`;
    await mkdir(directory, { recursive: true });
    const opening = openOrCreate(join(directory, fileName), join(directory, 'spill'));
    const journal = await Journal.#connect(databasePath, opening);
    await journal.#connection.run(await readFile(new URL('journal.sql', import.meta.url), 'utf8'));
    return journal;
  }

  /**
   * Reads a journal beside any sync: creates and changes no file, and needs no permission to write.
   * @returns `undefined` if there is no journal
   * @throws RunAgainLater if a sync of this database is running
   */
  static async read<Result>(
    databasePath: string,
    read: (journal: Journal) => Promise<Result>,
  ): Promise<Result | undefined> {
    const path = join(`${databasePath}.sync`, fileName);
    if (!hasDatabase(path)) return undefined;
    const journal = await Journal.#connect(databasePath, openReadOnly(path));
    try {
      // A kill may have left it without tables, and an older version of the service without the newest one.
      const tables = await journal.#rows(`SELECT 1 FROM duckdb_tables() WHERE table_name = 'wide_read'`);
      return tables.length === 0 ? undefined : await read(journal);
    } finally {
      journal.close();
    }
  }

  static async #connect(databasePath: string, opening: Promise<DuckDBInstance>): Promise<Journal> {
    const instance = await opening.catch((error: unknown) => {
      if (!String(error).includes('Could not set lock')) throw error;
      throw new RunAgainLater(`Another sync of ${databasePath} is running. Try again when it has finished.`);
    });
    const connection = await instance.connect();
    return new Journal(`${databasePath}.sync`, connection, () => {
      connection.closeSync();
      instance.closeSync();
    });
  }

  close(): void {
    this.#close();
  }

  /** The windows that are not imported yet, the newest first. */
  async windows(): Promise<Window[]> {
    const rows = await this.#rows('SELECT * FROM windows ORDER BY end_at DESC, window_id');
    const numberOf = (value: unknown): number | null => (value === null ? null : Number(value));
    return rows.map((row) => ({
      id: Number(row['window_id']),
      start: Number(row['start_at']),
      end: Number(row['end_at']),
      state: row['state'] as Window['state'],
      attempts: Number(row['attempts']),
      exportId: row['export_id'] as string | null,
      queuedAt: numberOf(row['queued_at']),
      fileSize: numberOf(row['file_size']),
      checksum: row['checksum'] as string | null,
      records: numberOf(row['records']),
      problem: row['problem'] as string | null,
    }));
  }

  /** Adds planned windows, in one transaction. @param replaced windows that they replace */
  async plan(stretches: readonly Stretch[], replaced: readonly Window[] = []): Promise<void> {
    await this.#connection.run('BEGIN');
    await this.#replaceWindows(replaced, stretches);
    await this.#connection.run('COMMIT');
  }

  /** Begins a new plan with its windows, likewise. */
  async beginPlan(isWide: boolean, stretches: readonly Stretch[], replaced: readonly Window[]): Promise<void> {
    await this.#connection.run(`BEGIN; DELETE FROM plan; INSERT INTO plan VALUES (${isWide}, 0)`);
    await this.#replaceWindows(replaced, stretches);
    await this.#connection.run('COMMIT');
  }

  async #replaceWindows(replaced: readonly Window[], stretches: readonly Stretch[]): Promise<void> {
    for (const { id } of replaced) await this.#connection.run(`DELETE FROM windows WHERE window_id = ${id}`);
    for (const { start, end } of stretches) {
      await this.#connection.run(
        `INSERT INTO windows (window_id, start_at, end_at, state, attempts)
         SELECT coalesce(max(window_id), 0) + 1, ${start}, ${end}, 'planned', 0 FROM windows`,
      );
    }
  }

  /** Whether the windows are those of a run that reads the activities of the last month again. */
  async isWide(): Promise<boolean> {
    return (await this.#rows('SELECT 1 FROM plan WHERE is_wide')).length > 0;
  }

  /** When all windows of a wide plan were read, in a run that may have failed later. */
  async wideReadAt(): Promise<number | undefined> {
    const [row] = await this.#rows('SELECT read_at FROM wide_read');
    return row && Number(row['read_at']);
  }

  async setWideReadAt(instant: number): Promise<void> {
    await this.#connection.run(`BEGIN; DELETE FROM wide_read; INSERT INTO wide_read VALUES (${instant}); COMMIT`);
  }

  /** Whether the windows of the last plan, and what follows them, are not complete. */
  async hasPlan(): Promise<boolean> {
    return (await this.#rows('SELECT 1 FROM plan')).length > 0;
  }

  async endPlan(): Promise<void> {
    await this.#connection.run('DELETE FROM plan');
  }

  /** The number of windows of the plan that are imported, also by earlier runs. */
  async importedWindows(): Promise<number> {
    const [row] = await this.#rows('SELECT imported FROM plan');
    return Number(row?.['imported'] ?? 0);
  }

  /** Changes a window, here and in the journal. */
  async update(window: Window, change: Partial<Omit<Window, 'id'>>): Promise<void> {
    Object.assign(window, change);
    await this.#connection.run(
      `UPDATE windows SET state = $1, attempts = $2, export_id = $3, queued_at = $4, file_size = $5, checksum = $6,
         records = $7, problem = $8
       WHERE window_id = ${window.id}`,
      [
        ...[window.state, window.attempts, window.exportId, window.queuedAt, window.fileSize, window.checksum],
        ...[window.records, window.problem],
      ],
    );
  }

  /** Removes a window that is imported, with its file, and counts it. */
  async finish(window: Window): Promise<void> {
    await this.#connection.run('UPDATE plan SET imported = imported + 1');
    await this.removeFiles(window);
    await this.#connection.run(`DELETE FROM windows WHERE window_id = ${window.id}`);
  }

  async removeFiles(window: Window): Promise<void> {
    const file = this.fileOf(window);
    await Promise.all([rm(file, { force: true }), rm(`${file}.part`, { force: true })]);
  }

  /** The path of a window's extract. */
  fileOf(window: Window): string {
    return this.pathOf(`${(window.exportId ?? `window-${window.id}`).replace(/[^\w-]/g, '_')}.csv`);
  }

  pathOf(name: string): string {
    return join(this.directory, name);
  }

  async addExport(exportId: string, completedAt: number, fileSize: number): Promise<void> {
    await this.#connection.run('INSERT OR IGNORE INTO exports VALUES ($1, $2, $3)', [exportId, completedAt, fileSize]);
  }

  /** The size of the files of all jobs that completed since an instant, in bytes. */
  async exportedSince(instant: number): Promise<number> {
    const [row] = await this.#rows(
      `SELECT coalesce(sum(file_size), 0)::DOUBLE AS size FROM exports WHERE completed_at >= ${instant}`,
    );
    return Number(row?.['size'] ?? 0);
  }

  /** Records how late the activities of a window were. */
  async addLateness({ start, end }: Stretch, importedAt: number, { activities, hours }: Lateness): Promise<void> {
    await this.#connection.run(
      `INSERT INTO lateness VALUES (${importedAt}, ${start}, ${end}, ${activities}, ${hours})`,
    );
  }

  /** Keeps the content of an email until it is imported. */
  async addContent({ id, updatedAt, files }: EmailContent): Promise<void> {
    await this.#connection.run('INSERT OR REPLACE INTO contents VALUES ($1, $2, $3)', [
      id,
      updatedAt,
      JSON.stringify(files),
    ]);
  }

  /** The contents that are not imported yet. */
  async contents(): Promise<EmailContent[]> {
    const rows = await this.#rows('FROM contents');
    return rows.map((row) => ({
      id: String(row['email_id']),
      updatedAt: String(row['updated_at']),
      files: JSON.parse(String(row['files'])) as EmailContent['files'],
    }));
  }

  /** The versions of the emails whose contents are not imported yet. */
  async contentVersions(): Promise<EmailVersion[]> {
    const rows = await this.#rows('SELECT email_id, updated_at FROM contents');
    return rows.map((row) => ({ id: String(row['email_id']), updatedAt: String(row['updated_at']) }));
  }

  async removeContents(): Promise<void> {
    await this.#connection.run('DELETE FROM contents');
  }

  async pause(scope: Scope, notBefore: number): Promise<void> {
    await this.#connection.run(`INSERT OR REPLACE INTO pauses VALUES ($1, ${notBefore})`, [scope]);
  }

  /** @throws RunAgainLater if requests, or exports, have to wait */
  async checkPause(scope: Scope, now: number): Promise<void> {
    const [row] = await this.#rows(`SELECT not_before FROM pauses WHERE scope = '${scope}' AND not_before > ${now}`);
    if (row === undefined) return;
    const what = scope === 'requests' ? 'calls' : 'exports';
    throw new RunAgainLater(`The daily quota of ${what} is used up.`, new Date(Number(row['not_before'])), scope);
  }

  async #rows(sql: string): Promise<Record<string, unknown>[]> {
    return (await this.#connection.runAndReadAll(sql)).getRowObjects();
  }
}
