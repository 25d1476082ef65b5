import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatCheckbox } from '@angular/material/checkbox';
import { MatMenuModule } from '@angular/material/menu';
import type { Class } from '#kernel/model';
import { Icon, T, Words } from '#kernel/ui';
import { columnsOf } from './list-state.ts';

/** Chooses which columns a list shows, and in which order. */
@Component({
  selector: 'crm-column-menu',
  imports: [Icon, MatButton, MatCheckbox, MatIconButton, MatMenuModule, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <button matButton="outlined" [matMenuTriggerFor]="menu" [attr.aria-label]="'ui.columns' | t"><crm-icon name="columns" /><span class="word">{{ 'ui.columns' | t }}</span></button>
    <mat-menu #menu="matMenu" class="crm-columns">
      <div class="rows" role="group" tabindex="-1" (click)="$event.stopPropagation()" (keydown.tab)="$event.stopPropagation()">
        @for (row of rows(); track row.name) {
          <div class="row">
            <mat-checkbox [checked]="row.shown" (change)="toggle(row.name)">{{ row.label }}</mat-checkbox>
            @if (row.shown) {
              <button matIconButton (click)="move(row.name, -1)" [attr.aria-label]="('ui.moveUp' | t) + ' ' + row.label"><crm-icon name="arrowUp" /></button>
              <button matIconButton (click)="move(row.name, 1)" [attr.aria-label]="('ui.moveDown' | t) + ' ' + row.label"><crm-icon name="arrowDown" /></button>
            }
          </div>
        }
        <button matButton (click)="changed.emit([])">{{ 'ui.reset' | t }}</button>
      </div>
    </mat-menu>
  `,
  styles: '.rows { padding: 4px 12px; } .row { display: flex; align-items: center; min-height: 40px; } mat-checkbox { flex: 1; } @media (max-width: 1023px) { .word { display: none; } }',
})
export class ColumnMenu {
  readonly of = input.required<Class>();
  readonly columns = input.required<readonly string[]>();
  /** The columns in their order; none means the list's own. */
  readonly changed = output<readonly string[]>();
  private readonly words = inject(Words);

  protected readonly rows = computed(() => {
    const shown = this.columns();
    const rest = columnsOf(this.of()).map(({ name }) => name).filter((name) => !shown.includes(name));
    return [...shown, ...rest].map((name) => ({ name, label: this.words.label(this.of(), name), shown: shown.includes(name) }));
  });

  protected toggle(name: string): void {
    const shown = this.columns();
    const next = shown.includes(name) ? shown.filter((one) => one !== name) : [...shown, name];
    if (next.length > 0) this.changed.emit(next);
  }
  protected move(name: string, by: number): void {
    const next = [...this.columns()];
    const from = next.indexOf(name);
    const to = from + by;
    if (to < 0 || to >= next.length) return;
    next.splice(to, 0, ...next.splice(from, 1));
    this.changed.emit(next);
  }
}
