import { ChangeDetectionStrategy, Component, computed, inject, input, resource } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import type { Role } from '#accounts/model';
import { T, Words } from '#kernel/ui';
import { RoleClient } from './role-client.ts';

/** Two roles side by side; where they differ is marked, the rest stays away. */
@Component({
  selector: 'crm-role-compare',
  imports: [RouterLink, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <nav><a routerLink="/roles">{{ 'role.many' | t }}</a></nav>
    <header><h1>{{ 'role.compare' | t }}</h1></header>
    <div class="asked">
      @for (side of sides; track side) {
        <div><label [for]="'role-' + side">{{ 'role.one' | t }}</label>
          <select [id]="'role-' + side" (change)="choose(side, $any($event.target).value)">
            @for (role of roles(); track role.key) { <option [value]="role.key" [selected]="role.key === chosen(side)?.key">{{ words.t('role.' + role.key) }}</option> }
          </select></div>
      }
    </div>
    <div class="scroll" tabindex="0" role="region" [attr.aria-label]="'role.compare' | t">
      <table>
        <thead><tr><th></th>@for (side of sides; track side) { <th scope="col">{{ words.t('role.' + chosen(side)?.key) }}</th> }</tr></thead>
        <tbody>
          @for (row of rows(); track row.name) { <tr><th scope="row">{{ row.name }}</th><td class="differs">{{ row.a }}</td><td class="differs">{{ row.b }}</td></tr> }
          @empty { <tr><td colspan="3">{{ 'role.same' | t }}</td></tr> }
        </tbody>
      </table>
    </div>
  `,
  styleUrl: './roles.scss',
})
export class RoleCompare {
  readonly a = input<string>();
  readonly b = input<string>();
  private readonly client = inject(RoleClient);
  private readonly router = inject(Router);
  protected readonly words = inject(Words);
  protected readonly sides = ['a', 'b'] as const;
  private readonly stored = resource({ loader: () => this.client.all() });
  private readonly known = resource({ loader: () => this.client.catalogue() });
  protected readonly roles = computed(() => (this.stored.hasValue() ? this.stored.value() : []));

  protected chosen(side: 'a' | 'b'): Role | undefined {
    const key = side === 'a' ? this.a() : this.b();
    return this.roles().find((role) => role.key === key) ?? this.roles()[side === 'a' ? 0 : 1];
  }
  protected readonly rows = computed(() => {
    const [a, b, catalogue] = [this.chosen('a'), this.chosen('b'), this.known.hasValue() ? this.known.value() : null];
    if (!a || !b || !catalogue) return [];
    const reach = (role: Role, permission: string) => {
      const found = role.grants.find((grant) => grant.permission === '*' || grant.permission === permission)?.reach;
      return found ? this.words.t(`reach.${found}`) : '—';
    };
    const rule = (role: Role, kind: string, field: string) => this.words.t(`role.right.${role.fields.find((one) => one.kind === kind && one.field === field)?.right ?? 'default'}`);
    const named = catalogue.permissions.map((permission) => {
      const [kind = '', verb = ''] = permission.split('.');
      const name = kind in catalogue.fields ? `${this.client.kind(kind)}: ${this.client.verb(verb)}` : this.client.feature(permission);
      return { name, a: reach(a, permission), b: reach(b, permission) };
    });
    const fields = Object.entries(catalogue.fields).flatMap(([kind, names]) => names.map((field) => ({ name: `${this.client.kind(kind)}: ${this.client.field(kind, field)}`, a: rule(a, kind, field), b: rule(b, kind, field) })));
    const clearance = { name: this.words.t('role.field.clearance'), a: this.words.t(`role.clearance.${a.clearance}`), b: this.words.t(`role.clearance.${b.clearance}`) };
    return [clearance, ...named, ...fields].filter((row) => row.a !== row.b);
  });

  protected choose(side: 'a' | 'b', key: string): void {
    void this.router.navigate([], { queryParams: { a: this.chosen('a')?.key, b: this.chosen('b')?.key, [side]: key } });
  }
}
