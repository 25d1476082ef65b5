import { hostname } from 'node:os';
import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { Clock, Database, fromStoredMoment, Leases, loggable, newId, toStoredMoment, UnitOfWork, VERSION, type Lease } from '#kernel/api';
import type { InstanceView } from '#operations/model';

const PREFIX = 'instance ';
const SEEN_SECONDS = 90;
const RENEW_MS = 30_000;

/** Which instances there are: each holds a lease with its name in it, as long as it runs. */
@Injectable()
export class Instances implements OnModuleDestroy {
  private readonly log = new Logger('Instances');
  private readonly name = `${PREFIX}${VERSION} ${hostname().replace(/\s/g, '').slice(0, 24)} ${newId().slice(-6)}`;
  private lease: Lease | null = null;
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly leases: Leases,
    private readonly db: Database,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Shows up, and says from time to time that it is still there. */
  start(): void {
    this.timer ??= setInterval(() => void this.show().catch((error: unknown) => this.log.warn(loggable(error))), RENEW_MS).unref();
    void this.show().catch((error: unknown) => this.log.warn(loggable(error)));
  }
  async onModuleDestroy(): Promise<void> {
    if (!this.timer) return;
    clearInterval(this.timer);
    await this.work.run(() => this.db.write('DELETE FROM `lease` WHERE `name` = ?', [this.name])).catch(() => undefined);
  }

  async list(): Promise<InstanceView[]> {
    const rows = await this.db.read<{ name: string; until: string }>("SELECT `name`, `until` FROM `lease` WHERE `name` LIKE 'instance %' AND `until` > ? ORDER BY `name`", [this.moment(0)]);
    return rows.map(({ name, until }) => {
      const [version = '', host = '', id = ''] = name.slice(PREFIX.length).split(' ');
      return { name: `${host} ${id}`, version, seenAt: new Date(Date.parse(fromStoredMoment(until)) - SEEN_SECONDS * 1000).toISOString(), own: name === this.name };
    });
  }

  private async show(): Promise<void> {
    if (this.lease && (await this.leases.renew(this.lease, SEEN_SECONDS))) return;
    this.lease = await this.leases.take(this.name, SEEN_SECONDS);
    // Those that were killed took no leave.
    await this.work.run(() => this.db.write("DELETE FROM `lease` WHERE `name` LIKE 'instance %' AND `until` < ?", [this.moment(-86_400_000)]));
  }
  private moment = (later: number) => toStoredMoment(new Date(this.clock.now().getTime() + later).toISOString());
}
