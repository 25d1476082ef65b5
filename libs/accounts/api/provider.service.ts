import { Injectable } from '@nestjs/common';
import { Installation, KeptSetting, KeyRing, Records } from '#kernel/api';
import type { ProviderSettings, ProviderView } from '#accounts/model';

type Stored = Omit<ProviderSettings, 'clientSecret'> & { readonly sealedSecret: string | null };
const NAME = 'provider';
const PLACE = { table: 'setting', column: 'provider.secret', row: NAME };

/** The sign-in provider of this installation; its secret is sealed and never shown. */
@Injectable()
export class Provider {
  private readonly setting: KeptSetting<Stored>;

  constructor(
    kernel: Records,
    private readonly keys: KeyRing,
    private readonly installation: Installation,
  ) {
    this.setting = new KeptSetting<Stored>(kernel, NAME, 'sealedSecret');
  }

  /** Where the provider sends people back to: a page of ours, which asks for the rest by itself. */
  get callback(): string {
    return `${this.installation.publicUrl}/sso`;
  }
  async view(): Promise<ProviderView | null> {
    const stored = await this.setting.stored();
    if (!stored) return null;
    const { sealedSecret, ...shown } = stored;
    return { ...shown, hasSecret: sealedSecret !== null, callback: this.callback };
  }
  /** The settings with the secret, for speaking to the provider. */
  async whole(): Promise<ProviderSettings | null> {
    const stored = await this.setting.stored();
    if (!stored) return null;
    const { sealedSecret, ...shown } = stored;
    return { ...shown, clientSecret: sealedSecret === null ? null : this.keys.unseal(PLACE, sealedSecret) };
  }

  async save({ clientSecret, ...settings }: ProviderSettings): Promise<void> {
    const before = await this.setting.stored();
    const kept = before?.issuer === settings.issuer && before.clientId === settings.clientId ? before.sealedSecret : null;
    await this.setting.write('update', before, { ...settings, sealedSecret: clientSecret ? this.keys.seal('secret', PLACE, clientSecret) : kept });
  }
  async remove(): Promise<void> {
    await this.setting.write('delete', await this.setting.stored(), null);
  }
}
