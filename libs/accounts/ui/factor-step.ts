import { HttpClient } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, computed, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { firstValueFrom } from 'rxjs';
import { FactorAnswer } from '#accounts/model';
import { Problems, SentForm, T, Words, type Entry } from '#kernel/ui';
import { FormFields } from '#workbench/ui';
import { Passkey, turnedAway } from './passkey.ts';

/** The second step of signing in: one field for a code of an app or a recovery code, or a passkey. */
@Component({
  selector: 'crm-factor-step',
  imports: [FormFields, MatButton, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h1>{{ 'account.secondStep' | t }}</h1>
    <p class="hint">{{ (app() ? 'account.typeCode' : 'account.typeRecovery') | t }}</p>
    @if (failure() ?? sent.failure(); as text) { <p class="failure" role="alert">{{ text }}</p> }
    <form novalidate (submit)="sent.submit($event)">
      <crm-form-fields [form]="sent.form" [of]="of" [names]="['code']" [labelOf]="label" [wide]="['code']" [completions]="{ code: 'one-time-code' }" />
      <button matButton="filled" class="submit" type="submit" [disabled]="sent.busy()">{{ 'ui.continue' | t }}</button>
    </form>
    @if (ways().includes('passkey') && passkey.possible) { <button matButton="outlined" class="other" (click)="usePasskey()">{{ 'account.usePasskey' | t }}</button> }
    <button matButton class="other" (click)="back.emit()">{{ 'ui.back' | t }}</button>
  `,
  styles: '.other { width: 100%; margin-top: 8px; } .hint { margin: 0 0 16px; color: var(--mat-sys-on-surface-variant); }',
})
export class FactorStep {
  /** The secret of the first step. */
  readonly token = input.required<string>();
  readonly ways = input.required<readonly string[]>();
  readonly done = output<Entry>();
  readonly back = output();
  private readonly http = inject(HttpClient);
  private readonly words = inject(Words);
  private readonly problems = inject(Problems);
  protected readonly passkey = inject(Passkey);
  protected readonly of = FactorAnswer;
  protected readonly app = computed(() => this.ways().includes('totp'));
  protected readonly failure = signal<string | null>(null);
  protected readonly sent = new SentForm(FactorAnswer, { token: '-' }, async ({ code }) => {
    this.failure.set(null);
    this.done.emit(await firstValueFrom(this.http.post<Entry>('/api/v1/auth/factor', { token: this.token(), code })));
  });
  protected label = () => this.words.t('account.code');

  protected async usePasskey(): Promise<void> {
    try {
      const response = await this.passkey.sign('/api/v1/auth/passkey/question', { token: this.token() });
      this.done.emit(await firstValueFrom(this.http.post<Entry>('/api/v1/auth/passkey', { token: this.token(), response })));
    } catch (error) {
      if (!turnedAway(error)) this.failure.set(this.problems.say(error));
    }
  }
}
