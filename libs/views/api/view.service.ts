import { Injectable } from '@nestjs/common';
import { as, currentPrincipal, Forbidden, reachOf, Records, RecordStore, Rejected, SYSTEM } from '#kernel/api';
import type { Page } from '#kernel/model';
import type { ViewDefault } from '#views/model';
import { ViewEntity } from './view.entity.ts';

type Sharing = { readonly shared?: boolean; readonly forTeam?: boolean | null };

/** The views people keep: their own, their team's, and those that somebody who may gave to everybody. */
@Injectable()
export class ViewService extends RecordStore<ViewEntity> {
  constructor(kernel: Records) {
    super(ViewEntity, kernel);
  }

  /** One's own views of a list, the team's and everybody's, by name; and the one the list is found in. */
  async of(list: string): Promise<Page<ViewEntity> & { default: string | null }> {
    const { id, teamId } = currentPrincipal();
    const found = (await this.page({ list, ownerId: 'me', size: '100' })).items;
    const others = async (sharing: Record<string, string>) => (await as(SYSTEM, () => this.page({ list, ...sharing, size: '100' }))).items;
    found.push(...(await others({ shared: 'true' })), ...(teamId ? await others({ forTeam: 'true', teamId }) : []));
    const [chosen] = await this.kernel.db.read<{ view: string }>('SELECT `view` FROM `view_default` WHERE `userId` = ? AND `list` = ?', [id, list]);
    const items = [...new Map(found.map((view) => [view.id, view])).values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
    return { items, next: null, total: items.length, totalIs: 'exact', totalAt: this.kernel.clock.now().toISOString(), default: chosen?.view ?? null };
  }

  /** Sets the view one finds a list in. */
  async prefer({ list, view }: ViewDefault): Promise<void> {
    const key = { userId: currentPrincipal().id, list };
    await this.kernel.work.run(async () => {
      if (view) await this.kernel.db.put('view_default', key, { view });
      else await this.kernel.db.write('DELETE FROM `view_default` WHERE `userId` = ? AND `list` = ?', [key.userId, list]);
    });
  }

  override add(input: Sharing): Promise<string> {
    this.demandWritable(input, true);
    this.demandShare(input);
    return super.add(input);
  }
  override update(id: string, version: number, changes: Sharing): Promise<ViewEntity> {
    this.demandWritable(changes);
    this.demandShare(changes);
    const me = currentPrincipal();
    return this.change(id, 'update', version, (view) => {
      Object.assign(view, changes);
      if (changes.forTeam && view.ownerId === me.id) view.teamId = me.teamId;
    });
  }

  /** A team's view asks for the right to share with the team, everybody's for the right to share with all. */
  private demandShare({ shared, forTeam }: Sharing): void {
    const reach = reachOf('view.share');
    if ((forTeam && !reach) || (shared && reach !== 'all')) throw new Forbidden('view.share');
    if (forTeam && !currentPrincipal().teamId) throw new Rejected('no-team', undefined, [{ pointer: '/forTeam', code: 'no-team' }]);
  }
}
