import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database, Dictionary, fromStoredMoment, GuardedClient, Installation, newId, OutwardRefused, Workspace } from '#kernel/api';
import { Mail, reasonOf } from '#mail/api';
import { CHANNELS, factsInWords, type AlertTest, type Channel, type ChannelView, type Facts } from '#operations/model';
import { AlertTargets } from './alert-settings.service.ts';

/** What is said: that a line of the health page turned bad or is well again, or that somebody tries the channels. */
export interface Notice {
  /** The same at every try. */
  readonly id: string;
  readonly alert: string;
  readonly turned: 'firing' | 'quiet' | 'test';
  readonly facts: Facts;
  readonly at: string;
}
interface Last {
  readonly channel: Channel;
  readonly state: string;
  readonly error: string | null;
  readonly sentAt: string | null;
}

/** The two ways to be heard: a mail to people, a signed call to another system. */
@Injectable()
export class Channels {
  constructor(
    private readonly db: Database,
    private readonly targets: AlertTargets,
    private readonly mail: Mail,
    private readonly outward: GuardedClient,
    private readonly words: Dictionary,
    private readonly workspace: Workspace,
    private readonly installation: Installation,
  ) {}

  /** The channels that are set up. */
  async ready(): Promise<Channel[]> {
    const { recipients, webhook } = await this.targets.view();
    const mails = recipients.length > 0 && (await this.mail.ready());
    return CHANNELS.filter((channel) => (channel === 'mail' ? mails : webhook !== null));
  }
  async list(): Promise<ChannelView[]> {
    const ready = await this.ready();
    return Promise.all(CHANNELS.map(async (channel) => this.viewOf(channel, ready.includes(channel))));
  }

  /** Says it by a channel now. Throws when it is not taken. */
  async say(channel: Channel, notice: Notice): Promise<void> {
    if (channel === 'mail') await this.write(notice);
    else await this.call(notice);
  }
  /** Tries every channel that is set up. */
  async test(): Promise<AlertTest> {
    const notice: Notice = { id: newId(), alert: 'test', turned: 'test', facts: {}, at: new Date().toISOString() };
    const tried = (await this.ready()).map(async (channel) => this.say(channel, notice).then(() => ({ channel, sent: true, reason: null }), (error: unknown) => ({ channel, sent: false, reason: reasonFor(error) }))); // prettier-ignore
    return { results: await Promise.all(tried) };
  }

  private async viewOf(channel: Channel, ready: boolean): Promise<ChannelView> {
    const [last] = await this.db.read<Last>('SELECT `channel`, `state`, `error`, `sentAt` FROM `alert_notice` WHERE `channel` = ? AND (`attempts` > 0 OR `sentAt` IS NOT NULL) ORDER BY `id` DESC LIMIT 1', [channel]);
    const [sent] = await this.db.read<{ at: string | null }>('SELECT MAX(`sentAt`) AS `at` FROM `alert_notice` WHERE `channel` = ?', [channel]);
    const [waiting] = await this.db.read<{ n: number }>("SELECT COUNT(*) AS `n` FROM `alert_notice` WHERE `channel` = ? AND `state` = 'waiting'", [channel]);
    return { channel, ready, lastAt: sent?.at ? fromStoredMoment(sent.at) : null, waiting: Number(waiting?.n ?? 0), error: last && last.state !== 'sent' ? last.error : null };
  }

  private async write({ alert, turned, facts }: Notice): Promise<void> {
    const { language, name } = await this.workspace.settings();
    const shown = factsInWords(facts, language, (iso) => `${iso.slice(0, 16).replace('T', ' ')} UTC`);
    const say = (word: string) => this.words.say(language, `health.line.${alert}.${word}`, shown);
    const told = turned === 'firing' ? { says: say(String(facts['says'])), advice: say(`${String(facts['says'])}Do`) } : { says: '', advice: '' };
    for (const to of await this.targets.recipients()) await this.mail.sendNow({ to, name, language, key: `alert-${turned}`, facts: { title: say('name'), ...told }, path: '/system' });
  }

  /** As Standard Webhooks asks for: id, time and body under one signature. */
  private async call({ id, alert, turned, facts, at }: Notice): Promise<void> {
    const target = await this.targets.webhook();
    if (!target) throw new Error('There is no webhook');
    const body = JSON.stringify({ type: `alert.${turned}`, timestamp: at, data: { alert, facts, installation: this.installation.publicUrl } });
    const timestamp = String(Math.floor(Date.now() / 1000));
    const signature = `v1,${createHmac('sha256', target.secret).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
    const headers = { 'content-type': 'application/json', 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature };
    const { status } = await this.outward.call(target.url, { method: 'POST', headers, body });
    if (status < 200 || status > 299) throw new Error(`HTTP ${status}`);
  }
}

/** What went wrong, without what the other side said beyond it. */
export const reasonFor = (error: unknown): string => (error instanceof OutwardRefused ? error.message : reasonOf(error));
