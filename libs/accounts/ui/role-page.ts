import { ChangeDetectionStrategy, Component, computed, effect, inject, input, resource, signal, untracked } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import { FIELD_RIGHTS, type FieldRight, type Reach } from '#kernel/model';
import { ADMINISTRATOR, Role } from '#accounts/model';
import { Icon, Problems, problemOf, Session, T, Toast, Words } from '#kernel/ui';
import { Confirm, History, onPhone, Records, StatusChip } from '#workbench/ui';
import { RoleClient } from './role-client.ts';

interface Draft {
  readonly name: string;
  readonly nameZh: string | null;
  readonly purpose: string | null;
  readonly clearance: number;
  readonly grants: Readonly<Record<string, Reach>>;
  readonly fields: Readonly<Record<string, FieldRight>>;
}

/** A role as a matrix: of each kind what may be done and how far, what of its fields, and the switches beside. */
@Component({
  selector: 'crm-role-page',
  imports: [History, Icon, MatButton, RouterLink, StatusChip, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './role-page.html',
  styleUrl: './roles.scss',
})
export class RolePage {
  readonly id = input.required<string>();
  protected readonly client = inject(RoleClient);
  private readonly records = inject(Records);
  private readonly router = inject(Router);
  private readonly toast = inject(Toast);
  private readonly confirm = inject(Confirm);
  private readonly problems = inject(Problems);
  protected readonly session = inject(Session);
  protected readonly words = inject(Words);
  protected readonly of = Role;
  protected readonly rights = FIELD_RIGHTS;
  protected readonly clearances = [0, 1, 2, 3];

  protected readonly stored = this.records.follow(Role, () => this.id());
  private readonly known = resource({ loader: () => this.client.catalogue() });
  protected readonly role = computed(() => (this.stored.hasValue() ? this.stored.value() : null));
  protected readonly catalogue = computed(() => (this.known.hasValue() ? this.known.value() : { permissions: [], fields: {}, holders: {} }));
  protected readonly failure = computed(() => (this.stored.error() ? this.problems.say(this.stored.error()) : null));
  protected readonly draft = signal<Draft | null>(null);
  private initial = '';

  protected readonly phone = onPhone();
  protected readonly fixed = computed(() => this.role()?.key === ADMINISTRATOR);
  protected readonly locked = computed(() => this.fixed() || this.phone() || !this.session.can('role.update'));
  protected readonly dirty = computed(() => JSON.stringify(this.draft()) !== this.initial && !this.locked());
  protected readonly kinds = computed(() => this.client.kindsOf(this.catalogue()));
  protected readonly verbs = computed(() => this.client.verbsOf(this.catalogue()));
  protected readonly features = computed(() => this.client.featuresOf(this.catalogue()));
  protected readonly permissions = computed(() => new Set(this.catalogue().permissions));
  protected readonly holders = computed(() => this.catalogue().holders[this.role()?.key ?? ''] ?? 0);
  /** The kind whose fields are looked at. */
  protected readonly kind = signal('customer');
  protected readonly fields = computed(() => this.catalogue().fields[this.kind()] ?? []);
  protected rulesOf = (kind: string) => Object.keys(this.draft()?.fields ?? {}).filter((name) => name.startsWith(`${kind}.`)).length;

  constructor() {
    effect(() => {
      const role = this.role();
      if (role) untracked(() => this.take(role));
    });
  }
  private take({ name, nameZh, purpose, clearance, grants, fields }: Role): void {
    this.draft.set({
      name, nameZh, purpose, clearance, grants: Object.fromEntries(grants.map(({ permission, reach }) => [permission, reach])),
      fields: Object.fromEntries(fields.map(({ kind, field, right }) => [`${kind}.${field}`, right])),
    }); // prettier-ignore
    this.initial = JSON.stringify(this.draft());
  }

  protected set(changes: Partial<Draft>): void {
    this.draft.update((draft) => draft && { ...draft, ...changes });
  }
  protected grant(permission: string, reach: string): void {
    this.set({ grants: without(this.draft()?.grants ?? {}, permission, reach as Reach) });
  }
  protected rule(field: string, right: string): void {
    this.set({ fields: without(this.draft()?.fields ?? {}, `${this.kind()}.${field}`, right as FieldRight) });
  }
  /** One reach for everything of a kind. */
  protected grantAll(kind: string, reach: string): void {
    for (const verb of this.verbs()) {
      const permission = `${kind}.${verb}`;
      if (this.permissions().has(permission)) this.grant(permission, reach && !this.client.reachesOf(permission).includes(reach as Reach) ? 'all' : reach);
    }
  }

  protected async save(): Promise<void> {
    const [role, draft] = [this.role(), this.draft()];
    if (!role || !draft) return;
    const grants = Object.entries(draft.grants).map(([permission, reach]) => ({ permission, reach }));
    const fields = Object.entries(draft.fields).map(([name, right]) => ({ kind: name.split('.')[0] ?? '', field: name.split('.')[1] ?? '', right }));
    try {
      await this.records.change(Role, role, { ...draft, grants, fields });
      await this.session.load();
      this.toast.show('ui.saved', { name: draft.name });
    } catch (error) {
      const { code, params } = problemOf(error);
      if (code === 'forbidden') this.toast.say(this.words.t('role.beyond', { what: String((params as { permission?: string } | undefined)?.permission ?? '') }));
      else this.toast.fail(error);
    }
  }
  protected async copy(): Promise<void> {
    const role = this.role();
    if (!role) return;
    try {
      const made = await this.client.copy(role, `${role.name} ${this.words.t('role.copyOf')}`);
      await this.session.load();
      await this.router.navigate(['/roles', made.id]);
    } catch (error) {
      this.toast.fail(error);
    }
  }
  protected async remove(): Promise<void> {
    const role = this.role();
    if (!role || !(await this.confirm.ask('role.removeQuestion', 'ui.delete', { name: role.name, n: this.holders() }))) return;
    try {
      await this.records.remove(Role, role);
      await this.router.navigate(['/roles']);
    } catch (error) {
      this.toast.fail(error);
    }
  }
}

function without<T>(of: Readonly<Record<string, T>>, name: string, value: T | ''): Record<string, T> {
  const rest = Object.entries(of).filter(([one]) => one !== name);
  return Object.fromEntries(value ? [...rest, [name, value]] : rest);
}
