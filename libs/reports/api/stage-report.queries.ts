import { Injectable } from '@nestjs/common';
import { and, Clock, demandReadable, reachedBy, Recent, sql, tableOf, Workspace } from '#kernel/api';
import { DealSums } from '#opportunities/api';
import type { DealSum } from '#reports/model';

/** What the sums are made of: whoever may not see one of these gets none. */
const ADDED = ['amount', 'weighted', 'status', 'stageId', 'openedOn'];

/** What deals add up to by stage, state and opening month, in the workspace's currency, within the reader's reach. */
@Injectable()
export class StageReports {
  private readonly recent = new Recent<DealSum[]>(2000);

  constructor(
    private readonly sums: DealSums,
    private readonly workspace: Workspace,
    private readonly clock: Clock,
  ) {}

  async all(): Promise<DealSum[]> {
    const { currency } = await this.workspace.settings();
    demandReadable(tableOf('opportunity'), ADDED);
    // Sums know owners and teams, not single deals: what is shared with somebody is not in them.
    const where = and(sql('r.`currency` = ?', currency), reachedBy('opportunity.read'), reachedBy('report.read'));
    return this.recent.of(JSON.stringify(where), this.clock.now().getTime(), () => this.sums.of(where));
  }
}
