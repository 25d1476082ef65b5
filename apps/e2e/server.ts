import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const SETUP_TOKEN = 'journeys-journeys-journeys-journeys';

/** Starts the built server on a fresh SQLite file; gives its address and a way to stop it. */
export async function startServer(): Promise<{ url: string; stop(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'rapport-journey-'));
  const env = { ...process.env, DATA_DIR: folder, PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'error', SETUP_TOKEN };
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
  const stop = async () => {
    const gone = new Promise((end) => server.once('exit', end));
    server.kill('SIGTERM');
    await gone;
    rmSync(folder, { recursive: true, force: true });
  };
  return { url, stop };
}
