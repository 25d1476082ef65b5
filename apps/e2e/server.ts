import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const SETUP_TOKEN = 'journeys-journeys-journeys-journeys';

export interface Server {
  readonly url: string;
  readonly folder: string;
  /** Ends it in order and removes its files. */
  stop(): Promise<void>;
  /** Asks it to leave; its files stay. Answers what it exits with. */
  leave(): Promise<number | null>;
  /** Ends it as a power cut does; its files stay. */
  kill(): Promise<void>;
}

/** Starts the built server on a fresh SQLite file, or on the files another one left. */
export async function startServer(folder = mkdtempSync(join(tmpdir(), 'rapport-journey-')), more: Record<string, string> = {}): Promise<Server> {
  const env = { ...process.env, DATA_DIR: folder, PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'error', SETUP_TOKEN, ...more };
  const server = spawn(process.execPath, ['dist/apps/api/src/main.js'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const url = await new Promise<string>((ready, fail) => {
    let said = '';
    server.stdout.on('data', (text: Buffer) => {
      said += text.toString();
      const address = /ready at (http:\S+)/.exec(said)?.[1];
      if (address) ready(address);
    });
    server.on('exit', () => fail(new Error(said)));
  });
  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    if (server.exitCode !== null) return server.exitCode;
    const gone = new Promise<number | null>((done) => server.once('exit', done));
    server.kill(signal);
    return gone;
  };
  const stop = async () => {
    await end('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  };
  return { url, folder, stop, leave: () => end('SIGTERM'), kill: async () => void (await end('SIGKILL')) };
}
