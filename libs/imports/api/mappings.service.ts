import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock, currentPrincipal, Forbidden, NotFound, reachOf, toStoredMoment } from '#kernel/api';
import { headerKey, type ImportColumn, type ImportMapping, type ImportView, type MappingChange, type SavedMapping } from '#imports/model';
import { MappingQueries, type KeptMapping } from './mapping.queries.ts';

/** Mappings that are remembered by the kind and the columns of the file they were made for: one's own and shared ones. */
@Injectable()
export class Mappings {
  constructor(
    private readonly queries: MappingQueries,
    private readonly clock: Clock,
  ) {}

  /** Those that need no column this file does not have; made for the very same columns first, one's own before others'. */
  async fitting({ kind, columns }: Pick<ImportView, 'kind' | 'columns'>): Promise<SavedMapping[]> {
    const here = new Set(columns.map(({ name }) => name));
    const mine = signatureOf(columns);
    const fits = (await this.queries.visible(kind, this.me())).filter(({ mapping }) => mapping.columns.length > 0 && mapping.columns.every(({ column }) => !column || here.has(column)));
    const used = ({ mapping }: SavedMapping) => new Set(mapping.columns.map(({ column }) => column).filter(Boolean)).size;
    const told = fits.map((one): SavedMapping => this.told(one, one.signature === mine));
    return told.sort((a, b) => Number(b.exact) - Number(a.exact) || Number(b.own) - Number(a.own) || used(b) - used(a));
  }

  /** Remembers what a file was told, under the name it has or the file's; the next file of these columns gets it at once. */
  async remember({ kind, columns, mapping, name }: Pick<ImportView, 'kind' | 'columns' | 'mapping' | 'name'>): Promise<void> {
    const signature = signatureOf(columns);
    const own = (await this.queries.visible(kind, this.me())).find((one) => one.userId === this.me() && one.signature === signature);
    if (own) await this.queries.set(own.id, { mapping: bare(mapping), usedAt: this.now() });
    else await this.queries.add(kind, signature, name.replace(/\.[^.]*$/, '').slice(0, 100) || kind, bare(mapping), this.me(), this.now());
  }
  /** Renames a mapping or shares it with everybody. Throws NotFound, or Forbidden for those who import for themselves alone. */
  async change(id: string, { name, shared }: MappingChange): Promise<SavedMapping> {
    const { kind } = await this.mine(id);
    if (shared && reachOf(`${kind}.import`) === 'own') throw new Forbidden(`${kind}.import`);
    const changes = { ...(name ? { name } : {}), ...(shared === undefined || shared === null ? {} : { shared }) };
    if (Object.keys(changes).length > 0) await this.queries.set(id, changes);
    return this.told(await this.mine(id), false);
  }
  async remove(id: string): Promise<void> {
    await this.mine(id);
    await this.queries.remove(id);
  }

  private async mine(id: string): Promise<KeptMapping> {
    const found = await this.queries.find(id);
    const mayAll = found !== null && found.shared && reachOf('user.import') !== null;
    if (!found || (found.userId !== this.me() && !mayAll)) throw new NotFound();
    return found;
  }
  private told = ({ userId, signature: _, ...one }: KeptMapping, exact: boolean): SavedMapping => ({ ...one, exact, own: userId === this.me() });
  private me = () => currentPrincipal().id ?? '';
  private now = () => toStoredMoment(this.clock.now().toISOString());
}

const bare = ({ saved: _, ...mapping }: ImportMapping) => mapping as ImportMapping;
/** Files with the same columns in any order have the same one. */
const signatureOf = (columns: readonly ImportColumn[]) => createHash('sha256').update(columns.map(({ name }) => headerKey(name)).sort().join('\n')).digest('hex'); // prettier-ignore
