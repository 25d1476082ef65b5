import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { KeptSetting, KeyRing, Records, Rejected } from '#kernel/api';
import type { AlertSettings, AlertsView } from '#operations/model';

interface Stored {
  /** The only facts the audit sees; addresses and secrets are sealed. */
  readonly people: number;
  readonly host: string | null;
  readonly sealed: string;
}
interface Opened {
  readonly recipients: readonly string[];
  readonly webhook: string | null;
  readonly secret: string | null;
}
const NAME = 'alert';
const PLACE = { table: 'setting', column: 'alert.sealed', row: NAME };
const NOBODY: Opened = { recipients: [], webhook: null, secret: null };

/** Who is told when something turns bad. The secret that signs calls is shown once, when it is made. */
@Injectable()
export class AlertTargets {
  private readonly setting: KeptSetting<Stored>;

  constructor(
    kernel: Records,
    private readonly keys: KeyRing,
  ) {
    this.setting = new KeptSetting<Stored>(kernel, NAME, 'sealed');
  }

  async view(): Promise<AlertsView['settings']> {
    const { recipients, webhook, secret } = await this.opened();
    return { recipients, webhook, hasSecret: secret !== null };
  }
  async recipients(): Promise<readonly string[]> {
    return (await this.opened()).recipients;
  }
  /** Where to call and what to sign with; null where nobody is called. */
  async webhook(): Promise<{ url: string; secret: Buffer } | null> {
    const { webhook, secret } = await this.opened();
    return webhook && secret ? { url: webhook, secret: Buffer.from(secret, 'base64') } : null;
  }

  /** Answers the secret of a webhook that is new; null when it stays as it was. */
  async save({ webhook, ...rest }: AlertSettings): Promise<string | null> {
    const recipients = rest.recipients ?? [];
    const before = await this.opened();
    const fresh = webhook && webhook !== before.webhook ? newSecret() : null;
    await this.write({ recipients, webhook, secret: fresh ?? (webhook ? before.secret : null) });
    return fresh && shown(fresh);
  }
  /** Another secret for the same webhook. Throws Rejected where there is none. */
  async renew(): Promise<string> {
    const before = await this.opened();
    if (!before.webhook) throw new Rejected('alert-no-webhook');
    const secret = newSecret();
    await this.write({ ...before, secret });
    return shown(secret);
  }

  private async opened(): Promise<Opened> {
    const stored = await this.setting.stored();
    return stored ? (JSON.parse(this.keys.unseal(PLACE, stored.sealed)) as Opened) : NOBODY;
  }
  private async write(now: Opened): Promise<void> {
    const sealed = this.keys.seal('secret', PLACE, JSON.stringify(now));
    await this.setting.write('update', await this.setting.stored(), { people: now.recipients.length, host: now.webhook && new URL(now.webhook).host, sealed });
  }
}

const newSecret = () => randomBytes(32).toString('base64');
/** As Standard Webhooks writes secrets. */
const shown = (text: string) => `whsec_${text}`;
