import { mkdirSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import { Installation } from '#kernel/api';
import type { HealthLine } from '#operations/model';
import { judged, type Check } from './check.ts';

const GB = 1024 ** 3;
/** Below these shares or sizes of what is free. */
const SHORT = { share: 0.05, bytes: GB };
const LOW = { share: 0.1, bytes: 3 * GB };

/** The room under the data folder. */
@Injectable()
export class DiskCheck implements Check {
  readonly name = 'disk';
  constructor(private readonly installation: Installation) {}

  async lines(): Promise<HealthLine[]> {
    // With keys and database elsewhere nothing may have made it yet.
    mkdirSync(this.installation.dataDir, { recursive: true });
    const { bavail, blocks, bsize } = await statfs(this.installation.dataDir);
    return [diskLine(bavail * bsize, blocks * bsize)];
  }
}

export function diskLine(freeBytes: number, totalBytes: number): HealthLine {
  const below = ({ share, bytes }: typeof SHORT) => freeBytes < bytes || (freeBytes < totalBytes * share && freeBytes < 20 * bytes);
  return judged('disk', { freeBytes, totalBytes }, [below(SHORT), 'bad', 'short'], [below(LOW), 'attention', 'low']);
}
