import { mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { freemem, tmpdir } from 'node:os';
import { join } from 'node:path';

const MEMORY = '/dev/shm';
const ROOMY = 4 * 2 ** 30;
const NAME = /^rapport-run-(\d+)-/;

/** Whether files of tests may live in memory: nothing of theirs has to outlive a power cut, and a disk makes every commit wait. */
function roomy() {
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    return process.platform === 'linux' && Math.min(bavail * bsize, freemem()) > ROOMY;
  } catch {
    return false;
  }
}

function gone(pid) {
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}

/** Sets the folder for temporary files of this process and its children; what killed runs left there goes. Returns how to remove it. */
export function takeScratch() {
  if (NAME.test(tmpdir().split('/').at(-1) ?? '')) return () => undefined;
  const base = roomy() ? MEMORY : tmpdir();
  for (const name of readdirSync(base)) if (gone(Number(NAME.exec(name)?.[1] ?? process.pid))) rmSync(join(base, name), { recursive: true, force: true });
  const folder = mkdtempSync(join(base, `rapport-run-${process.pid}-`));
  const before = process.env.TMPDIR;
  process.env.TMPDIR = folder;
  return () => {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
    rmSync(folder, { recursive: true, force: true });
  };
}
