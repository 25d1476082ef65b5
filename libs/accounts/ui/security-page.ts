import { HttpClient } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { RouterLink } from '@angular/router';
import { firstValueFrom } from 'rxjs';
import type { SecurityView } from '#accounts/model';
import { Formats, Icon, Session, T, Toast, Words, type Entry } from '#kernel/ui';
import { Confirm } from '#workbench/ui';
import { Passkey, turnedAway } from './passkey.ts';
import { PasswordDialog } from './password-dialog.ts';
import { RecoveryCodesPart } from './recovery-codes.ts';
import { SessionsCard } from './sessions-card.ts';
import { TotpEnrolment } from './totp-enrolment.ts';

/** How one's own account is protected: password, app, passkeys, recovery codes, the company's account, and where one is signed in. */
@Component({
  selector: 'crm-security-page',
  imports: [Icon, MatButton, RecoveryCodesPart, RouterLink, SessionsCard, T, TotpEnrolment],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './security-page.html',
  styleUrl: './security-page.scss',
})
export class SecurityPage {
  private readonly http = inject(HttpClient);
  private readonly dialog = inject(MatDialog);
  private readonly session = inject(Session);
  private readonly confirm = inject(Confirm);
  private readonly toast = inject(Toast);
  private readonly words = inject(Words);
  protected readonly formats = inject(Formats);
  protected readonly passkey = inject(Passkey);
  protected readonly view = signal<SecurityView | null>(null);
  protected readonly codes = signal<readonly string[]>([]);
  protected readonly adding = signal(false);
  protected readonly failed = signal(false);

  constructor() {
    void this.load();
  }

  protected async load(): Promise<void> {
    try {
      this.failed.set(false);
      this.view.set(await firstValueFrom(this.http.get<SecurityView>('/api/v1/me/security')));
    } catch {
      this.failed.set(true);
    }
  }
  protected changePassword(): void {
    this.dialog.open(PasswordDialog);
  }
  protected async turnedOn(codes: readonly string[]): Promise<void> {
    this.codes.set(codes);
    this.adding.set(false);
    this.toast.show('account.factorOn');
    await this.load();
  }
  protected async removeApp(): Promise<void> {
    if (await this.confirm.ask('account.removeAppQuestion', 'ui.remove')) await this.changed(() => firstValueFrom(this.http.delete<Entry>('/api/v1/me/security/totp')));
  }
  protected async addPasskey(): Promise<void> {
    await this.tried(async () => {
      const response = await this.passkey.make('/api/v1/me/security/passkeys/question');
      const name = this.words.t('account.passkeyName', { n: (this.view()?.passkeys.length ?? 0) + 1 });
      const answer = await firstValueFrom(this.http.post<Entry & { codes: readonly string[] | null }>('/api/v1/me/security/passkeys', { name, response }));
      this.session.take(answer);
      await this.session.load();
      await this.turnedOn(answer.codes ?? []);
    });
  }
  protected async removePasskey(id: string): Promise<void> {
    if (await this.confirm.ask('account.removePasskeyQuestion', 'ui.remove')) await this.changed(() => firstValueFrom(this.http.delete<Entry>(`/api/v1/me/security/passkeys/${id}`)));
  }
  protected async renewCodes(): Promise<void> {
    if (!(await this.confirm.ask('account.renewCodesQuestion', 'ui.continue'))) return;
    await this.tried(async () => this.codes.set((await firstValueFrom(this.http.post<{ codes: string[] }>('/api/v1/me/security/recovery-codes', {}))).codes));
    await this.load();
  }
  protected async removeIdentity(id: string): Promise<void> {
    await this.tried(() => firstValueFrom(this.http.delete(`/api/v1/me/security/identities/${id}`)));
    await this.load();
  }

  private async changed(work: () => Promise<Entry>): Promise<void> {
    await this.tried(async () => {
      this.session.take(await work());
      await this.session.load();
      await this.load();
    });
  }
  private async tried(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!turnedAway(error)) this.toast.fail(error);
    }
  }
}
