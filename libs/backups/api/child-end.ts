import type { Readable } from 'node:stream';
import { BackupFault } from './faults.ts';

/** What is watched of a program that runs. */
interface Running {
  readonly stderr: Readable | null;
  once(event: 'error', then: (error: Error) => void): unknown;
  once(event: 'close', then: (code: number | null, signal: string | null) => void): unknown;
}
/** Ends well or not at all. Throws BackupFault 'dump-failed' with what the program said. */
export function ended(child: Running): Promise<void> {
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-2000)));
  return new Promise((done, fail) => {
    child.once('error', (error) => fail(new BackupFault('dump-failed', { reason: error.message })));
    child.once('close', (code, signal) => {
      if (code === 0) done();
      else fail(new BackupFault('dump-failed', { reason: said.trim().split('\n').at(-1) || `${signal ?? code}` }));
    });
  });
}
