import { Injectable } from '@nestjs/common';
import { Clock, Database, Installation, KeyRing, newId, Records } from '#kernel/api';
import type { ProviderSettings, ProviderView } from '#accounts/model';

type Stored = Omit<ProviderSettings, 'clientSecret'> & { readonly sealedSecret: string | null };
const NAME = 'provider';
const PLACE = { table: 'setting', column: 'provider.secret', row: NAME };

/** The sign-in provider of this installation; its secret is sealed and never shown. */
@Injectable()
export class Provider {
  private known: { readonly stored: Stored | null; readonly until: number } | null = null;

  constructor(
    private readonly db: Database,
    private readonly kernel: Records,
    private readonly keys: KeyRing,
    private readonly installation: Installation,
    private readonly clock: Clock,
  ) {}

  /** Where the provider sends people back to: a page of ours, which asks for the rest by itself. */
  get callback(): string {
    return `${this.installation.publicUrl}/sso`;
  }
  async view(): Promise<ProviderView | null> {
    const stored = await this.stored();
    if (!stored) return null;
    const { sealedSecret, ...shown } = stored;
    return { ...shown, hasSecret: sealedSecret !== null, callback: this.callback };
  }
  /** The settings with the secret, for speaking to the provider. */
  async whole(): Promise<ProviderSettings | null> {
    const stored = await this.stored();
    if (!stored) return null;
    const { sealedSecret, ...shown } = stored;
    return { ...shown, clientSecret: sealedSecret === null ? null : this.keys.unseal(PLACE, sealedSecret) };
  }

  async save({ clientSecret, ...settings }: ProviderSettings): Promise<void> {
    const before = await this.stored();
    const kept = before?.issuer === settings.issuer && before.clientId === settings.clientId ? before.sealedSecret : null;
    await this.write('update', before, { ...settings, sealedSecret: clientSecret ? this.keys.seal('secret', PLACE, clientSecret) : kept });
  }
  async remove(): Promise<void> {
    await this.write('delete', await this.stored(), null);
  }

  private async stored(): Promise<Stored | null> {
    const now = this.clock.now().getTime();
    if (this.known && this.known.until > now) return this.known.stored;
    const [row] = await this.db.read<{ value: string }>('SELECT `value` FROM `setting` WHERE `name` = ?', [NAME]);
    const stored = row && row.value !== 'null' ? (JSON.parse(row.value) as Stored) : null;
    this.known = { stored, until: now + 2000 };
    return stored;
  }
  private async write(action: string, before: Stored | null, now: Stored | null): Promise<void> {
    const told = (one: Stored | null) => one && { ...one, sealedSecret: one.sealedSecret ? '•' : null };
    await this.kernel.work.run(async () => {
      await this.db.put('setting', { name: NAME }, { value: JSON.stringify(now) });
      this.kernel.audit.note(action, 'provider', newId(), [{ field: 'provider', old: told(before), new: told(now) }]);
    });
    this.known = null;
  }
}
