import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Clock, Database, Dictionary, fromStoredMoment, Installation, KeyRing, newId, toStoredMoment, UnitOfWork, Workspace } from '#kernel/api';
import { letterOf, type Letter, type Message } from './letter.ts';
import { MailServer } from './mail-server.service.ts';

interface Waiting {
  readonly id: string;
  readonly sealed: string;
  readonly attempts: number;
}
const POLL_MS = 2000;
const LEASE_MS = 60_000;
const DAY_MS = 86_400_000;
const TRIES = 8;
/** So many mails in a row that do not leave, and the server is left alone for a while. */
const FAILURES = 3;
const REST_MS = 30_000;

/** Mails, stored with the change that asks for them and sent after it: no request waits for a mail server. */
@Injectable()
export class Mail implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('Mail');
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> | null = null;
  private restsUntil = 0;

  constructor(
    private readonly db: Database,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly keys: KeyRing,
    private readonly words: Dictionary,
    private readonly workspace: Workspace,
    private readonly installation: Installation,
    private readonly server: MailServer,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.deliver(), POLL_MS).unref();
  }
  async onModuleDestroy(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    await this.running;
  }

  /** Whether mails can leave at all. */
  async ready(): Promise<boolean> {
    return (await this.server.view()) !== null;
  }

  /** How many wait, how many nobody took within a day, and for how long the oldest waits. */
  async figures(): Promise<{ waiting: number; failed: number; oldestSeconds: number }> {
    const now = this.clock.now().getTime();
    const [waiting] = await this.db.read<{ n: number; since: string | null }>("SELECT COUNT(*) AS `n`, MIN(`createdAt`) AS `since` FROM `mail_message` WHERE `state` = 'waiting'");
    const [failed] = await this.db.read<{ n: number }>("SELECT COUNT(*) AS `n` FROM `mail_message` WHERE `state` = 'failed' AND `createdAt` > ?", [this.moment(-DAY_MS)]);
    const age = waiting?.since ? (now - Date.parse(fromStoredMoment(waiting.since))) / 1000 : 0;
    return { waiting: Number(waiting?.n ?? 0), failed: Number(failed?.n ?? 0), oldestSeconds: Math.max(0, Math.round(age)) };
  }

  /** Stores a mail; it leaves after the commit. */
  async queue(message: Message): Promise<void> {
    const letter = await this.write(message);
    await this.work.run(async () => {
      const id = newId();
      const sealed = this.keys.seal('secret', place(id), JSON.stringify(letter));
      const now = this.moment(0);
      await this.db.write("INSERT INTO `mail_message` (`id`, `state`, `sealed`, `attempts`, `nextAt`, `createdAt`) VALUES (?, 'waiting', ?, 0, ?, ?)", [id, sealed, now, now]);
      this.work.afterCommit(() => void this.deliver());
    });
  }
  /** Sends a mail at once, to see whether it works. Throws what the server says. */
  async sendNow(message: Message): Promise<void> {
    await this.server.send(await this.write(message));
  }

  /** Sends what is due; one instance takes each mail. */
  deliver(): Promise<void> {
    this.running ??= this.round()
      .catch((error: unknown) => this.log.error(error))
      .finally(() => (this.running = null));
    return this.running;
  }

  private async round(): Promise<void> {
    if (this.clock.now().getTime() < this.restsUntil || !(await this.ready())) return;
    let failures = 0;
    for (;;) {
      const due = await this.db.read<Waiting>("SELECT `id`, `sealed`, `attempts` FROM `mail_message` WHERE `state` = 'waiting' AND `nextAt` <= ? ORDER BY `nextAt` LIMIT 20", [this.moment(0)]);
      if (due.length === 0) return;
      for (const mail of due) {
        failures = (await this.one(mail)) ? 0 : failures + 1;
        if (failures < FAILURES) continue;
        this.restsUntil = this.clock.now().getTime() + REST_MS;
        return;
      }
    }
  }
  /** Whether the server took it, or somebody else has it. */
  private async one({ id, sealed, attempts }: Waiting): Promise<boolean> {
    const tries = Number(attempts) + 1;
    const claimed = await this.set('`attempts` = ?, `nextAt` = ?', [tries, this.moment(LEASE_MS)], id, Number(attempts));
    if (!claimed) return true;
    try {
      await this.server.send(JSON.parse(this.keys.unseal(place(id), sealed)) as Letter);
      await this.set("`state` = 'sent', `sealed` = NULL, `sentAt` = ?", [this.moment(0)], id, tries);
      return true;
    } catch (error) {
      const reason = reasonOf(error);
      this.log.warn(`Mail ${id} did not leave: ${reason}`);
      if (tries >= TRIES) await this.set("`state` = 'failed', `sealed` = NULL, `error` = ?", [reason], id, tries);
      else await this.set('`nextAt` = ?, `error` = ?', [this.moment(Math.min(5000 * 4 ** tries, 3_600_000)), reason], id, tries);
      return false;
    }
  }

  private async write(message: Message): Promise<Letter> {
    return letterOf(message, (await this.workspace.settings()).name, this.installation.publicUrl, this.words);
  }
  private async set(what: string, params: unknown[], id: string, attempts: number): Promise<boolean> {
    const statement = `UPDATE \`mail_message\` SET ${what} WHERE \`id\` = ? AND \`attempts\` = ? AND \`state\` = 'waiting'`;
    const { affected } = await this.work.run(() => this.db.write(statement, [...params, id, attempts]));
    return affected === 1;
  }
  private moment = (later: number) => toStoredMoment(new Date(this.clock.now().getTime() + later).toISOString());
}

const place = (row: string) => ({ table: 'mail_message', column: 'sealed', row });
/** What a mail server or the network said, without line breaks or anything long. */
export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error)).replace(/\s+/g, ' ').slice(0, 180);
