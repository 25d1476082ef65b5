import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { Errands } from '#backups/api';

const CLI = join(import.meta.dirname, 'cli.js');

/** Commands in processes of their own; one that is waited for ends with this process. */
export class ErrandsApart extends Errands {
  async run(args: readonly string[]): Promise<boolean> {
    const child = spawn(process.execPath, [CLI, ...args], { stdio: ['pipe', 'ignore', 'ignore'], env: { ...process.env, ERRAND: '1' } });
    await new Promise((done) => child.once('close', done).once('error', done));
    return true;
  }
  leave(args: readonly string[]): boolean {
    spawn(process.execPath, [CLI, ...args], { stdio: 'ignore', detached: true, env: process.env }).unref();
    return true;
  }
}
export class ErrandsHere extends Errands {
  run(): Promise<boolean> {
    return Promise.resolve(false);
  }
  leave(): boolean {
    return false;
  }
}
export const errands = (): Errands => (import.meta.url.endsWith('.ts') ? new ErrandsHere() : new ErrandsApart());

/** A process that does an errand ends when whoever sent it does. */
export function endWithSender({ ERRAND }: NodeJS.ProcessEnv): void {
  if (ERRAND) process.stdin.resume().once('close', () => process.exit(1)).unref(); // prettier-ignore
}
