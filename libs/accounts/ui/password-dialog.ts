import { HttpClient } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import { firstValueFrom } from 'rxjs';
import { PasswordChange } from '#accounts/model';
import { SentForm, Session, T, Toast, Words, type Entry } from '#kernel/ui';
import { FormFields } from '#workbench/ui';

/** Changing one's own password; other sessions end. */
@Component({
  selector: 'crm-password-dialog',
  imports: [FormFields, MatButton, MatDialogModule, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <form novalidate (submit)="door.submit($event)">
      <h2 mat-dialog-title>{{ 'account.changePassword' | t }}</h2>
      <mat-dialog-content>
        @if (door.failure(); as text) { <p role="alert">{{ text }}</p> }
        <crm-form-fields [form]="door.form" [of]="of" [names]="['current', 'password']" [labelOf]="label" [wide]="['current', 'password']" [types]="{ current: 'password', password: 'password' }"
          [completions]="{ current: 'current-password', password: 'new-password' }" />
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button matButton type="button" mat-dialog-close>{{ 'ui.cancel' | t }}</button>
        <button matButton="filled" type="submit" [disabled]="door.busy()">{{ 'ui.save' | t }}</button>
      </mat-dialog-actions>
    </form>
  `,
  styles: 'mat-dialog-content { width: min(360px, 80vw); }',
})
export class PasswordDialog {
  private readonly http = inject(HttpClient);
  private readonly words = inject(Words);
  private readonly session = inject(Session);
  private readonly toast = inject(Toast);
  private readonly dialog = inject(MatDialogRef);
  protected readonly of = PasswordChange;
  protected readonly door = new SentForm(PasswordChange, {}, async (body) => {
    this.session.take(await firstValueFrom(this.http.post<Entry>('/api/v1/me/password', body)));
    this.toast.show('account.passwordSet');
    this.dialog.close();
  });
  protected label = (name: string) => this.words.t(name === 'password' ? 'account.newPassword' : `account.${name}`);
}
