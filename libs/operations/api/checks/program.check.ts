import { getHeapStatistics } from 'node:v8';
import { Injectable } from '@nestjs/common';
import { Migrator, VERSION } from '#kernel/api';
import type { HealthLine } from '#operations/model';
import { Instances } from '../instances.service.ts';
import { judged, line, type Check } from './check.ts';

const FULL = 0.85;

/** The program itself: its version, its tables, the instances it runs in, its memory. */
@Injectable()
export class ProgramCheck implements Check {
  readonly name = 'version';

  constructor(
    private readonly migrator: Migrator,
    private readonly instances: Instances,
  ) {}

  async lines(): Promise<HealthLine[]> {
    const [pending, instances] = await Promise.all([this.migrator.pending(), this.instances.list()]);
    const versions = new Set(instances.map(({ version }) => version));
    const { used_heap_size: used, heap_size_limit: most } = getHeapStatistics();
    return [
      line('version', 'good', 'good', { version: VERSION, node: process.versions.node }),
      judged('migrations', { pending: pending.length, first: pending[0] ?? '' }, [pending.length > 0, 'bad', 'pending']),
      judged('instances', { count: instances.length, versions: [...versions].join(', ') }, [versions.size > 1, 'attention', 'mixed'], [instances.length === 0, 'good', 'none']),
      judged('memory', { usedBytes: process.memoryUsage.rss(), heapPercent: Math.round((used / most) * 100) }, [used / most > FULL, 'attention', 'full']),
    ];
  }
}
