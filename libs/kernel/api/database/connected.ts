import type { QueryRunner } from 'typeorm';
import { NoConnection } from './driver-errors.ts';

/** How long anybody waits for a connection while all are in use, and for a database that has gone silent; it ends slow statements by itself, earlier. */
export const PATIENCE = { connectionMs: 3000, silenceMs: 40_000 };
interface Connection {
  destroy(): void;
}

/** The connection of a runner, taken from the pool. Throws NoConnection when none gets free; one that comes too late goes back. */
export function connected(runner: QueryRunner): Promise<object> {
  const connection = runner.connect() as Promise<object>;
  return within(PATIENCE.connectionMs, connection, 'No connection got free', () => void connection.then(() => runner.release(), () => undefined)); // prettier-ignore
}

/** What a statement answers. Throws NoConnection when nothing comes at all; its connection is given up. */
export function answered<T>(runner: QueryRunner, statement: Promise<T>): Promise<T> {
  return within(PATIENCE.silenceMs, statement, 'The database has gone silent', () => void (runner.connect() as Promise<Connection>).then((connection) => connection.destroy()));
}

async function within<T>(ms: number, work: Promise<T>, says: string, otherwise: () => void): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, fail) => {
    timer = setTimeout(() => {
      otherwise();
      fail(new NoConnection(says));
    }, ms);
  });
  try {
    return await Promise.race([work, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}
