import type { House } from '#house';
import { ContractApproval, ContractService } from '#contracts/api';
import { as, UnitOfWork, type Principal } from '#kernel/api';

type Row = { id: string; version: number; [field: string]: unknown };

/** Contracts in force with plans and payments, over the routes wherever there are any. */
export function accounting(house: House) {
  const version = async (who: Principal, path: string) => ({ 'if-match': `"${(await house.request(who, 'GET', path)).body.version}"` });
  const desk = {
    count: 0,
    max: null as unknown as Principal,
    /** A seller and their manager, of one team. */
    async people() {
      const team = await house.team(`Desk ${++desk.count}`);
      const [ann, max] = [await house.person('Ann', ['sales'], team), await house.person('Max', ['sales-manager'], team)];
      desk.max = max;
      return { ann, max };
    },
    async customer(who: Principal): Promise<string> {
      return (await house.request(who, 'POST', '/customers', { name: 'Harbour Ltd', kind: 'company', status: 'active' })).body.id as string;
    },
    async draft(who: Principal, amount: number, more: object = {}): Promise<string> {
      const customerId = await desk.customer(who);
      return (await house.request(who, 'POST', '/contracts', { name: 'Lamps', customerId, amount, currency: 'CNY', ...more })).body.id as string;
    },
    async act(who: Principal, id: string, verb: string, body: object = {}) {
      return house.request(who, 'POST', `/contracts/${id}/${verb}`, body, await version(who, `/contracts/${id}`));
    },
    async approve(who: Principal, id: string): Promise<void> {
      const { begin, decide } = house.get(ContractApproval).contract;
      await as(who, () => house.get(UnitOfWork).run(async () => decide(id, 'approved', await begin(id, (await house.get(ContractService).get(id)).version))));
    },
    /** A contract that is signed and has taken effect. */
    async active(who: Principal, amount: number, more: object = {}): Promise<string> {
      const id = await desk.draft(who, amount, more);
      await desk.approve(who, id);
      await desk.act(who, id, 'send');
      await desk.act(who, id, 'sign', { signer: 'Mr Harbour' });
      await desk.act(who, id, 'activate');
      return id;
    },
    contract: async (who: Principal, id: string): Promise<Row> => (await house.request(who, 'GET', `/contracts/${id}`)).body as Row,
    rows: async (who: Principal, contractId: string): Promise<Row[]> => (await house.request(who, 'GET', `/receivables?contractId=${contractId}`)).body.items as Row[],
    /** Writes the plan of a contract; answers the ids of its rows by due date. */
    async plan(who: Principal, contractId: string, rows: readonly (readonly [string, number])[]): Promise<string[]> {
      const body = { rows: rows.map(([dueOn, amount]) => ({ dueOn, amount })) };
      const { status, body: said } = await house.request(who, 'PUT', `/contracts/${contractId}/plan`, body, await version(who, `/contracts/${contractId}`));
      if (status !== 200) throw new Error(JSON.stringify(said));
      return (await desk.rows(who, contractId)).map(({ id }) => id);
    },
    pay: (who: Principal, contractId: string, amount: number, rows: readonly (readonly [string | undefined, number])[] = [], more: object = {}) =>
      house.request(who, 'POST', '/payments', { contractId, amount, allocations: rows.map(([receivableId, part]) => ({ receivableId, amount: part })), ...more }),
  };
  return desk;
}
