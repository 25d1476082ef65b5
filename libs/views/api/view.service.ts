import { Injectable } from '@nestjs/common';
import { as, Forbidden, reachOf, Records, RecordStore, SYSTEM } from '#kernel/api';
import type { Page } from '#kernel/model';
import { ViewEntity } from './view.entity.ts';

/** The views people keep: their own, and those that somebody who may shared with everybody. */
@Injectable()
export class ViewService extends RecordStore<ViewEntity> {
  constructor(kernel: Records) {
    super(ViewEntity, kernel);
  }

  /** One's own views of a list and the shared ones, by name. */
  async of(list: string): Promise<Page<ViewEntity>> {
    const { items: own, totalAt } = await this.list({ list, ownerId: 'me', size: '100' });
    const { items: shared } = await as(SYSTEM, () => this.list({ list, shared: 'true', size: '100' }));
    const items = [...shared, ...own.filter(({ id }) => !shared.some((one) => one.id === id))];
    return { items, next: null, total: items.length, totalIs: 'exact', totalAt };
  }

  override add(input: { shared?: boolean }): Promise<string> {
    if (input.shared) this.demandShare();
    return super.add(input);
  }
  override update(id: string, version: number, changes: { shared?: boolean }): Promise<ViewEntity> {
    if (changes.shared) this.demandShare();
    return super.update(id, version, changes);
  }

  private demandShare(): void {
    if (!reachOf('view.share')) throw new Forbidden('view.share');
  }
}
