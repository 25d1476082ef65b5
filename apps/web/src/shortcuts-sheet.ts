import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogModule } from '@angular/material/dialog';
import { RouterLink } from '@angular/router';
import { Keys, T } from '#kernel/ui';
import { KeyList } from '#workbench/ui';

/** The keys that work here: those of the page first, then those of every page. */
@Component({
  selector: 'crm-shortcuts-sheet',
  imports: [KeyList, MatButton, MatDialogModule, RouterLink, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2 mat-dialog-title>{{ 'ui.keys' | t }}</h2>
    <mat-dialog-content>
      @if (!keys.single()) { <p>{{ 'ui.keysOff' | t }}</p> }
      @if (here().length > 0) { <h3>{{ 'ui.keysHere' | t }}</h3> <crm-key-list [keys]="here()" /> }
      <h3>{{ 'ui.keysEverywhere' | t }}</h3>
      <crm-key-list [keys]="everywhere()" />
    </mat-dialog-content>
    <mat-dialog-actions align="end">
      <a matButton routerLink="/settings/profile" fragment="keys" mat-dialog-close>{{ 'ui.keysAll' | t }}</a>
      <a matButton [routerLink]="help" mat-dialog-close>{{ 'help.screen' | t }}</a>
      <button matButton mat-dialog-close>{{ 'ui.close' | t }}</button>
    </mat-dialog-actions>
  `,
  styles: 'mat-dialog-content { width: min(440px, 80vw); } h3 { margin: 16px 0 4px; font-size: 13px; font-weight: 500; color: var(--mat-sys-on-surface-variant); } h3:first-child { margin-top: 0; } p { margin: 0 0 12px; }',
})
export class ShortcutsSheet {
  protected readonly help = inject<string[]>(MAT_DIALOG_DATA);
  protected readonly keys = inject(Keys);
  protected readonly here = computed(() => this.keys.all().filter((one) => !one.everywhere));
  protected readonly everywhere = computed(() => this.keys.all().filter((one) => one.everywhere));
}
