import { HttpClient } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatCheckbox } from '@angular/material/checkbox';
import { Router } from '@angular/router';
import { firstValueFrom } from 'rxjs';
import { SetupForm, User } from '#accounts/model';
import { OptionSets, SentForm, Session, T, Words } from '#kernel/ui';
import { FormFields } from '#workbench/ui';
import { Door } from './door.ts';
import { Entrance } from './entrance.ts';
import { RecoveryCodesPart } from './recovery-codes.ts';
import { TotpEnrolment } from './totp-enrolment.ts';

/** The first start: the administrator, the company, its language, time zone and currency; then a second factor. */
@Component({
  selector: 'crm-setup-page',
  imports: [Entrance, FormFields, MatButton, MatCheckbox, RecoveryCodesPart, T, TotpEnrolment],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <crm-entrance>
      <h1>{{ (protecting() ? 'account.protect' : 'account.setup') | t }}</h1>
      @if (codes(); as shown) { <crm-recovery-codes [codes]="shown" (kept)="enter()" /> }
      @else if (protecting()) {
        <p class="hint">{{ 'account.protectHint' | t }}</p>
        <crm-totp-enrolment #app (done)="codes.set($event)" />
        <button matButton class="submit" (click)="enter()">{{ 'account.later' | t }}</button>
      } @else if (open() === false) {
        <p>{{ 'problem.setup-closed' | t }}</p>
        <button matButton="filled" class="submit" (click)="leave()">{{ 'account.signIn' | t }}</button>
      } @else {
        @if (!token()) { <p class="hint">{{ 'account.setupHint' | t }}</p> }
        @if (door.failure(); as text) { <p class="failure" role="alert">{{ text }}</p> }
        <form novalidate (submit)="door.submit($event)">
          <crm-form-fields [form]="door.form" [of]="of" [names]="names()" [labelOf]="label" [words]="user" [wide]="['workspace', 'password', 'token']" [types]="{ password: 'password' }"
            [completions]="{ name: 'name', username: 'username', password: 'new-password', workspace: 'organization' }" />
          <mat-checkbox class="samples" [checked]="samples()" (change)="samples.set($event.checked)">{{ 'account.withSamples' | t }}</mat-checkbox>
          <button matButton="filled" class="submit" type="submit" [disabled]="door.busy()">{{ 'account.start' | t }}</button>
        </form>
      }
    </crm-entrance>
  `,
})
export class SetupPage {
  /** The secret of the one-time address. */
  readonly token = input<string>();
  private readonly http = inject(HttpClient);
  private readonly session = inject(Session);
  private readonly options = inject(OptionSets);
  private readonly router = inject(Router);
  private readonly words = inject(Words);
  protected readonly of = SetupForm;
  protected readonly user = User;
  /** A sample company is loaded to look around in. */
  protected readonly samples = signal(false);
  protected readonly open = signal<boolean | null>(null);
  /** The second step: a second factor for the account that may do everything. */
  protected readonly protecting = signal(false);
  protected readonly codes = signal<readonly string[] | null>(null);
  protected readonly names = computed(() => [...(this.token() ? [] : ['token']), 'workspace', 'name', 'username', 'password', 'language', 'currency', 'timeZone']);
  protected readonly door = new SentForm(SetupForm, this.start(), async (body) => {
    await firstValueFrom(this.http.post('/api/v1/setup', body));
    await this.session.signIn(body['username'] as string, body['password'] as string);
    if (this.samples()) await firstValueFrom(this.http.post('/api/v1/sample-data', {}));
    this.protecting.set(true);
  });
  protected label = (name: string) => this.words.t(`account.${name}`);

  constructor() {
    effect(() => {
      const token = this.token();
      if (token) untracked(() => this.door.form.draft.update((draft) => ({ ...draft, token })));
    });
    void inject(Door).ways().then(({ setup }) => this.open.set(setup), () => undefined); // prettier-ignore
  }

  protected async enter(): Promise<void> {
    await this.options.load();
    await this.router.navigateByUrl('/');
  }
  protected leave(): void {
    void this.router.navigate(['/sign-in']);
  }
  private start() {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    return { language: this.words.language(), timeZone, currency: this.words.chinese() || timeZone === 'Asia/Shanghai' ? 'CNY' : 'USD' };
  }
}
