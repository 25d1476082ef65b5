import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { MatCheckbox } from '@angular/material/checkbox';
import type { Class } from '#kernel/model';
import { Session, T, type RecordForm } from '#kernel/ui';

/** The roles of a user: they add up. */
@Component({
  selector: 'crm-roles-part',
  imports: [MatCheckbox, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <fieldset>
      <legend>{{ 'user.field.roles' | t }}</legend>
      @for (role of roles(); track role.key) { <mat-checkbox [checked]="held().includes(role.key)" (change)="toggle(role.key)">{{ 'role.' + role.key | t }}</mat-checkbox> }
    </fieldset>
  `,
  styles: 'fieldset { border: 0; padding: 0; margin: 0; display: grid; grid-template-columns: 1fr 1fr; } legend { padding: 0; font-size: 13px; color: var(--mat-sys-on-surface-variant); }',
})
export class RolesPart {
  readonly form = input.required<RecordForm>();
  readonly of = input<Class>();
  private readonly session = inject(Session);
  protected readonly roles = computed(() => this.session.me()?.roles ?? []);
  protected readonly held = computed(() => (this.form().draft()['roles'] as string[] | undefined) ?? []);

  protected toggle(key: string): void {
    const held = this.held();
    this.form().draft.update((draft) => ({ ...draft, roles: held.includes(key) ? held.filter((one) => one !== key) : [...held, key] }));
  }
}
