import type { FastifyInstance } from 'fastify';
import type { Access } from './access.ts';
import { findUnknownAccess } from './known-access.ts';
import type { Observer } from './observer.ts';
import { identityOf } from './reader.ts';
import type { ReportDatabase } from './report-database.ts';

/** Values are kept for the life of the process. A proxy could send any number of them. */
const maxWarnings = 1000;

/** The most characters of a value in the log. */
const longestValue = 200;

const kinds = ['workspaces', 'folders'] as const;

/** Warns of workspaces and folders in claims and headers that no campaign has: readers would see an empty report. */
export function warnOfUnknownAccess(
  app: FastifyInstance,
  database: ReportDatabase,
  observer: Required<Observer>,
): void {
  const warned = new Set<string>();
  let known = new Set<string>();
  let knownVersion = '';

  const check = async (access: Access): Promise<void> => {
    const file = await database.lease();
    try {
      if (file.version !== knownVersion) [known, knownVersion] = [new Set(), file.version];
      const isNew = (kind: string, value: string): boolean =>
        !warned.has(`${kind} ${value}`) && !known.has(`${kind} ${value}`) && value.length <= longestValue;
      const fresh: Access = Object.fromEntries(
        kinds.flatMap((kind) => {
          const values = access[kind]?.filter((value) => isNew(kind, value)) ?? [];
          return values.length > 0 ? [[kind, values]] : [];
        }),
      );
      if (!fresh.workspaces && !fresh.folders) return;
      for (const kind of kinds) for (const value of fresh[kind] ?? []) known.add(`${kind} ${value}`);
      const snapshot = await file.connect();
      const unknown = await findUnknownAccess(snapshot.connection, fresh).finally(() => snapshot.close());
      for (const { kind, value, message } of unknown) {
        if (warned.size >= maxWarnings) return;
        warned.add(`${kind} ${value}`);
        observer.onWarning('access', `A reader may see ${kind} that the data does not have: ${message}`);
      }
    } finally {
      file.release();
    }
  };

  app.addHook('onResponse', async (request) => {
    const { access } = identityOf(request);
    // The server may be stopping. The next request checks the values of another file.
    if (access?.workspaces || access?.folders) await check(access).catch(() => undefined);
  });
}
