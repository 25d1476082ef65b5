import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { as, Clock, Database, fromStoredMoment, loggable, newId, SYSTEM, toStoredMoment, UnitOfWork } from '#kernel/api';
import type { AlertView, Channel, Facts } from '#operations/model';
import { Channels, reasonFor } from './channels.service.ts';

interface Waiting {
  readonly id: string;
  readonly channel: Channel;
  readonly alert: string;
  readonly turned: AlertView['state'];
  readonly facts: string;
  readonly attempts: number;
  readonly createdAt: string;
}
const POLL_MS = 2000;
const LEASE_MS = 120_000;
const TRIES = 12;
const KEPT_MS = 30 * 86_400_000;
type Told = (channel: Channel, failures: number) => Promise<void>;

/** What is on its way to those who are told: stored with the turn it is about, sent by one instance, tried again for a day. */
@Injectable()
export class Notices implements OnModuleDestroy {
  private readonly log = new Logger('Alerts');
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> | null = null;
  private told: Told = () => Promise.resolve();

  constructor(
    private readonly channels: Channels,
    private readonly db: Database,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** `told` hears how often in a row a channel failed; nought is a success. */
  start(told: Told): void {
    this.told = told;
    this.timer ??= setInterval(() => void this.deliver(), POLL_MS).unref();
  }
  async onModuleDestroy(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    await this.running;
  }

  /** Part of the unit of work in which it turned. */
  async add(channel: Channel, alert: string, turned: AlertView['state'], facts: Facts): Promise<void> {
    const now = this.moment(0);
    await this.db.write(
      "INSERT INTO `alert_notice` (`id`, `channel`, `alert`, `turned`, `facts`, `state`, `attempts`, `nextAt`, `createdAt`) VALUES (?, ?, ?, ?, ?, 'waiting', 0, ?, ?)",
      [newId(), channel, alert, turned, JSON.stringify(facts), now, now],
    );
    this.work.afterCommit(() => void this.deliver());
  }

  /** Sends what is due. */
  deliver(): Promise<void> {
    this.running ??= as(SYSTEM, () => this.round())
      .catch((error: unknown) => this.log.error(loggable(error)))
      .finally(() => (this.running = null));
    return this.running;
  }

  private async round(): Promise<void> {
    for (;;) {
      const due = await this.db.read<Waiting>("SELECT * FROM `alert_notice` WHERE `state` = 'waiting' AND `nextAt` <= ? ORDER BY `nextAt`, `id` LIMIT 20", [this.moment(0)]);
      if (due.length === 0) return;
      for (const one of due) await this.one(one);
    }
  }

  private async one({ id, channel, alert, turned, facts, attempts, createdAt }: Waiting): Promise<void> {
    const tries = Number(attempts) + 1;
    if (!(await this.set('`attempts` = ?, `nextAt` = ?', [tries, this.moment(LEASE_MS)], id, Number(attempts)))) return;
    try {
      await this.channels.say(channel, { id, alert, turned, facts: JSON.parse(facts) as Facts, at: fromStoredMoment(createdAt) });
      await this.set("`state` = 'sent', `error` = NULL, `sentAt` = ?", [this.moment(0)], id, tries);
      await this.told(channel, 0);
      await this.prune();
    } catch (error) {
      const reason = reasonFor(error);
      this.log.warn(`${alert} was not told by ${channel}: ${reason}`);
      const over = tries >= TRIES;
      await this.set(over ? "`state` = 'failed', `error` = ?" : '`error` = ?, `nextAt` = ?', over ? [reason] : [reason, this.moment(Math.min(5000 * 3 ** tries, 7_200_000))], id, tries);
      await this.told(channel, tries);
    }
  }

  private async prune(): Promise<void> {
    await this.work.run(() => this.db.write("DELETE FROM `alert_notice` WHERE `state` <> 'waiting' AND `createdAt` < ?", [this.moment(-KEPT_MS)]));
  }
  private async set(what: string, params: unknown[], id: string, attempts: number): Promise<boolean> {
    const { affected } = await this.work.run(() => this.db.write(`UPDATE \`alert_notice\` SET ${what} WHERE \`id\` = ? AND \`attempts\` = ? AND \`state\` = 'waiting'`, [...params, id, attempts]));
    return affected === 1;
  }
  private moment = (later: number) => toStoredMoment(new Date(this.clock.now().getTime() + later).toISOString());
}
