import { ChangeDetectionStrategy, Component, inject, Injectable, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialog, MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import { MatFormField } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { MatRadioModule } from '@angular/material/radio';
import { firstValueFrom } from 'rxjs';
import { Session, T } from '#kernel/ui';
import type { Audience } from './list-views.ts';

export interface NamedView {
  readonly name: string;
  readonly audience: Audience;
}
interface Asked extends NamedView {
  /** Translation key of the title. */
  readonly title: string;
}

@Component({
  selector: 'crm-view-dialog',
  imports: [MatButton, MatDialogModule, MatFormField, MatInput, MatRadioModule, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <form (submit)="$event.preventDefault(); finish()">
      <h2 mat-dialog-title>{{ asked.title | t }}</h2>
      <mat-dialog-content>
        <label for="view-name">{{ 'ui.viewName' | t }}</label>
        <mat-form-field appearance="outline" subscriptSizing="dynamic"><input matInput id="view-name" maxlength="60" required autocomplete="off" [value]="name()" (input)="name.set($any($event.target).value)" cdkFocusInitial /></mat-form-field>
        @if (audiences.length > 1) {
          <span id="view-audience">{{ 'ui.viewFor' | t }}</span>
          <mat-radio-group aria-labelledby="view-audience" [value]="audience()" (change)="audience.set($event.value)">
            @for (one of audiences; track one) { <mat-radio-button [value]="one">{{ 'ui.audience.' + one | t }}</mat-radio-button> }
          </mat-radio-group>
          <p>{{ 'ui.audienceHint.' + audience() | t }}</p>
        }
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button matButton type="button" [mat-dialog-close]="null">{{ 'ui.cancel' | t }}</button>
        <button matButton="filled" type="submit">{{ 'ui.save' | t }}</button>
      </mat-dialog-actions>
    </form>
  `,
  styles: 'mat-dialog-content { display: grid; gap: 4px; width: min(400px, 80vw); } label, span { font-size: 12px; color: var(--mat-sys-on-surface-variant); } span { margin-top: 8px; } mat-radio-group { display: flex; flex-wrap: wrap; gap: 0 12px; } p { margin: 0; color: var(--mat-sys-on-surface-variant); }',
})
class ViewForm {
  protected readonly asked = inject<Asked>(MAT_DIALOG_DATA);
  private readonly dialog = inject<MatDialogRef<ViewForm, NamedView>>(MatDialogRef);
  private readonly session = inject(Session);
  protected readonly name = signal(this.asked.name);
  protected readonly audience = signal(this.asked.audience);
  /** Whom one may give it to: the team asks for one right, everybody for a wider one. */
  protected readonly audiences: readonly Audience[] = [
    'me',
    ...(this.session.can('view.share') && this.session.me()?.user.teamId ? ['team' as const] : []),
    ...(this.session.me()?.permissions['view.share'] === 'all' ? ['everyone' as const] : []),
  ]; // prettier-ignore

  protected finish(): void {
    if (this.name().trim()) this.dialog.close({ name: this.name().trim(), audience: this.audience() });
  }
}

/** Asks what a view is called and who has it. */
@Injectable({ providedIn: 'root' })
export class ViewDialog {
  private readonly dialog = inject(MatDialog);

  async ask(title: string, { name, audience }: NamedView = { name: '', audience: 'me' }): Promise<NamedView | null> {
    const data: Asked = { title, name, audience };
    return (await firstValueFrom(this.dialog.open<ViewForm, Asked, NamedView>(ViewForm, { data }).afterClosed())) ?? null;
  }
}
