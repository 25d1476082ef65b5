import { Injectable } from '@nestjs/common';
import { and, as, currentPrincipal, isIn, Numbering, reaches, Records, RecordStore, Rejected, scopeOf, sql, type Sql } from '#kernel/api';
import { addDays, asInstance, daysBetween } from '#kernel/model';
import { ContractChange, ContractChanged, isLive, type ContractStage, type ContractVersion, type NewContract } from '#contracts/model';
import { ContractEntity } from './contract.entity.ts';
import { ContractSources } from './contract-sources.ts';
import { ContractVersions } from './contract-versions.ts';
import { everything } from './everything.ts';

/** What receivables keep on a contract. */
export interface Booking {
  readonly received?: number;
  readonly invoiced?: number;
  readonly writtenOff?: number;
}
const RENEWABLE: readonly ContractStage[] = ['active', 'expired', 'completed'];
/** Stages in which a contract renews another. */
export const RENEWING: readonly ContractStage[] = ['signed', 'active', 'expired', 'completed', 'archived'];
/** Days before its end from which a contract is said to end soon. */
const SOON = 60;

/** What was agreed upon, from the draft to the archive. */
@Injectable()
export class ContractService extends RecordStore<ContractEntity> {
  constructor(
    kernel: Records,
    private readonly numbering: Numbering,
    private readonly sources: ContractSources,
    private readonly past: ContractVersions,
  ) {
    super(ContractEntity, kernel, ContractChange);
    kernel.asks.set('contract.expiring', async () => {
      const today = await kernel.workspace.today();
      return and(sql("r.`stage` = 'active'"), sql('r.`endsOn` >= ?', today), sql('r.`endsOn` <= ?', addDays(today, SOON)));
    });
    kernel.asks.set('contract.renewed', () => Promise.resolve(this.renewed()));
  }

  /** What people write sells nothing that is retired, unless its source does; what is renewed or brought over from elsewhere may. */
  override create(input: Partial<NewContract>, complete?: (contract: ContractEntity) => void | Promise<void>): Promise<ContractEntity> {
    this.demandWritable(input, true);
    return this.kernel.work.run(async () => {
      if (!complete) await this.sources.demandOnSale(input);
      return super.create(input, complete);
    });
  }

  /** `begun` is told of the draft before it is written. */
  override add(input: Partial<NewContract>, complete?: (contract: ContractEntity) => void | Promise<void>, begun?: (contract: ContractEntity) => void | Promise<void>): Promise<string> {
    this.demandWritable(input, true);
    return this.kernel.work.run(async () =>
      super.add(await this.sources.completed(input), async (contract) => {
        await complete?.(contract);
        contract.currency ??= (await this.kernel.workspace.settings()).currency;
        contract.number ??= await this.numbering.take('contract', (number) => this.isTaken(number));
        contract.begin(await this.today());
        await begun?.(contract);
      }),
    );
  }

  /** What comes from `elsewhere` may sell what is retired by now. */
  override update(id: string, version: number, changes: Partial<ContractChange>, elsewhere = false): Promise<ContractEntity> {
    this.demandWritable(changes);
    return this.change(id, 'update', version, async (contract) => {
      if (changes.lines && !elsewhere) await this.sources.demandOnSale({ lines: changes.lines }, contract.lines);
      contract.edit(changes, await this.today());
    });
  }

  override async remove(id: string, version: number): Promise<void> {
    const now = this.kernel.clock.now().toISOString();
    await this.change(id, 'delete', version, (contract) => {
      contract.demandDeletable();
      contract.deletedAt = now;
    });
  }

  /** Others follow every change but bookings, or refuse it. */
  override change(id: string, verb: string, version: number | null, mutate: (contract: ContractEntity) => void | Promise<void>, action = verb): Promise<ContractEntity> {
    return super.change(id, verb, version, async (contract) => {
      const was = { amount: contract.amount, currency: contract.currency };
      await mutate(contract);
      const { number, customerId, ownerId, teamId, stage, currency, amount, deletedAt } = contract;
      const state = { id, number, customerId, ownerId, teamId, stage, currency, amount, deleted: deletedAt !== null, was };
      if (action !== 'book') await this.kernel.events.emit(ContractChanged, state, { kind: 'contract', id });
    }, action); // prettier-ignore
  }

  /** A draft that goes on where a contract ends: the same again, for as long, right after it. Throws Rejected while another one does. */
  renew(id: string): Promise<ContractEntity> {
    return this.kernel.work.run(async () => {
      const old = await this.locked(id);
      if (!RENEWABLE.includes(old.stage)) throw new Rejected('contract-stage', { verb: 'renew', stage: old.stage });
      const next = await this.kernel.db.read<{ number: string; stage: ContractStage }>("SELECT `number`, `stage` FROM `contract` WHERE `predecessorId` = ? AND `deletedKey` = ''", [id]);
      const live = next.find(({ stage }) => isLive(stage));
      if (live) throw new Rejected('already-renewed', { number: live.number });
      const { name, customerId, contactId, type, currency, amount, discountAmount, lines, milestones, terms, remindDays, ownerId } = old;
      const input = { name, customerId, contactId, type, currency, amount, discountAmount, lines, milestones: milestones.map((one) => ({ ...one, dueOn: null })), terms, remindDays, ...following(old) };
      return this.create({ ...input, ...(reaches('contract.create', old as never) ? { ownerId } : {}) }, (contract) => void (contract.predecessorId = id));
    });
  }

  /** Contracts that a signed one goes on from, as far as whoever asks sees that one. */
  private renewed(): Sql {
    const where = and(sql("n.`predecessorId` = r.`id` AND n.`deletedKey` = ''"), isIn('n.`stage`', RENEWING), scopeOf(this.table, 'read', 'n'));
    return sql(`EXISTS (SELECT 1 FROM \`contract\` n WHERE ${where.text})`, ...where.params);
  }

  /** Every version a contract had. */
  async versions(id: string): Promise<{ items: ContractVersion[] }> {
    return { items: await this.past.of(asInstance(ContractEntity as never, await this.reader.load(id, scopeOf(this.table, 'read'))) as ContractEntity) };
  }
  override async purge(ids: readonly string[]): Promise<void> {
    await this.kernel.work.run(async () => {
      await super.purge(ids);
      await this.past.forget(ids);
    });
  }

  /** A contract that nobody else changes until the unit of work is over. Throws NotFound for one that is not there for the principal. */
  async locked(id: string): Promise<ContractEntity> {
    return asInstance(ContractEntity as never, await this.reader.lock(id)) as ContractEntity;
  }

  /** Adds to what came in, was invoiced or written off; in the unit of work of whoever keeps these, whose own rights were asked. */
  async book(id: string, { received = 0, invoiced = 0, writtenOff = 0 }: Booking): Promise<void> {
    await this.beyondRights(id, 'book', async (contract) => {
      contract.received += received;
      contract.invoiced += invoiced;
      contract.writtenOff += writtenOff;
      contract.settle(await this.today());
    });
  }

  /** Changes a contract by what follows from something that whoever acts may do elsewhere; it is they who the history names. */
  beyondRights(id: string, action: string, mutate: (contract: ContractEntity) => void | Promise<void>): Promise<ContractEntity> {
    return as(everything(currentPrincipal()), () => this.change(id, 'update', null, mutate, action));
  }

  today = (): Promise<string> => this.kernel.workspace.today();

  private async isTaken(number: string): Promise<boolean> {
    return (await this.kernel.db.read("SELECT 1 FROM `contract` WHERE `number` = ? AND `deletedKey` = ''", [number])).length > 0;
  }
}

/** As long a time, beginning the day after. */
function following({ startsOn, endsOn }: ContractEntity): { startsOn?: string; endsOn?: string } {
  if (!endsOn) return {};
  const next = addDays(endsOn, 1);
  return startsOn ? { startsOn: next, endsOn: addDays(next, daysBetween(startsOn, endsOn)) } : { startsOn: next };
}
