import { ChangeDetectionStrategy, Component, computed, inject, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import { ADMINISTRATOR, Role } from '#accounts/model';
import { Icon, Problems, Session, T, Toast, Words } from '#kernel/ui';
import { Records, StatusChip } from '#workbench/ui';
import { keyOf, RoleClient } from './role-client.ts';

/** The roles of the workspace, and how many people hold each. */
@Component({
  selector: 'crm-role-list',
  imports: [Icon, MatButton, RouterLink, StatusChip, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <header>
      <h1>{{ 'role.many' | t }}</h1>
      <a matButton="outlined" routerLink="access"><crm-icon name="check" /> {{ 'role.check' | t }}</a>
      <a matButton="outlined" routerLink="compare"><crm-icon name="columns" /> {{ 'role.compare' | t }}</a>
      @if (session.can('role.create')) { <button matButton="filled" (click)="adding.set(!adding())"><crm-icon name="add" /> {{ 'role.add' | t }}</button> }
    </header>
    <p>{{ 'role.hint' | t }}</p>
    @if (adding()) {
      <form class="add" (submit)="add($event, name.value)">
        <label for="role-name">{{ 'role.field.name' | t }}</label><input #name id="role-name" maxlength="60" required autocomplete="off" />
        <button matButton="filled" type="submit">{{ 'role.add' | t }}</button>
      </form>
    }
    @if (failure(); as text) { <p role="alert">{{ text }}</p> }
    <ul>
      @for (role of roles(); track role.id) {
        <li>
          <a [routerLink]="[role.id]"><b>{{ words.t('role.' + role.key) }}</b> @if (role.key === fixed) { <crm-status-chip tone="info">{{ 'role.fixed' | t }}</crm-status-chip> } <span>{{ role.purpose }}</span></a>
          <a class="held" [routerLink]="['/users']" [queryParams]="{ roles: role.key }">{{ 'role.held' | t: { n: holders()[role.key] ?? 0 } }}</a>
        </li>
      } @empty { @if (!list.isLoading()) { <li>{{ 'ui.noneYet' | t }}</li> } }
    </ul>
  `,
  styleUrl: './roles.scss',
})
export class RoleList {
  private readonly client = inject(RoleClient);
  private readonly records = inject(Records);
  private readonly router = inject(Router);
  private readonly toast = inject(Toast);
  private readonly problems = inject(Problems);
  protected readonly session = inject(Session);
  protected readonly words = inject(Words);
  protected readonly fixed = ADMINISTRATOR;
  protected readonly adding = signal(false);
  protected readonly list = resource({ params: () => this.records.changes(), loader: () => this.records.list(Role, { size: '200', sort: 'name' }) });
  private readonly catalogue = resource({ loader: () => this.client.catalogue() });
  protected readonly roles = computed(() => (this.list.hasValue() ? this.list.value().items : []));
  protected readonly holders = computed(() => (this.catalogue.hasValue() ? this.catalogue.value().holders : {}));
  protected readonly failure = computed(() => (this.list.error() ? this.problems.say(this.list.error()) : null));

  protected async add(event: Event, name: string): Promise<void> {
    event.preventDefault();
    if (!name.trim()) return;
    try {
      const role = await this.records.create(Role, { key: keyOf(name), name: name.trim(), clearance: 0, grants: [], fields: [] });
      await this.session.load();
      await this.router.navigate(['/roles', role.id]);
    } catch (error) {
      this.toast.fail(error);
    }
  }
}
