import { spawnSync } from 'node:child_process';
import { openSync, closeSync, mkdtempSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const BLOCK = Buffer.alloc(1024 * 1024);

/** A folder with a disk of its own where that is allowed, so that it can be filled without hurting anybody. */
export class Room {
  folder = mkdtempSync(join(tmpdir(), 'rapport-faults-'));
  #leave = () => this.#unmount();

  /** Gives it a disk of so many megabytes; without the right to mount it shares the machine's, and is never filled. */
  constructor(megabytes) {
    const mounting = process.platform === 'linux' && process.getuid?.() === 0 ? spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'rapport-faults', this.folder]) : null;
    this.own = mounting?.status === 0;
    process.on('exit', this.#leave);
  }

  /** Fills the disk to its last block. */
  fill() {
    if (!this.own) throw new Error('This disk belongs to others too');
    const file = openSync(join(this.folder, 'ballast'), 'a');
    try {
      for (let size = BLOCK.length; size >= 512; size = Math.floor(size / 2)) {
        try {
          for (;;) writeSync(file, BLOCK, 0, size);
        } catch (error) {
          if (error.code !== 'ENOSPC') throw error;
        }
      }
    } finally {
      closeSync(file);
    }
  }
  free() {
    rmSync(join(this.folder, 'ballast'), { force: true });
  }

  close() {
    process.off('exit', this.#leave);
    this.#unmount();
  }
  #unmount() {
    if (this.own) spawnSync('umount', ['-l', this.folder]);
    this.own = false;
    rmSync(this.folder, { recursive: true, force: true });
  }
}
