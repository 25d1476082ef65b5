import { Injectable } from '@nestjs/common';
import type { HealthLine } from '#operations/model';
import { Channels } from '../channels.service.ts';
import { judged, type Check } from './check.ts';

/** Whether anybody would hear of it, if something turned bad. */
@Injectable()
export class AlertsCheck implements Check {
  readonly name = 'alerts';
  constructor(private readonly channels: Channels) {}

  async lines(): Promise<HealthLine[]> {
    const channels = await this.channels.list();
    const ready = channels.filter((one) => one.ready);
    const dead = ready.filter(({ error }) => error !== null);
    return [judged('alerts', { count: ready.length, dead: dead.map(({ channel }) => channel).join(', ') }, [ready.length === 0, 'attention', 'off'], [dead.length === ready.length, 'bad', 'dead'], [dead.length > 0, 'attention', 'dead'], [ready.length === 1, 'attention', 'one'])];
  }
}
