import { HttpClient } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router } from '@angular/router';
import { SignIn } from '#accounts/model';
import { OptionSets, SentForm, Session, T, Words } from '#kernel/ui';
import { FormFields } from '#workbench/ui';
import { Entrance } from './entrance.ts';

/** Signing in with name and password. */
@Component({
  selector: 'crm-sign-in-page',
  imports: [Entrance, FormFields, MatButton, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <crm-entrance>
      <h1>{{ 'account.signIn' | t }}</h1>
      @if (door.failure(); as text) { <p class="failure" role="alert">{{ text }}</p> }
      <form novalidate (submit)="door.submit($event)">
        <crm-form-fields [form]="door.form" [of]="of" [names]="['username', 'password']" [labelOf]="label" [wide]="['username', 'password']" [types]="{ password: 'password' }"
          [completions]="{ username: 'username', password: 'current-password' }" />
        <button matButton="filled" class="submit" type="submit" [disabled]="door.busy()">{{ 'account.signIn' | t }}</button>
      </form>
    </crm-entrance>
  `,
})
export class SignInPage {
  /** Where to go afterwards. */
  readonly to = input('/');
  private readonly session = inject(Session);
  private readonly router = inject(Router);
  private readonly options = inject(OptionSets);
  private readonly words = inject(Words);
  protected readonly of = SignIn;
  protected readonly door = new SentForm(SignIn, {}, async ({ username, password }) => {
    await this.session.signIn(username as string, password as string);
    await this.options.load();
    const to = this.to()?.startsWith('/') && !this.to().startsWith('//') ? this.to() : '/';
    if (to.startsWith('/api/')) location.assign(to);
    else await this.router.navigateByUrl(to);
  });
  protected label = (name: string) => this.words.t(`account.${name}`);

  constructor() {
    inject(HttpClient).get<{ open: boolean }>('/api/v1/setup').subscribe(({ open }) => open && void this.router.navigate(['/setup']));
  }
}
