import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { as, Clock, Database, fromStoredMoment, Leases, loggable, SYSTEM, toStoredMoment, UnitOfWork } from '#kernel/api';
import { ALERTED, CHANNELS, type AlertView, type Channel, type Facts, type HealthLine } from '#operations/model';
import { Channels } from './channels.service.ts';
import { Health } from './health.service.ts';
import { Notices } from './notices.service.ts';

interface Row {
  readonly name: string;
  readonly state: AlertView['state'];
  readonly since: string;
  readonly turn: number;
  readonly facts: string;
}
const TICK_MS = 60_000;
/** A channel that takes nothing so many times in a row is dead, and the other one says so. */
const DEAD_AFTER = 3;

/** Tells once when a line of the health page turns bad, and once when it is well again; one instance does it, whichever is first. */
@Injectable()
export class Alerts implements OnModuleDestroy {
  private readonly log = new Logger('Alerts');
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> | null = null;

  constructor(
    private readonly health: Health,
    private readonly channels: Channels,
    private readonly notices: Notices,
    private readonly leases: Leases,
    private readonly db: Database,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  start(): void {
    this.timer ??= setInterval(() => void this.tick(), TICK_MS).unref();
    this.notices.start((channel, failures) => this.turnChannel(channel, failures));
  }
  async onModuleDestroy(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    await this.running;
  }

  async list(): Promise<AlertView[]> {
    const rows = await this.db.read<Row>('SELECT * FROM `alert` ORDER BY `name`');
    return rows.map(({ name, state, since, facts }) => ({ name, state, since: fromStoredMoment(since), facts: JSON.parse(facts) as Facts }));
  }

  /** Looks, and says what turned. */
  async look(): Promise<void> {
    const { lines } = await this.health.fresh();
    for (const line of lines.filter(({ key }) => (ALERTED as readonly string[]).includes(key))) await this.turn(line);
  }

  private tick(): Promise<void> {
    this.running ??= as(SYSTEM, async () => {
      if (await this.leases.take('alerts', TICK_MS / 1000 - 5)) await this.look();
    })
      .catch((error: unknown) => this.log.error(loggable(error)))
      .finally(() => (this.running = null));
    return this.running;
  }

  private async turn({ key, state, says, facts }: HealthLine): Promise<void> {
    // What could not be looked at is on the page; it tells nothing about whether it is well.
    if (says !== 'untold') await this.change(key, state === 'bad', { ...facts, says }, await this.channels.ready());
  }
  /** A channel is dead after some failures in a row, and lives again with the first mail or call that is taken. */
  private async turnChannel(channel: Channel, failures: number): Promise<void> {
    if (failures > 0 && failures < DEAD_AFTER) return;
    const others = (await this.channels.ready()).filter((one) => failures === 0 || one !== channel);
    await this.change(`channel-${channel}`, failures > 0, { says: 'dead' }, others);
  }

  /** Compare-and-set on what is known, together with what there is to say: whoever comes second has nothing to say. */
  private async change(name: string, firing: boolean, facts: Facts, channels: readonly Channel[]): Promise<void> {
    const [known] = await this.db.read<Row>('SELECT * FROM `alert` WHERE `name` = ?', [name]);
    const state = firing ? 'firing' : 'quiet';
    if (known ? known.state === state : !firing) return;
    await this.work.run(async () => {
      const values = [state, this.now(), JSON.stringify(facts)];
      if (known) {
        const { affected } = await this.db.write('UPDATE `alert` SET `state` = ?, `since` = ?, `facts` = ?, `turn` = `turn` + 1 WHERE `name` = ? AND `turn` = ?', [...values, name, known.turn]);
        if (affected !== 1) return;
      } else if (!(await this.insert(name, values))) return;
      this.log.warn(`${name} is ${state}${firing ? `: ${String(facts['says'])}` : ''}`);
      for (const channel of CHANNELS.filter((one) => channels.includes(one))) await this.notices.add(channel, name, state, facts);
    });
  }
  private async insert(name: string, [state, since, facts]: readonly string[]): Promise<boolean> {
    const verb = this.db.kind === 'sqlite' ? 'INSERT OR IGNORE' : 'INSERT IGNORE';
    const { affected } = await this.db.write(`${verb} INTO \`alert\` (\`name\`, \`state\`, \`since\`, \`turn\`, \`facts\`) VALUES (?, ?, ?, 1, ?)`, [name, state, since, facts]);
    return affected === 1;
  }
  private now = () => toStoredMoment(this.clock.now().toISOString());
}
