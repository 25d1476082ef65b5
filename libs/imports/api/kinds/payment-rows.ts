import { Injectable } from '@nestjs/common';
import { Invalid } from '#kernel/api';
import type { Fault } from '#kernel/model';
import { PaymentDesk, PaymentService, ReceivableService } from '#receivables/api';
import { allocate, NewPayment, PaymentChange, type Allocation } from '#receivables/model';
import type { Made } from '../writers.ts';
import { beforeOf, changesOf, parted, type Body, type Taken, type Writing } from './writing.ts';

interface Part {
  readonly period?: number;
  readonly allocated?: number;
}

/** Payments from rows: submitted as those entered by hand, or booked at once for those who may take over what was approved elsewhere. */
@Injectable()
export class PaymentRows implements Writing {
  readonly made = NewPayment;
  readonly changed = PaymentChange;

  constructor(
    private readonly desk: PaymentDesk,
    private readonly payments: PaymentService,
    private readonly plans: ReceivableService,
  ) {}

  bare = (body: Body): Body => parted(body, ['approval', 'lines']).rest;
  /** Nothing waits for somebody who was never asked. */
  faults = ({ approval }: Body): Fault[] => (approval === undefined || approval === 'none' || approval === 'approved' ? [] : [{ pointer: '/approval', code: 'choice' }]);

  async add(body: Body): Promise<Made> {
    const { approval, lines, ...rest } = body;
    const input = { ...rest, allocations: await this.parts(rest, (lines ?? []) as Part[]) } as unknown as NewPayment;
    const id = approval === 'approved' ? await this.payments.addPast(input) : (await this.desk.record(input)).id;
    const { number, version } = await this.payments.get(id);
    return { kind: 'payment', id, name: number, version };
  }
  async change(id: string, body: Body): Promise<Made | null> {
    const old = await this.payments.get(id);
    const changes = changesOf(old, this.bare(body), PaymentChange);
    if (Object.keys(changes).length === 0) return null;
    const { version } = await this.payments.update(id, old.version, changes);
    return { kind: 'payment', id, name: old.number, version, before: beforeOf(old, Object.keys(changes)) };
  }
  /** What is booked is never deleted: an entry with the opposite sign takes it back. */
  async takeBack({ id, version, before }: Taken): Promise<void> {
    if (before) await this.payments.update(id, version, before);
    else if ((await this.payments.get(id)).approval === 'approved') await this.payments.reverse(id, version, { reason: 'import', receivedOn: null });
    else await this.payments.remove(id, version);
  }

  /** The rows of the plan that are said, or those that are due first. */
  private async parts({ contractId, amount }: Body, parts: readonly Part[]): Promise<Allocation[]> {
    if (typeof contractId !== 'string') return [];
    const rows = await this.plans.openRows(contractId);
    const said = parts.filter(({ period }) => period !== undefined);
    if (said.length === 0) return allocate(Number(amount), rows);
    return said.map(({ period, allocated }, index) => {
      const row = rows.find((one) => one.period === period);
      if (!row) throw new Invalid([{ pointer: `/lines/${index}/period`, code: 'reference' }]);
      return { receivableId: row.id, amount: allocated ?? Math.min(Number(amount), row.open) };
    });
  }
}
