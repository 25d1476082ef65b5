import { ChangeDetectionStrategy, Component, inject, Injectable, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialog, MatDialogModule } from '@angular/material/dialog';
import { firstValueFrom } from 'rxjs';
import type { Class, RecordView } from '#kernel/model';
import { Records } from './records.ts';
import { RefControl } from './ref-control.ts';
import { Toast, T, Words } from '#kernel/ui';

@Component({
  selector: 'crm-assign',
  imports: [MatButton, MatDialogModule, RefControl, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2 mat-dialog-title>{{ 'ui.assign' | t }}</h2>
    <mat-dialog-content><crm-ref-control to="user" [value]="owner()" (valueChange)="owner.set($event)" [label]="'field.ownerId' | t" /></mat-dialog-content>
    <mat-dialog-actions align="end">
      <button matButton [mat-dialog-close]="null">{{ 'ui.cancel' | t }}</button>
      <button matButton="filled" [mat-dialog-close]="owner()" [disabled]="!owner()">{{ 'ui.assign' | t }}</button>
    </mat-dialog-actions>
  `,
  styles: 'mat-dialog-content { width: min(360px, 80vw); }',
})
class Assign {
  protected readonly owner = signal<string | null>(inject<string | null>(MAT_DIALOG_DATA));
}

/** Gives a record to somebody else. */
@Injectable({ providedIn: 'root' })
export class AssignDialog {
  private readonly dialog = inject(MatDialog);
  private readonly records = inject(Records);
  private readonly toast = inject(Toast);
  private readonly words = inject(Words);

  /** Asks for an owner; null when nobody was chosen. */
  async ask(ownerId: string | null): Promise<string | null> {
    return (await firstValueFrom(this.dialog.open<Assign, string | null, string | null>(Assign, { data: ownerId }).afterClosed())) ?? null;
  }

  async open<T extends RecordView>(of: Class<T>, record: T): Promise<void> {
    const ownerId = await this.ask(record.ownerId);
    if (!ownerId || ownerId === record.ownerId) return;
    try {
      await this.records.verb(of, record, 'assign', { ownerId });
      this.toast.show('ui.saved', { name: this.words.one(of) });
    } catch (error) {
      this.toast.fail(error);
    }
  }
}
