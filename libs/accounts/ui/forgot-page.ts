import { HttpClient } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { firstValueFrom } from 'rxjs';
import { Forgotten } from '#accounts/model';
import { SentForm, T, Words } from '#kernel/ui';
import { FormFields } from '#workbench/ui';
import { Door } from './door.ts';
import { Entrance } from './entrance.ts';

/** Asking for a new password by mail; where no mail leaves, it says whom to ask. */
@Component({
  selector: 'crm-forgot-page',
  imports: [Entrance, FormFields, MatButton, RouterLink, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <crm-entrance>
      <h1>{{ 'account.forgot' | t }}</h1>
      @if (asked()) { <p role="status">{{ 'account.resetAsked' | t }}</p> }
      @else if (mail() === false) { <p role="status">{{ 'account.askAdministrator' | t }}</p> }
      @else {
        <p class="hint">{{ 'account.forgotHint' | t }}</p>
        @if (sent.failure(); as text) { <p class="failure" role="alert">{{ text }}</p> }
        <form novalidate (submit)="sent.submit($event)">
          <crm-form-fields [form]="sent.form" [of]="of" [names]="['username']" [labelOf]="label" [wide]="['username']" [completions]="{ username: 'username' }" />
          <button matButton="filled" class="submit" type="submit" [disabled]="sent.busy()">{{ 'account.mailLink' | t }}</button>
        </form>
      }
      <a matButton class="submit" routerLink="/sign-in">{{ 'account.signIn' | t }}</a>
    </crm-entrance>
  `,
})
export class ForgotPage {
  private readonly http = inject(HttpClient);
  private readonly words = inject(Words);
  protected readonly of = Forgotten;
  protected readonly asked = signal(false);
  protected readonly mail = signal<boolean | null>(null);
  protected readonly sent = new SentForm(Forgotten, {}, async (body) => {
    await firstValueFrom(this.http.post('/api/v1/auth/forgot', body));
    this.asked.set(true);
  });
  protected label = (name: string) => this.words.t(`account.${name}`);

  constructor() {
    void inject(Door).ways().then(({ mail }) => this.mail.set(mail), () => undefined); // prettier-ignore
  }
}
