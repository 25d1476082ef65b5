import { HttpClient } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, inject, input, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatCheckbox } from '@angular/material/checkbox';
import { Router, RouterLink } from '@angular/router';
import { firstValueFrom } from 'rxjs';
import { SignIn } from '#accounts/model';
import { Problems, SentForm, Session, T, Words, type Entry } from '#kernel/ui';
import { FormFields } from '#workbench/ui';
import { Door, type Ways } from './door.ts';
import { Entrance } from './entrance.ts';
import { FactorStep } from './factor-step.ts';
import { Passkey, turnedAway } from './passkey.ts';

/** Signing in: with name and password and a second step, a passkey, or the company's account. */
@Component({
  selector: 'crm-sign-in-page',
  imports: [Entrance, FactorStep, FormFields, MatButton, MatCheckbox, RouterLink, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <crm-entrance>
      @if (second(); as step) {
        <crm-factor-step [token]="step.token" [ways]="step.ways" (done)="door.enter($event, to())" (back)="second.set(null)" />
      } @else {
        <h1>{{ 'account.signIn' | t }}</h1>
        @if (door.consent(); as one) { <p class="hint">{{ 'account.consent' | t: { name: one.name } }}</p> }
        @if (failure() ?? sent.failure(); as text) { <p class="failure" role="alert">{{ text }}</p> }
        <form novalidate (submit)="sent.submit($event)">
          <crm-form-fields [form]="sent.form" [of]="of" [names]="['username', 'password']" [labelOf]="label" [wide]="['username', 'password']" [types]="{ password: 'password' }"
            [completions]="{ username: 'username webauthn', password: 'current-password' }" />
          <div class="row">
            <mat-checkbox [checked]="remember()" (change)="remember.set($event.checked)">{{ 'account.remember' | t }}</mat-checkbox>
            <a routerLink="/forgot">{{ 'account.forgot' | t }}</a>
          </div>
          <button matButton="filled" class="submit" type="submit" [disabled]="sent.busy()">{{ 'account.signIn' | t }}</button>
        </form>
        @if (passkey.possible) { <button matButton="outlined" class="other" (click)="usePasskey()">{{ 'account.usePasskey' | t }}</button> }
        @if (ways()?.provider; as name) { <button matButton="outlined" class="other" (click)="useProvider()">{{ 'account.useProvider' | t: { name } }}</button> }
      }
    </crm-entrance>
  `,
  styles: '.row { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 4px 12px; margin-top: 8px; font-size: 13px; } a { color: var(--mat-sys-primary); } .other { width: 100%; margin-top: 12px; height: 40px; } .hint { margin: 0 0 12px; color: var(--mat-sys-on-surface-variant); }',
})
export class SignInPage {
  /** Where to go afterwards. */
  readonly to = input('/');
  private readonly http = inject(HttpClient);
  private readonly session = inject(Session);
  private readonly router = inject(Router);
  private readonly words = inject(Words);
  private readonly problems = inject(Problems);
  protected readonly door = inject(Door);
  protected readonly passkey = inject(Passkey);
  protected readonly of = SignIn;
  protected readonly ways = signal<Ways | null>(null);
  protected readonly second = signal<NonNullable<Entry['factor']> | null>(null);
  protected readonly remember = signal(false);
  protected readonly failure = signal<string | null>(null);
  protected readonly sent = new SentForm(SignIn, {}, async ({ username, password }) => {
    this.failure.set(null);
    const answer = await this.session.signIn(username as string, password as string, { remember: this.remember(), consent: this.door.consent()?.token ?? null });
    if (answer.factor) this.second.set(answer.factor);
    else await this.door.enter({}, this.to());
  });
  protected label = (name: string) => this.words.t(`account.${name}`);

  constructor() {
    void this.door.ways().then((ways) => (ways.setup ? void this.router.navigate(['/setup']) : this.ways.set(ways)), () => undefined); // prettier-ignore
  }

  protected async usePasskey(): Promise<void> {
    await this.tried(async () => {
      const response = await this.passkey.sign('/api/v1/auth/passkey/question', {});
      await this.door.enter(await firstValueFrom(this.http.post<Entry>('/api/v1/auth/passkey', { response, remember: this.remember() })), this.to());
    });
  }
  protected async useProvider(): Promise<void> {
    await this.tried(() => this.door.goToProvider(this.to(), null));
  }
  private async tried(work: () => Promise<void>): Promise<void> {
    this.failure.set(null);
    await work().catch((error: unknown) => !turnedAway(error) && this.failure.set(this.problems.say(error)));
  }
}
