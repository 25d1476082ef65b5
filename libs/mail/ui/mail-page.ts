import { HttpClient } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { firstValueFrom } from 'rxjs';
import { SentForm, Session, T, Toast, Words } from '#kernel/ui';
import { MAIL_SECURITY, MailSettings, MailTest, type MailView } from '#mail/model';
import { Confirm, FormFields } from '#workbench/ui';

interface Answer {
  readonly settings: MailView | null;
}

/** The SMTP server mails leave through, and a test of it. */
@Component({
  selector: 'crm-mail-page',
  imports: [FormFields, MatButton, RouterLink, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <a class="back" routerLink="/settings">{{ 'setting.many' | t }}</a>
    <h1>{{ 'mail.title' | t }}</h1>
    <section>
      <p>{{ 'mail.hint' | t }}</p>
      @if (sent.failure(); as text) { <p class="failure" role="alert">{{ text }}</p> }
      <form novalidate (submit)="sent.submit($event)">
        <label class="choice">{{ 'mail.security' | t }}
          <select (change)="protectBy($any($event.target).value)">@for (one of ways; track one) { <option [value]="one" [selected]="sent.form.draft()['security'] === one">{{ 'mail.' + one | t }}</option> }</select>
        </label>
        <crm-form-fields [form]="sent.form" [of]="of" [names]="['host', 'port', 'username', 'password', 'sender']" [labelOf]="label" [types]="{ password: 'password' }" [completions]="{ password: 'new-password' }" />
        <div class="row">
          <button matButton="filled" type="submit" [disabled]="sent.busy()">{{ 'ui.save' | t }}</button>
          @if (kept(); as one) { <button matButton type="button" (click)="remove()">{{ 'mail.off' | t }}</button> }
        </div>
      </form>
    </section>
    @if (kept()) {
      <section>
        @if (test.failure(); as text) { <p class="failure" role="alert">{{ text }}</p> }
        <form novalidate (submit)="test.submit($event)">
          <crm-form-fields [form]="test.form" [of]="ofTest" [names]="['to']" [labelOf]="testLabel" [wide]="['to']" />
          <div class="row"><button matButton="outlined" type="submit" [disabled]="test.busy()">{{ 'mail.test' | t }}</button></div>
        </form>
      </section>
    }
  `,
  styles: `
    :host { display: block; height: 100%; box-sizing: border-box; overflow: auto; padding: 16px 20px 40px; } .back { font-size: 13px; color: var(--mat-sys-on-surface-variant); } h1 { margin: 4px 0 16px; font-size: 20px; font-weight: 600; }
    section { max-width: 680px; padding: 16px; margin-bottom: 16px; border: 1px solid var(--mat-sys-outline-variant); border-radius: 10px; background: var(--mat-sys-surface); } p { margin: 0 0 12px; color: var(--mat-sys-on-surface-variant); } .failure { color: var(--mat-sys-error); }
    .choice { display: grid; gap: 4px; margin-bottom: 14px; font-size: 13px; color: var(--mat-sys-on-surface-variant); } select { min-height: 40px; padding: 0 10px; border: 1px solid var(--mat-sys-outline); border-radius: 8px; background: var(--mat-sys-surface); color: var(--mat-sys-on-surface); font: inherit; font-size: 14px; } .row { display: flex; flex-wrap: wrap; gap: 8px; margin-top: 16px; }
  `,
})
export class MailPage {
  private readonly http = inject(HttpClient);
  private readonly words = inject(Words);
  private readonly toast = inject(Toast);
  private readonly confirm = inject(Confirm);
  protected readonly of = MailSettings;
  protected readonly ofTest = MailTest;
  protected readonly ways = MAIL_SECURITY;
  protected readonly kept = signal<MailView | null>(null);
  protected readonly sent = new SentForm(MailSettings, { security: 'starttls', port: 587 }, async (body) => {
    this.show((await firstValueFrom(this.http.put<Answer>('/api/v1/mail-settings', body))).settings);
    this.toast.show('setting.saved');
  });
  protected readonly test = new SentForm(MailTest, { to: inject(Session).me()?.user.email ?? null }, async (body) => {
    await firstValueFrom(this.http.post('/api/v1/mail-settings/test', body));
    this.toast.show('mail.tested');
  });

  constructor() {
    this.http.get<Answer>('/api/v1/mail-settings').subscribe({ next: ({ settings }) => this.show(settings), error: (error: unknown) => this.toast.fail(error) });
  }

  protected label = (name: string) => this.words.t(name === 'password' && this.kept()?.hasPassword ? 'mail.keptPassword' : `mail.${name}`);
  protected testLabel = () => this.words.t('mail.testTo');
  protected protectBy(security: string): void {
    this.sent.form.draft.update((draft) => ({ ...draft, security, port: { starttls: 587, tls: 465 }[security] ?? 25 }));
  }
  protected async remove(): Promise<void> {
    if (!(await this.confirm.ask('mail.offQuestion', 'mail.off'))) return;
    await firstValueFrom(this.http.delete('/api/v1/mail-settings')).then(() => this.show(null), (error: unknown) => this.toast.fail(error)); // prettier-ignore
  }
  private show(settings: MailView | null): void {
    this.kept.set(settings);
    const { host = null, port = 587, security = 'starttls', username = null, sender = null } = settings ?? {};
    this.sent.form.draft.set({ host, port, security, username, sender, password: null });
  }
}
