import { HttpClient } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, inject, signal, type Injector } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatDialog, MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import { firstValueFrom } from 'rxjs';
import { StepUp } from '#accounts/model';
import { Problems, SentForm, Session, T, Words, type Entry } from '#kernel/ui';
import { FormFields } from '#workbench/ui';
import { Passkey, turnedAway } from './passkey.ts';

/** Asks whoever is signed in to prove once more that it is them: what they were doing goes on afterwards. */
@Component({
  selector: 'crm-step-up-dialog',
  imports: [FormFields, MatButton, MatDialogModule, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <form novalidate (submit)="sent.submit($event)">
      <h2 mat-dialog-title>{{ 'account.stepUp' | t }}</h2>
      <mat-dialog-content>
        <p>{{ 'account.stepUpHint' | t }}</p>
        @if (failure() ?? sent.failure(); as text) { <p class="failure" role="alert">{{ text }}</p> }
        @if (name(); as one) {
          <crm-form-fields [form]="sent.form" [of]="of" [names]="[one]" [labelOf]="label" [wide]="[one]" [types]="{ password: 'password' }" [completions]="{ password: 'current-password', code: 'one-time-code' }" />
        } @else if (ways()) { <p>{{ 'account.signInAgain' | t }}</p> }
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button matButton type="button" [mat-dialog-close]="false">{{ 'ui.cancel' | t }}</button>
        @if (ways()?.includes('passkey')) { <button matButton="outlined" type="button" (click)="usePasskey()">{{ 'account.usePasskey' | t }}</button> }
        @if (name()) { <button matButton="filled" type="submit" [disabled]="sent.busy()">{{ 'ui.continue' | t }}</button> }
      </mat-dialog-actions>
    </form>
  `,
  styles: 'mat-dialog-content { width: min(380px, 80vw); } .failure { color: var(--mat-sys-error); }',
})
export class StepUpDialog {
  private readonly http = inject(HttpClient);
  private readonly session = inject(Session);
  private readonly words = inject(Words);
  private readonly problems = inject(Problems);
  private readonly passkey = inject(Passkey);
  private readonly dialog = inject<MatDialogRef<StepUpDialog, boolean>>(MatDialogRef);
  protected readonly of = StepUp;
  protected readonly ways = signal<readonly string[] | null>(null);
  protected readonly name = signal<'password' | 'code' | null>(null);
  protected readonly failure = signal<string | null>(null);
  protected readonly sent = new SentForm(StepUp, {}, ({ password, code }) => this.prove(this.name() === 'password' ? { password } : { code }));
  protected label = (name: string) => this.words.t(`account.${name}`);

  constructor() {
    void firstValueFrom(this.http.get<{ ways: readonly string[] }>('/api/v1/auth/step-up')).then(({ ways }) => {
      this.ways.set(ways);
      this.name.set(ways.includes('password') ? 'password' : ways.length > 0 ? 'code' : null);
    }, (error: unknown) => this.failure.set(this.problems.say(error))); // prettier-ignore
  }

  protected async usePasskey(): Promise<void> {
    try {
      await this.prove({ response: await this.passkey.sign('/api/v1/auth/step-up/question', {}) });
    } catch (error) {
      if (!turnedAway(error)) this.failure.set(this.problems.say(error));
    }
  }
  private async prove(body: object): Promise<void> {
    this.failure.set(null);
    this.session.take(await firstValueFrom(this.http.post<Entry>('/api/v1/auth/step-up', body)));
    this.dialog.close(true);
  }
}

/** Opens the question over whatever is on the page; true when it was answered. */
export async function stepUp(injector: Injector): Promise<boolean> {
  const dialog = injector.get(MatDialog).open<StepUpDialog, unknown, boolean>(StepUpDialog, { disableClose: true });
  return (await firstValueFrom(dialog.afterClosed())) ?? false;
}
