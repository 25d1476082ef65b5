import { HttpClient } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { firstValueFrom } from 'rxjs';
import { ProviderSettings, type ProviderView } from '#accounts/model';
import { SentForm, Session, T, Toast, Words } from '#kernel/ui';
import { Confirm, FormFields } from '#workbench/ui';

interface Answer {
  readonly settings: ProviderView | null;
  readonly callback: string;
}

/** The company's sign-in provider, and ending every session at once. */
@Component({
  selector: 'crm-provider-page',
  imports: [FormFields, MatButton, RouterLink, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <a class="back" routerLink="/settings">{{ 'setting.many' | t }}</a>
    <h1>{{ 'setting.provider' | t }}</h1>
    <section>
      <p>{{ 'account.provider.hint' | t }}</p>
      <p>{{ 'account.provider.callback' | t }} <code>{{ callback() }}</code></p>
      @if (sent.failure(); as text) { <p class="failure" role="alert">{{ text }}</p> }
      <form novalidate (submit)="sent.submit($event)">
        <crm-form-fields [form]="sent.form" [of]="of" [names]="['issuer', 'clientId', 'clientSecret', 'name']" [labelOf]="label" [wide]="['issuer']" [types]="{ clientSecret: 'password' }" [completions]="{ clientSecret: 'new-password' }" />
        <div class="row actions">
          <button matButton="filled" type="submit" [disabled]="sent.busy()">{{ 'ui.save' | t }}</button>
          @if (kept()) { <button matButton type="button" (click)="remove()">{{ 'account.provider.off' | t }}</button> }
        </div>
      </form>
    </section>
    @if (session.can('session.end')) {
      <section>
        <h2>{{ 'account.endEverybody' | t }}</h2>
        <p>{{ 'account.endEverybodyHint' | t }}</p>
        <button matButton="outlined" (click)="endEverybody()">{{ 'account.endEverybody' | t }}</button>
      </section>
    }
  `,
  styleUrl: './security-page.scss',
  styles: '.actions { margin-top: 16px; }',
})
export class ProviderPage {
  private readonly http = inject(HttpClient);
  private readonly words = inject(Words);
  private readonly toast = inject(Toast);
  private readonly confirm = inject(Confirm);
  protected readonly session = inject(Session);
  protected readonly of = ProviderSettings;
  protected readonly kept = signal(false);
  protected readonly callback = signal('');
  protected readonly sent = new SentForm(ProviderSettings, {}, async (body) => {
    this.show(await firstValueFrom(this.http.put<Answer>('/api/v1/provider-settings', body)));
    this.toast.show('setting.saved');
  });

  constructor() {
    this.http.get<Answer>('/api/v1/provider-settings').subscribe({ next: (answer) => this.show(answer), error: (error: unknown) => this.toast.fail(error) });
  }

  protected label = (name: string) => this.words.t(`account.provider.${name === 'clientSecret' && this.kept() ? 'keptSecret' : name}`);
  protected async remove(): Promise<void> {
    if (!(await this.confirm.ask('account.provider.offQuestion', 'account.provider.off'))) return;
    try {
      await firstValueFrom(this.http.delete('/api/v1/provider-settings'));
      this.show({ settings: null, callback: this.callback() });
    } catch (error) {
      this.toast.fail(error);
    }
  }
  protected async endEverybody(): Promise<void> {
    if (!(await this.confirm.ask('account.endEverybodyQuestion', 'account.endEverybody'))) return;
    await firstValueFrom(this.http.post('/api/v1/sessions/end-all', {})).then(() => this.session.signOut(), (error: unknown) => this.toast.fail(error)); // prettier-ignore
  }
  private show({ settings, callback }: Answer): void {
    this.callback.set(callback);
    this.kept.set(settings !== null);
    const { issuer = null, clientId = null, name = null } = settings ?? {};
    this.sent.form.draft.set({ issuer, clientId, name, clientSecret: null });
  }
}
