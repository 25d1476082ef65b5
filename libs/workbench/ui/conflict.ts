import { ChangeDetectionStrategy, Component, computed, inject, Injectable } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialog, MatDialogModule } from '@angular/material/dialog';
import { firstValueFrom } from 'rxjs';
import type { Class, Field, Named, RecordView } from '#kernel/model';
import { Formats, RefNames, T, Words } from '#kernel/ui';
import { Value } from './value.ts';

/** A value two people changed at once. */
export interface Conflict {
  readonly of: Class<RecordView>;
  readonly field: Field;
  /** The record as it was opened, and as somebody else has left it. */
  readonly before: RecordView;
  readonly theirs: RecordView;
  readonly mine: unknown;
}
export type Settled = 'mine' | 'theirs' | null;

@Component({
  selector: 'crm-conflict',
  imports: [MatButton, MatDialogModule, T, Value],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2 mat-dialog-title>{{ 'conflict.title' | t: { field: label } }}</h2>
    <mat-dialog-content>
      <p>{{ 'conflict.told' | t: { name: who, when: when } }}</p>
      <dl>
        <dt>{{ 'conflict.before' | t }}</dt><dd class="before"><crm-value [of]="asked.of" [field]="asked.field" [record]="asked.before" [plain]="true" />@if (empty(asked.before)) { — }</dd>
        <dt>{{ 'conflict.theirs' | t }}</dt><dd><crm-value [of]="asked.of" [field]="asked.field" [record]="asked.theirs" [plain]="true" />@if (empty(asked.theirs)) { — }</dd>
        <dt>{{ 'conflict.mine' | t }}</dt><dd class="mine"><crm-value [of]="asked.of" [field]="asked.field" [record]="mine()" [plain]="true" />@if (empty(mine())) { — }</dd>
      </dl>
    </mat-dialog-content>
    <mat-dialog-actions align="end">
      <button matButton [mat-dialog-close]="null">{{ 'conflict.edit' | t }}</button>
      <button matButton="outlined" mat-dialog-close="theirs">{{ 'conflict.keepTheirs' | t }}</button>
      <button matButton="filled" mat-dialog-close="mine">{{ 'conflict.keepMine' | t }}</button>
    </mat-dialog-actions>
  `,
  styles: `
    mat-dialog-content { width: min(480px, 84vw); } p { margin: 0 0 12px; } mat-dialog-actions { flex-wrap: wrap; gap: 8px; }
    dl { display: grid; grid-template-columns: max-content 1fr; margin: 0; border: 1px solid var(--mat-sys-outline-variant); border-radius: 8px; overflow: hidden; }
    dt, dd { margin: 0; padding: 10px 14px; border-bottom: 1px solid var(--mat-sys-outline-variant); overflow-wrap: anywhere; color: var(--mat-sys-on-surface); } dt { color: var(--mat-sys-on-surface-variant); }
    dt:nth-last-of-type(1), dd:last-child { border-bottom: 0; } .mine { font-weight: 500; } .before { color: var(--mat-sys-on-surface-variant); }
  `,
})
class ConflictDialog {
  protected readonly asked = inject<Conflict>(MAT_DIALOG_DATA);
  private readonly names = inject(RefNames);
  private readonly formats = inject(Formats);
  protected readonly label = inject(Words).label(this.asked.of, this.asked.field.name);
  protected readonly who = (this.asked.theirs as RecordView & { updatedBy?: Named | null }).updatedBy?.name ?? 'Rapport';
  protected readonly when = this.formats.moment(this.asked.theirs.updatedAt);
  protected readonly mine = computed(() => {
    const { field, mine, theirs } = this.asked;
    const named = field.kind === 'ref' && typeof mine === 'string' ? { [field.name.replace(/Id$/, '')]: { id: mine, name: this.names.of(field.to ?? '', mine) } } : {};
    return { ...theirs, [field.name]: mine, ...named };
  });
  protected empty = (record: object) => this.formats.text(this.asked.of, this.asked.field, record as Record<string, unknown>) === '';
}

/** Shows mine, theirs and what stood before, and asks which one holds; null goes on editing. */
@Injectable({ providedIn: 'root' })
export class Conflicts {
  private readonly dialog = inject(MatDialog);

  async settle(conflict: Conflict): Promise<Settled> {
    return (await firstValueFrom(this.dialog.open<ConflictDialog, Conflict, Settled>(ConflictDialog, { data: conflict, autoFocus: 'dialog' }).afterClosed())) ?? null;
  }
}
