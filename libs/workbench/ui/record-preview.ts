import { ChangeDetectionStrategy, Component, computed, inject, Injectable } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialog, MatDialogModule } from '@angular/material/dialog';
import { Router } from '@angular/router';
import { recordOf, type RecordView } from '#kernel/model';
import { Facts } from './facts.ts';
import { History } from './history.ts';
import { Icon, T } from '#kernel/ui';
import type { FormLayout } from './record-editor.ts';

interface Previewed {
  readonly layout: FormLayout;
  readonly record: RecordView;
}

/** A record beside its list: what is known and what happened, without leaving. */
@Component({
  selector: 'crm-record-preview',
  imports: [Facts, History, Icon, MatButton, MatDialogModule, MatIconButton, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { '(keydown.space)': 'closeBy($event)' },
  template: `
    <header>
      <h2 mat-dialog-title>{{ name() }}</h2>
      <button matButton="outlined" (click)="open()" mat-dialog-close>{{ 'ui.keyOpen' | t }}</button>
      <button matIconButton mat-dialog-close [attr.aria-label]="'ui.close' | t"><crm-icon name="close" /></button>
    </header>
    <div class="body">
      <crm-facts [layout]="shown.layout" [record]="shown.record" />
      <crm-history [of]="shown.layout.of" [id]="shown.record.id" [version]="shown.record.version" />
    </div>
  `,
  styles: `
    :host { display: flex; flex-direction: column; height: 100%; } header { display: flex; align-items: center; gap: 8px; padding: 10px 12px 10px 20px; border-bottom: 1px solid var(--mat-sys-outline-variant); }
    h2 { flex: 1; margin: 0; padding: 0; font-size: 16px; font-weight: 600; overflow-wrap: anywhere; } h2::before { display: none; } .body { flex: 1; overflow: auto; padding: 16px 20px; display: grid; gap: 12px; align-content: start; background: var(--mat-sys-background); }
  `,
})
export class RecordPreview {
  protected readonly shown = inject<Previewed>(MAT_DIALOG_DATA);
  private readonly router = inject(Router);
  private readonly dialog = inject(MatDialog);
  protected readonly name = computed(() => String((this.shown.record as object as Record<string, unknown>)[recordOf(this.shown.layout.of).title] ?? ''));

  protected open(): void {
    void this.router.navigate(['/', recordOf(this.shown.layout.of).path, this.shown.record.id]);
  }
  /** The key that opened it closes it, unless a button has the focus. */
  protected closeBy(event: Event): void {
    if ((event.target as HTMLElement).closest('button')) return;
    event.preventDefault();
    this.dialog.closeAll();
  }
}

/** Shows a record at the right of its list. */
@Injectable({ providedIn: 'root' })
export class Preview {
  private readonly dialog = inject(MatDialog);
  open(layout: FormLayout, record: RecordView): void {
    const data: Previewed = { layout, record };
    this.dialog.open(RecordPreview, { data, position: { right: '0', top: '0' }, width: 'min(480px, 100vw)', maxWidth: '100vw', height: '100dvh', panelClass: 'crm-drawer', autoFocus: 'dialog' });
  }
}
