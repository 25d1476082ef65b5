import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogModule } from '@angular/material/dialog';
import { RouterLink } from '@angular/router';
import { Keys, T } from '#kernel/ui';

/** The keys that work here. */
@Component({
  selector: 'crm-shortcuts-sheet',
  imports: [MatButton, MatDialogModule, RouterLink, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2 mat-dialog-title>{{ 'ui.keys' | t }}</h2>
    <mat-dialog-content><dl>@for (one of all(); track one.keys) { <dt><kbd>{{ one.keys === ' ' ? '␣' : one.keys }}</kbd></dt><dd>{{ one.does | t }}</dd> }</dl></mat-dialog-content>
    <mat-dialog-actions align="end"><a matButton [routerLink]="help" mat-dialog-close>{{ 'help.screen' | t }}</a><button matButton mat-dialog-close>{{ 'ui.close' | t }}</button></mat-dialog-actions>
  `,
  styles: 'dl { display: grid; grid-template-columns: auto 1fr; gap: 6px 20px; margin: 0; } dd { margin: 0; } kbd { padding: 1px 6px; border: 1px solid var(--mat-sys-outline-variant); border-radius: 4px; }',
})
export class ShortcutsSheet {
  protected readonly help = inject<string[]>(MAT_DIALOG_DATA);
  private readonly keys = inject(Keys);
  protected readonly all = computed(() => [...new Map(this.keys.all().map((one) => [one.keys, one])).values()]);
}
