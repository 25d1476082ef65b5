import { HttpClient } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, inject, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { firstValueFrom } from 'rxjs';
import { TotpCode } from '#accounts/model';
import { SentForm, Session, T, Toast, Words, type Entry } from '#kernel/ui';
import { FormFields } from '#workbench/ui';

/** Setting up an authenticator app: a picture to scan, a text to type, and the first code. */
@Component({
  selector: 'crm-totp-enrolment',
  imports: [FormFields, MatButton, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (begun(); as one) {
      <p>{{ 'account.scan' | t }}</p>
      <img [src]="one.qr" width="180" height="180" [alt]="'account.qr' | t" />
      <p class="secret"><span>{{ 'account.orType' | t }}</span> <code>{{ spaced(one.secret) }}</code></p>
      @if (sent.failure(); as text) { <p class="failure" role="alert">{{ text }}</p> }
      <form novalidate (submit)="sent.submit($event)">
        <crm-form-fields [form]="sent.form" [of]="of" [names]="['code']" [labelOf]="label" [wide]="['code']" [completions]="{ code: 'one-time-code' }" />
        <button matButton="filled" type="submit" [disabled]="sent.busy()">{{ 'account.turnOn' | t }}</button>
      </form>
    } @else { <button matButton="filled" type="button" (click)="begin()">{{ 'account.setUpApp' | t }}</button> }
  `,
  styles: `
    p { margin: 0 0 12px; color: var(--mat-sys-on-surface-variant); } img { display: block; margin-bottom: 12px; padding: 8px; border-radius: 8px; background: #fff; } form { display: grid; gap: 12px; max-width: 320px; } button { justify-self: start; }
    code { display: inline-block; margin-inline-start: 6px; font: 13px/1.6 ui-monospace, monospace; color: var(--mat-sys-on-surface); overflow-wrap: anywhere; user-select: all; } .failure { color: var(--mat-sys-error); }
  `,
})
export class TotpEnrolment {
  /** The app is in force; with recovery codes, when it is the first factor. */
  readonly done = output<readonly string[]>();
  private readonly http = inject(HttpClient);
  private readonly session = inject(Session);
  private readonly toast = inject(Toast);
  private readonly words = inject(Words);
  protected readonly of = TotpCode;
  protected readonly begun = signal<{ secret: string; qr: string } | null>(null);
  protected readonly sent = new SentForm(TotpCode, {}, async (body) => {
    const answer = await firstValueFrom(this.http.post<Entry & { codes: readonly string[] | null }>('/api/v1/me/security/totp/confirm', body));
    this.session.take(answer);
    await this.session.load();
    this.done.emit(answer.codes ?? []);
  });
  protected label = () => this.words.t('account.codeOfApp');
  protected spaced = (secret: string): string => secret.replace(/(.{4})/g, '$1 ').trim();

  async begin(): Promise<void> {
    try {
      this.begun.set(await firstValueFrom(this.http.post<{ secret: string; qr: string }>('/api/v1/me/security/totp', {})));
    } catch (error) {
      this.toast.fail(error);
    }
  }
}
