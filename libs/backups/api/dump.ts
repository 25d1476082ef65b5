import { Worker } from 'node:worker_threads';
import type { Dumped, DumpMessage, DumpOrder } from './dump-worker.ts';
import { BackupFault, type FaultCode } from './faults.ts';

/** Beside this module, with the ending it has itself. */
const WORKER = new URL(`./dump-worker${import.meta.url.slice(import.meta.url.lastIndexOf('.'))}`, import.meta.url);

/** Dumps, packs and seals a database into a file, on a thread of its own. Throws BackupFault; an abort ends it at once. */
export function dump(order: DumpOrder, progress: (plainBytes: number) => void, signal: AbortSignal): Promise<Dumped> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(WORKER, { workerData: order, execArgv: [] });
    const stop = () => void worker.terminate();
    signal.addEventListener('abort', stop, { once: true });
    worker.on('message', (message: DumpMessage) => {
      if ('progress' in message) return progress(message.progress);
      if ('done' in message) resolve(message.done);
      else reject(new BackupFault(message.fault as FaultCode, message.facts));
      stop();
    });
    worker.once('error', (error) => reject(new BackupFault('dump-failed', { reason: error instanceof Error ? error.message : String(error) })));
    worker.once('exit', () => {
      signal.removeEventListener('abort', stop);
      reject(new BackupFault(signal.aborted ? 'lease-lost' : 'interrupted'));
    });
  });
}
