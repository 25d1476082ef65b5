import { ChangeDetectionStrategy, Component, inject, Injectable } from '@angular/core';
import { submit } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialog, MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import { firstValueFrom } from 'rxjs';
import type { Class } from '#kernel/model';
import { problemOf, recordForm, T, Toast, touchAll, Words, type Draft } from '#kernel/ui';
import { FormFields } from '#workbench/ui';

/** What a step asks before it is made. */
export interface Asking {
  /** Translation keys of its heading, of the sentence below, and of the button. */
  readonly title: string;
  readonly says?: string;
  readonly params?: Record<string, unknown>;
  readonly yes: string;
  readonly of: Class;
  readonly names: readonly string[];
  readonly start?: Draft;
  /** Translation keys of the fields' labels, by name. */
  readonly labels: Readonly<Record<string, string>>;
  readonly send: (body: Draft) => Promise<unknown>;
}

@Component({
  selector: 'crm-verb-sheet',
  imports: [FormFields, MatButton, MatDialogModule, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <form novalidate (submit)="$event.preventDefault(); done()">
      <h2 mat-dialog-title>{{ asked.title | t }}</h2>
      <mat-dialog-content>
        @if (asked.says) { <p>{{ asked.says | t: (asked.params ?? {}) }}</p> }
        <crm-form-fields [form]="form" [of]="asked.of" [names]="asked.names" [wide]="asked.names" [labelOf]="label" />
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button matButton type="button" mat-dialog-close>{{ 'ui.cancel' | t }}</button>
        <button matButton="filled" type="submit">{{ asked.yes | t }}</button>
      </mat-dialog-actions>
    </form>
  `,
  styles: 'mat-dialog-content { width: min(420px, 80vw); } p { margin: 0 0 12px; color: var(--mat-sys-on-surface-variant); }',
})
class VerbSheet {
  protected readonly asked = inject<Asking>(MAT_DIALOG_DATA);
  private readonly words = inject(Words);
  private readonly toast = inject(Toast);
  private readonly dialog = inject(MatDialogRef);
  protected readonly form = recordForm(this.asked.of, this.asked.start ?? {}, (body) => this.send(body));
  protected label = (name: string) => this.words.t(this.asked.labels[name] ?? name);

  protected async done(): Promise<void> {
    touchAll(this.form);
    await submit(this.form.tree as never).catch(() => false);
  }
  private async send(body: Draft) {
    try {
      this.dialog.close(await this.asked.send(body));
      return [];
    } catch (error) {
      const errors = (problemOf(error).errors ?? []).filter(({ pointer }) => this.asked.names.includes(pointer.slice(1)));
      if (errors.length === 0) this.toast.fail(error);
      return errors;
    }
  }
}

/** Opens the sheet of a step; answers what it led to, or null. */
@Injectable({ providedIn: 'root' })
export class VerbDialog {
  private readonly dialog = inject(MatDialog);
  async open<R>(asking: Asking): Promise<R | null> {
    return (await firstValueFrom(this.dialog.open<VerbSheet, Asking, R>(VerbSheet, { data: asking }).afterClosed())) ?? null;
  }
}
