import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import { modelNamed, recordOf, REACHES, type Reach } from '#kernel/model';
import { Role, type AccessAnswer, type NewRole, type NewShare, type Share } from '#accounts/model';
import { Records } from '#workbench/ui';
import { Words } from '#kernel/ui';

export interface Catalogue {
  readonly permissions: readonly string[];
  readonly fields: Readonly<Record<string, readonly string[]>>;
  readonly holders: Readonly<Record<string, number>>;
}
/** The verbs that come first in a matrix; what a kind has besides follows. */
const FIRST = ['read', 'create', 'update', 'delete', 'assign', 'link', 'export', 'import', 'bulk'];

/** Roles, shares and the check of access over the API, and the words for them. */
@Injectable({ providedIn: 'root' })
export class RoleClient {
  private readonly http = inject(HttpClient);
  private readonly records = inject(Records);
  private readonly words = inject(Words);

  catalogue(): Promise<Catalogue> {
    return firstValueFrom(this.http.get<Catalogue>('/api/v1/roles/catalogue'));
  }
  async all(): Promise<Role[]> {
    const { items } = await this.records.list(Role, { size: '200', sort: 'name' });
    return Promise.all(items.map(({ id }) => this.records.get(Role, id)));
  }
  copy({ name, nameZh, purpose, clearance, grants, fields }: Role, copied: string): Promise<Role> {
    const body: NewRole = { key: keyOf(copied), name: copied, nameZh: nameZh ? `${nameZh}（${this.words.t('role.copyOf')}）` : null, purpose, clearance, grants, fields };
    return this.records.create(Role, name === copied ? { ...body, key: `${body.key}-2` } : body);
  }
  check(userId: string, kind: string, recordId: string | null): Promise<AccessAnswer> {
    return firstValueFrom(this.http.get<AccessAnswer>('/api/v1/access/check', { params: { userId, kind, ...(recordId ? { recordId } : {}) } }));
  }
  sharesOf(kind: string, recordId: string): Promise<{ items: Share[]; mayShare: boolean }> {
    return firstValueFrom(this.http.get<{ items: Share[]; mayShare: boolean }>('/api/v1/shares', { params: { kind, recordId } }));
  }
  reachOf(kind: string, recordId: string): Promise<{ items: { id: string; name: string; reach: Reach }[]; total: number }> {
    return firstValueFrom(this.http.get<{ items: { id: string; name: string; reach: Reach }[]; total: number }>('/api/v1/shares/reach', { params: { kind, recordId } }));
  }
  async share(share: NewShare): Promise<void> {
    await firstValueFrom(this.http.post('/api/v1/shares', share));
  }
  async unshare(id: string): Promise<void> {
    await firstValueFrom(this.http.delete(`/api/v1/shares/${id}`));
  }

  /** Kinds of record among the permissions, in the reader's alphabet, and the verbs that any of them knows. */
  kindsOf({ permissions, fields }: Catalogue): string[] {
    const kinds = new Set(permissions.map((permission) => permission.split('.')[0] ?? '').filter((kind) => kind in fields));
    return [...kinds].sort((a, b) => this.kind(a).localeCompare(this.kind(b), this.words.language()));
  }
  verbsOf({ permissions, fields }: Catalogue): string[] {
    const known = new Set(permissions.flatMap((permission) => (permission.split('.')[0] ?? '') in fields ? (permission.split('.')[1] ?? '') : []));
    return [...FIRST.filter((verb) => known.has(verb)), ...[...known].filter((verb) => !FIRST.includes(verb)).sort()];
  }
  /** Permissions that belong to no kind of record. */
  featuresOf = ({ permissions, fields }: Catalogue): string[] => permissions.filter((permission) => !((permission.split('.')[0] ?? '') in fields));

  kind = (kind: string): string => this.words.t(`${kind}.many`);
  verb = (verb: string): string => this.say(`role.verb.${verb}`, verb);
  feature = (permission: string): string => this.say(`role.feature.${permission.replace('.', '-')}`, permission);
  field(kind: string, name: string): string {
    const model = modelNamed(kind);
    return model ? this.words.label(model, name) : name;
  }
  /** The reaches that mean something for a permission: what belongs to nobody is all or nothing. */
  reachesOf(permission: string): readonly Reach[] {
    const model = modelNamed(permission.split('.')[0] ?? '');
    const owned = model ? recordOf(model).owned : permission === 'report.read';
    return owned ? REACHES : ['all'];
  }
  private say = (key: string, otherwise: string): string => (this.words.has(key) ? this.words.t(key) : otherwise);
}

/** A key for a name; letters that a key does not know become a number. */
export const keyOf = (name: string): string =>
  name.normalize('NFKD').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 30) || `role-${Date.now().toString(36)}`;
