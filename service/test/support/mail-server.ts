import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { onTestFinished } from 'vitest';

/** A message that the server has accepted. */
export interface ReceivedMail {
  readonly to: readonly string[];
  readonly raw: Buffer;
  readonly mail: ParsedMail;
}

/**
 * The answer to an address: a response, or the end of the connection when a client names it, when the message begins, or when
 * the whole message has arrived.
 */
export type Behavior = number | 'hang up' | 'hang up in message' | 'hang up after message';

export interface FakeMailServer {
  readonly port: number;
  readonly received: ReceivedMail[];
  /** Every address of a recipient that a client has named, in order. */
  readonly attempts: string[];
  /** Answers other than acceptance, by the address of a sender or recipient. */
  readonly behaviors: Map<string, Behavior>;
  /** The passwords that clients have sent. */
  readonly passwords: string[];
  /** Whether each login was encrypted. */
  readonly logins: boolean[];
  /** Called before a message is accepted, which waits for it. */
  onMessage: (() => void | Promise<void>) | undefined;
  readonly close: () => Promise<void>;
}

/** Starts a mail server on 127.0.0.1, until the test ends. */
export async function startMailServer(options: SMTPServerOptions = {}, port = 0): Promise<FakeMailServer> {
  const { received, attempts, passwords, logins, behaviors } = {
    ...{ received: [] as ReceivedMail[], attempts: [] as string[], passwords: [] as string[], logins: [] as boolean[] },
    behaviors: new Map<string, Behavior>(),
  };
  const sockets = new Set<Socket>();
  const hangUp = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  const answer = (address: string, callback: (error?: Error) => void): void => {
    const behavior = behaviors.get(address);
    if (behavior === 'hang up') hangUp();
    else if (typeof behavior !== 'number') callback();
    else callback(Object.assign(new Error(`No mail for <${address}>`), { responseCode: behavior }));
  };
  const server = new SMTPServer({
    ...{ authOptional: true, disabledCommands: ['STARTTLS'], allowInsecureAuth: true, logger: false },
    onAuth({ password }, session, callback) {
      passwords.push(password ?? '');
      logins.push(session.secure);
      if (password === 'right') callback(null, { user: 'user' });
      else callback(Object.assign(new Error('Invalid login'), { responseCode: 535 }));
    },
    onMailFrom({ address }, _session, callback) {
      answer(address, callback);
    },
    onRcptTo({ address }, _session, callback) {
      attempts.push(address);
      answer(address, callback);
    },
    onData(stream, { envelope }, callback) {
      const to = envelope.rcptTo.map(({ address }) => address);
      const behavesLike = (behavior: Behavior) => to.some((address) => behaviors.get(address) === behavior);
      if (behavesLike('hang up in message')) {
        stream.once('data', hangUp);
        return;
      }
      void buffer(stream).then(async (raw) => {
        await mailServer.onMessage?.();
        if (behavesLike('hang up after message')) {
          hangUp();
          return;
        }
        received.push({ to, raw, mail: await simpleParser(raw) });
        callback();
      });
    },
    ...options,
  });
  server.on('error', () => undefined);
  server.server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.listen(port, '127.0.0.1');
  await once(server.server, 'listening');
  const mailServer: FakeMailServer = {
    ...{ port: (server.server.address() as AddressInfo).port, received, attempts, behaviors, passwords, logins },
    onMessage: undefined,
    close: () =>
      new Promise((resolve) => {
        hangUp();
        server.close(() => resolve());
      }),
  };
  onTestFinished(mailServer.close);
  return mailServer;
}
