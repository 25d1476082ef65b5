import { Injectable } from '@nestjs/common';
import { and, as, or, Overviews, readable, Records, RecordStore, Rejected, sql, SYSTEM, toStoredMoment, TRUE, type Sql } from '#kernel/api';
import { addDays } from '#kernel/model';
import {
  OpportunityLost, OpportunityMoved, OpportunityReopened, OpportunityWon, type Lose, type NewOpportunity, OpportunityChange, type Win,
} from '#opportunities/model'; // prettier-ignore
import { ProductService } from '#products/api';
import { DealSums, entryOf } from './deal-sums.ts';
import { OpportunityEntity } from './opportunity.entity.ts';
import { StageService } from './pipeline.service.ts';
import { StageHistory } from './stage-history.ts';

/** How a deal that is imported ended elsewhere. */
export interface PastClosing {
  readonly status: 'won' | 'lost' | 'invalid';
  readonly closedOn: string;
  readonly lostReason?: string | null;
  readonly closeNote?: string | null;
}
/** A stage a deal entered, and the day. */
export interface PastMove {
  readonly stageId: string;
  readonly on: string;
}
type Input = Partial<NewOpportunity> & { name: string };

/** The deals on their way, and how they end. */
@Injectable()
export class OpportunityService extends RecordStore<OpportunityEntity> {
  constructor(
    kernel: Records,
    private readonly stages: StageService,
    private readonly passages: StageHistory,
    private readonly sums: DealSums,
    private readonly products: ProductService,
    overviews: Overviews,
  ) {
    super(OpportunityEntity, kernel, OpportunityChange);
    kernel.asks.set('opportunity.stale', () => this.stale());
    overviews.show('customer', 'opportunities', OpportunityEntity, 'customerId', ['name', 'status', 'stageId', 'amount', 'currency', 'expectedCloseOn']);
  }

  override add(input: Input, complete?: (deal: OpportunityEntity) => void | Promise<void>): Promise<string> {
    return this.kernel.work.run(async () => {
      let made: OpportunityEntity | null = null;
      const id = await super.add(input, async (deal) => {
        await complete?.(deal);
        if (!deal.imported) await this.products.demandOnSale(deal.lines);
        await this.open(deal, input);
        made = deal;
      });
      if (!made) return id;
      await this.passages.enter(made, (made as OpportunityEntity).stageSince);
      await this.sums.note(null, entryOf(made));
      return id;
    });
  }

  override change(id: string, verb: string, version: number | null, mutate: (deal: OpportunityEntity) => void | Promise<void>, action = verb): Promise<OpportunityEntity> {
    return super.change(id, verb, version, async (deal) => {
      const before = entryOf(deal);
      await mutate(deal);
      await this.sums.note(before, entryOf(deal));
    }, action); // prettier-ignore
  }

  override restore(id: string): Promise<OpportunityEntity> {
    return this.kernel.work.run(async () => {
      const deal = await super.restore(id);
      await this.sums.note(null, entryOf(await as(SYSTEM, () => this.get(id))));
      return deal;
    });
  }

  /** Takes over a deal that ended elsewhere: no guards of a live close, marked as imported, its history back-dated. */
  addClosed(input: Input, past: PastClosing): Promise<string> {
    return this.addPast(input, [], past);
  }

  /** Takes over a deal with the days on which it moved from stage to stage, and perhaps the one on which it ended. */
  addPast(input: Input, moves: readonly PastMove[], past: PastClosing | null): Promise<string> {
    return this.kernel.work.run(async () => {
      const id = await this.add(input, (deal) => void (deal.imported = true));
      for (const { stageId, on } of moves) {
        const to = await this.stages.one(stageId);
        await this.change(id, 'create', null, async (deal) => {
          deal.enter(to, this.passages.momentOf(on, await this.kernel.workspace.today()));
          deal.settle();
          await this.passages.enter(deal, deal.stageSince);
        }, 'move'); // prettier-ignore
      }
      if (!past) return id;
      await this.change(id, 'create', null, async (deal) => {
        if (past.closedOn < deal.openedOn) throw new Rejected('before-opening', undefined, [{ pointer: '/closedOn', code: 'before-opening' }]);
        Object.assign(deal, past, { probability: past.status === 'won' ? 10_000 : 0, probabilityManual: false });
        await this.conclude(deal);
      }, 'close'); // prettier-ignore
      return id;
    });
  }

  override update(id: string, version: number, changes: Partial<OpportunityChange>): Promise<OpportunityEntity> {
    this.demandWritable(changes);
    return this.change(id, 'update', version, async (deal) => {
      if (changes.probability !== undefined && changes.probability !== deal.probability) deal.demandOpen();
      const hadLines = deal.lines.length > 0;
      if (changes.lines) await this.products.demandOnSale(changes.lines, deal.lines);
      Object.assign(deal, changes, changes.probability === undefined ? {} : { probabilityManual: true });
      if (changes.probabilityManual === false && deal.status === 'open') deal.probability = (await this.stages.one(deal.stageId)).probability;
      const wanted = changes.amount;
      deal.settle();
      if (hadLines && !changes.lines && wanted !== undefined && wanted !== deal.amount) {
        throw new Rejected('amount-from-lines', undefined, [{ pointer: '/amount', code: 'amount-from-lines' }]);
      }
    });
  }

  move(id: string, version: number, stageId: string): Promise<OpportunityEntity> {
    return this.kernel.work.run(async () => {
      const to = await this.stages.one(stageId);
      const deal = await this.change(id, 'update', version, async (one) => {
        const from = await this.stages.one(one.stageId);
        if (to.position < from.position && !(await this.mayGoBack(one.pipelineId))) throw new Rejected('no-way-back');
        const was = one.stageId;
        one.move(to, from, this.now());
        one.settle();
        await this.passages.enter(one, one.stageSince);
        await this.kernel.events.emit(OpportunityMoved, { id, from: was, to: stageId }, { kind: 'opportunity', id });
      }, 'move'); // prettier-ignore
      return deal;
    });
  }

  win(id: string, version: number, { closedOn, note }: Win): Promise<OpportunityEntity> {
    return this.change(id, 'update', version, async (deal) => {
      deal.win(await this.dayOf(closedOn), note ?? null);
      await this.conclude(deal);
    }, 'win'); // prettier-ignore
  }

  lose(id: string, version: number, status: 'lost' | 'invalid', { closedOn, reason, note, competitorId }: Lose): Promise<OpportunityEntity> {
    return this.change(id, 'update', version, async (deal) => {
      deal.lose(status, await this.dayOf(closedOn), reason, note ?? null);
      if (competitorId !== undefined) deal.competitorId = competitorId;
      await this.conclude(deal);
    }, status === 'lost' ? 'lose' : 'invalidate'); // prettier-ignore
  }

  reopen(id: string, version: number): Promise<OpportunityEntity> {
    return this.change(id, 'reopen', version, async (deal) => {
      await this.kernel.events.emit(OpportunityReopened, { id, was: deal.status }, { kind: 'opportunity', id });
      deal.reopen(await this.stages.one(deal.stageId), this.now());
      deal.settle();
      await this.passages.enter(deal, deal.stageSince);
    });
  }

  override purge(ids: readonly string[]): Promise<void> {
    return this.kernel.work.run(async () => {
      for (const id of ids) await this.sums.note(entryOf((await this.reader.load(id, TRUE, true)) as unknown as OpportunityEntity), null);
      await super.purge(ids);
      await this.passages.forget(ids);
    });
  }

  async stagesOf(id: string) {
    await this.get(id);
    const closed = ['amount', 'probability'].filter((name) => !readable(this.table, name));
    const items = await this.passages.of(id);
    return { items: items.map((one) => ({ ...one, ...Object.fromEntries(closed.map((name) => [name, null])) })) };
  }

  /** Open deals that are longer in their stage than it allows. */
  private async stale(): Promise<Sql> {
    const today = await this.kernel.workspace.today();
    const late = (await this.stages.timed()).map(({ id, staleAfterDays }) =>
      sql('(r.`stageId` = ? AND r.`stageSince` < ?)', id, toStoredMoment(`${addDays(today, -(staleAfterDays ?? 0))}T00:00:00.000Z`)),
    );
    return and(sql("r.`status` = 'open'"), late.length > 0 ? or(...late) : sql('1 = 0'));
  }

  /** What a new deal starts with. */
  private async open(deal: OpportunityEntity, input: Input): Promise<void> {
    const today = await this.kernel.workspace.today();
    const named = input.stageId ? await this.stages.one(input.stageId).catch(() => null) : null;
    const stages = await this.stages.of(input.pipelineId ?? named?.pipelineId ?? null);
    const stage = input.stageId ? stages.find(({ id }) => id === input.stageId) : stages[0];
    if (!stage) throw new Rejected(input.stageId ? (named?.retired ? 'stage-retired' : 'other-pipeline') : 'no-stage', undefined, [{ pointer: '/stageId', code: 'reference' }]);
    deal.pipelineId = stage.pipelineId;
    deal.openedOn ??= today;
    if (deal.openedOn > today) throw new Rejected('future-day', undefined, [{ pointer: '/openedOn', code: 'future-day' }]);
    deal.currency ??= (await this.kernel.workspace.settings()).currency;
    deal.probabilityManual = input.probability !== undefined && input.probability !== stage.probability;
    deal.imported ??= false;
    deal.status = 'open';
    deal.enter(stage, this.passages.momentOf(deal.openedOn, today));
    deal.settle();
  }

  private async conclude(deal: OpportunityEntity): Promise<void> {
    const { id, customerId, amount, closedOn, status } = deal;
    deal.settle();
    await this.passages.enter(deal, this.passages.momentOf(closedOn as string, await this.kernel.workspace.today()));
    const about = { kind: 'opportunity', id };
    if (status === 'won') await this.kernel.events.emit(OpportunityWon, { id, customerId, amount }, about);
    else await this.kernel.events.emit(OpportunityLost, { id, status: status as 'lost', reason: deal.lostReason ?? '' }, about);
  }

  private async dayOf(asked: string | null | undefined): Promise<string> {
    const today = await this.kernel.workspace.today();
    if (asked && asked > today) throw new Rejected('future-day', undefined, [{ pointer: '/closedOn', code: 'future-day' }]);
    return asked ?? today;
  }

  private async mayGoBack(pipelineId: string): Promise<boolean> {
    const [row] = await this.kernel.db.read<{ backMoves: number }>('SELECT `backMoves` FROM `pipeline` WHERE `id` = ?', [pipelineId]);
    return Boolean(row?.backMoves);
  }
  private now = () => this.kernel.clock.now().toISOString();
}
