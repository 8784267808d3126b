import { createHmac, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api';
import { openOrCreate } from '../database.ts';
import { createFolder } from '../subscriptions/folder.ts';
import { day } from '../sync/clock.ts';
import { RunAgainLater } from '../sync/outcome.ts';

/**
 * How far an email to a recipient has got: `sending` if it may have been delivered, but that is not certain, `refused` if the
 * server does not take it.
 */
export type DeliveryState = 'sending' | 'sent' | 'refused';

const retention = 400 * day;

/**
 * The emails that a subscription has sent, in a small database beside the report database. An email is noted before it is sent: if the
 * process is killed in between, it is not sent again. The lock of the file keeps a second process out.
 */
export class DeliveryJournal {
  readonly #connection: DuckDBConnection;
  readonly #close: () => void;
  readonly #salt: string;

  private constructor(connection: DuckDBConnection, close: () => void, salt: string) {
    this.#connection = connection;
    this.#close = close;
    this.#salt = salt;
  }

  /** @throws RunAgainLater if another process sends the subscription */
  static async open(database: string, subscription: string, now: number): Promise<DeliveryJournal> {
    const folder = await createFolder(database);
    const path = join(folder, `${subscription}.duckdb`);
    const instance = await openOrCreate(path, join(folder, 'spill')).catch((error: unknown) => {
      if (!String(error).includes('Could not set lock')) throw error;
      throw new RunAgainLater(
        `Another process sends the subscription ${subscription}. Try again when it has finished.`,
      );
    });
    const connection = await instance.connect();
    await connection.run(await readFile(new URL('journal.sql', import.meta.url), 'utf8'));
    await connection.run(`DELETE FROM deliveries WHERE changed_at < ${now - retention}`);
    await connection.run(`DELETE FROM periods WHERE finished_at < ${now - retention}`);
    const salt = await setting(connection, 'salt', () => randomBytes(18).toString('base64url'));
    return new DeliveryJournal(
      connection,
      () => {
        connection.closeSync();
        instance.closeSync();
      },
      salt,
    );
  }

  close(): void {
    this.#close();
  }

  /** Returns when the subscription was first sent repeatedly, in milliseconds since 1970 UTC: `now` for the first time. */
  async startedAt(now: number): Promise<number> {
    return Number(await setting(this.#connection, 'started', () => String(now)));
  }

  async stateOf(period: string, address: string): Promise<DeliveryState | undefined> {
    const [row] = await this.#rows('SELECT state FROM deliveries WHERE period = $1 AND reader = $2', [
      period,
      this.#hash(address),
    ]);
    return row?.[0] as DeliveryState | undefined;
  }

  /** Notes how far an email has got. Resolves when this is on the disk. */
  async note(period: string, address: string, state: DeliveryState, now: number): Promise<void> {
    await this.#connection.run(`INSERT OR REPLACE INTO deliveries VALUES ($1, $2, $3, ${now})`, [
      period,
      this.#hash(address),
      state,
    ]);
  }

  /** Forgets an email that was certainly not delivered, and may be sent again. */
  async forget(period: string, address: string): Promise<void> {
    await this.#connection.run('DELETE FROM deliveries WHERE period = $1 AND reader = $2', [
      period,
      this.#hash(address),
    ]);
  }

  async isFinished(period: string): Promise<boolean> {
    return (await this.#rows('SELECT 1 FROM periods WHERE period = $1', [period])).length > 0;
  }

  async finish(period: string, now: number): Promise<void> {
    await this.#connection.run(`INSERT OR REPLACE INTO periods VALUES ($1, ${now})`, [period]);
  }

  #hash(address: string): string {
    return createHmac('sha256', this.#salt).update(address.toLowerCase()).digest('base64url');
  }

  async #rows(sql: string, values: DuckDBValue[]): Promise<DuckDBValue[][]> {
    return (await this.#connection.runAndReadAll(sql, values)).getRows();
  }
}

async function setting(connection: DuckDBConnection, name: string, create: () => string): Promise<string> {
  await connection.run('INSERT OR IGNORE INTO settings VALUES ($1, $2)', [name, create()]);
  const result = await connection.runAndReadAll('SELECT value FROM settings WHERE name = $1', [name]);
  return String(result.getRows()[0]?.[0]);
}
