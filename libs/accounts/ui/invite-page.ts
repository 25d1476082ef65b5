import { HttpClient } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, inject, input, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router } from '@angular/router';
import { firstValueFrom } from 'rxjs';
import { PasswordByToken } from '#accounts/model';
import { SentForm, T, Toast, Words } from '#kernel/ui';
import { FormFields } from '#workbench/ui';
import { Door } from './door.ts';
import { Entrance } from './entrance.ts';

/** Setting a password by an invitation or a reset link; whoever is invited may come with the company's account instead. */
@Component({
  selector: 'crm-invite-page',
  imports: [Entrance, FormFields, MatButton, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <crm-entrance>
      <h1>{{ 'account.choosePassword' | t }}</h1>
      @if (door.failure(); as text) { <p class="failure" role="alert">{{ text }}</p> }
      <form novalidate (submit)="door.submit($event)">
        <crm-form-fields [form]="door.form" [of]="of" [names]="['password']" [labelOf]="label" [wide]="['password']" [types]="{ password: 'password' }" [completions]="{ password: 'new-password' }" />
        <button matButton="filled" class="submit" type="submit" [disabled]="door.busy()">{{ 'ui.save' | t }}</button>
      </form>
      @if (provider(); as name) { <button matButton="outlined" class="submit" (click)="useProvider()">{{ 'account.useProvider' | t: { name } }}</button> }
    </crm-entrance>
  `,
})
export class InvitePage {
  readonly token = input<string>('');
  private readonly http = inject(HttpClient);
  private readonly router = inject(Router);
  private readonly toast = inject(Toast);
  private readonly words = inject(Words);
  protected readonly of = PasswordByToken;
  protected readonly door = new SentForm(PasswordByToken, { token: '-' }, async ({ password }) => {
    await firstValueFrom(this.http.post('/api/v1/auth/password-by-token', { token: this.token(), password }));
    this.toast.show('account.passwordSet');
    await this.router.navigate(['/sign-in']);
  });
  protected readonly provider = signal<string | null>(null);
  private readonly way = inject(Door);
  protected label = (name: string) => this.words.t(`account.${name}`);

  constructor() {
    if (location.pathname === '/invite') void this.way.ways().then(({ provider }) => this.provider.set(provider), () => undefined); // prettier-ignore
  }

  protected useProvider(): void {
    void this.way.goToProvider('/', this.token()).catch((error: unknown) => this.toast.fail(error));
  }
}
