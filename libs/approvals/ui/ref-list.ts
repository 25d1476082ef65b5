import { ChangeDetectionStrategy, Component, inject, input, model } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { Icon, RefNames, T } from '#kernel/ui';
import { RefControl } from '#workbench/ui';

/** Several people or teams, in an order. */
@Component({
  selector: 'crm-ref-list',
  imports: [Icon, MatIconButton, RefControl, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @for (id of ids(); track id) { <p><span>{{ names.of(to(), id) }}</span><button matIconButton type="button" (click)="remove(id)" [attr.aria-label]="('ui.remove' | t) + ' ' + names.of(to(), id)"><crm-icon name="close" /></button></p> }
    <crm-ref-control [to]="to()" [value]="null" (valueChange)="add($event)" [label]="label()" />
  `,
  styles: ':host { display: block; } p { display: flex; align-items: center; min-height: 36px; margin: 0 0 4px; padding-inline-start: 10px; border-radius: 6px; background: var(--mat-sys-background); font-size: 13px; } span { flex: 1; } button { width: 36px; height: 36px; padding: 8px; }',
})
export class RefList {
  readonly to = input.required<'user' | 'team'>();
  readonly label = input('');
  readonly ids = model.required<readonly string[]>();
  protected readonly names = inject(RefNames);

  protected add(id: string | null): void {
    if (id && !this.ids().includes(id)) this.ids.update((ids) => [...ids, id]);
  }
  protected remove(id: string): void {
    this.ids.update((ids) => ids.filter((one) => one !== id));
  }
}
