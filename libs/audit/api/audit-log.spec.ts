import { describe, expect, it, vi } from 'vitest';
import { onEachDatabase } from '#house';
import { TeamService, UserService } from '#accounts/api';
import { AuditWatch, Checkpoints, Retention, Sealer, Verifier } from '#audit/api';
import { as, Audit, Clock, Database, Jobs, newId, SYSTEM, UnitOfWork } from '#kernel/api';
import { AuditExports } from './audit-exports.service.ts';
import { ChainQueries } from './chain.queries.ts';

const DAY = 86_400_000;

describe('the audit log', () => {
  onEachDatabase((house) => {
    const ask = async (who: Awaited<ReturnType<typeof house.person>>, query = '') => {
      await house.get(Sealer).seal();
      return house.request(who, 'GET', `/audit${query}`);
    };

    it('tells who did what to which record, when and from where; operations reads it, sales may not', async () => {
      const [ann, oli, sam] = [await house.person('Ann', ['administrator']), await house.person('Oli', ['operations']), await house.person('Sam', ['sales'])];
      const { body: team } = await house.request(ann, 'POST', '/teams', { name: 'North' }, { 'x-request-id': 'spec-who-what' });
      const { body } = await ask(ann, '?requestId=spec-who-what');
      expect(body.items).toMatchObject([{ actor: { id: ann.id, name: 'Ann' }, action: 'team.create', kind: 'team', record: { kind: 'team', id: team.id, name: 'North' }, address: '127.0.0.1', outcome: 'done', sensitive: false }]);
      const { body: detail } = await house.request(ann, 'GET', `/audit/${body.items[0].id}`);
      expect(detail.list).toContainEqual({ kind: 'team', id: team.id, field: 'name', old: null, new: 'North' });
      expect((await ask(oli)).status).toBe(200);
      expect((await ask(sam)).status).toBe(403);
      expect((await house.request(sam, 'GET', `/audit/${body.items[0].id}`)).status).toBe(403);
    });

    it('Z7: diffs show nobody more than the records themselves would: operations sees that a user changed, not what', async () => {
      const [ann, oli] = [await house.person('Ann', ['administrator']), await house.person('Oli', ['operations'])];
      const { body: user } = await house.request(ann, 'POST', '/users', { name: 'Known to few', username: `few-${newId().slice(24)}`, roles: ['sales'], email: 'few@example.com' }, { 'x-request-id': 'spec-diffs-of' });
      const [entry] = (await ask(oli, '?requestId=spec-diffs-of')).body.items;
      expect(entry.record).toMatchObject({ id: user.id, name: '' });
      const { body: told } = await house.request(oli, 'GET', `/audit/${entry.id}`);
      expect(JSON.stringify(told)).not.toMatch(/Known to few|few@example/);
      expect({ list: told.list, untold: told.untold }).toEqual({ list: [], untold: 1 });
      expect(JSON.stringify((await house.request(ann, 'GET', `/audit/${entry.id}`)).body)).toContain('few@example.com');
    });

    it('is filtered by who, what, kind, record, day, address, request and sensitivity, each through an index', async () => {
      const ann = await house.person('Ann', ['administrator']);
      const username = await house.letSignIn(ann);
      await house.request(null, 'POST', '/auth/login', { username, password: 'wrong wrong wrong' }, { 'x-request-id': 'spec-wrong-one' });
      const { body: team } = await house.request(ann, 'POST', '/teams', { name: 'South' });
      await house.request(ann, 'PATCH', `/teams/${team.id}`, { name: 'Far South' }, { 'if-match': '"1"' });
      const actions = async (query: string) => (await ask(ann, query)).body.items.map(({ action }: { action: string }) => action);
      expect(await actions(`?kind=team&recordId=${team.id}`)).toEqual(['team.update', 'team.create']);
      expect(new Set(await actions(`?actorId=${ann.id}`))).toEqual(new Set(['team.update', 'team.create', 'user.sign-in']));
      expect(await actions('?requestId=spec-wrong-one')).toEqual(['user.sign-in-refused']);
      expect(new Set(await actions('?action=team.create'))).toEqual(new Set(['team.create']));
      expect((await actions('?kind=team')).every((action: string) => action.startsWith('team.'))).toBe(true);
      expect(new Set(await actions('?sensitive=true'))).toContain('user.sign-in-refused');
      expect(new Set(await actions('?sensitive=true'))).not.toContain('team.create');
      expect(await actions('?from=2001-01-01&to=2001-12-31')).toEqual([]);
      expect((await actions(`?from=${new Date(Date.now() - DAY).toISOString().slice(0, 10)}&address=127.0.0.1`)).length).toBeGreaterThan(2);
      expect((await ask(ann, '?colour=red')).status).toBe(400);
      expect((await ask(ann, '?after=nonsense')).status).toBe(400);
      const db = house.get(Database);
      for (const where of ["s.`actorId` = 'x'", "s.`action` = 'x'", "s.`kind` = 'x'", "s.`address` = 'x'", "s.`requestId` = 'x'", "s.`at` < '2020-01-01'", "s.`auditId` IN (SELECT c.`auditId` FROM `audit_change` c WHERE c.`recordKind` = 'x' AND c.`recordId` = 'y')"]) {
        const text = `SELECT s.\`seq\` FROM \`audit_seal\` s WHERE ${where.replaceAll("= 'x'", house.kind === 'mariadb' && where.includes('actorId') ? `= '${ann.id}'` : "= 'x'").replace("'y'", `'${ann.id}'`)} ORDER BY s.\`at\` DESC, s.\`seq\` DESC LIMIT 51`;
        const plan = await db.read<Record<string, unknown>>(house.kind === 'sqlite' ? `EXPLAIN QUERY PLAN ${text}` : `EXPLAIN ${text}`);
        const scans = plan.filter((step) => (house.kind === 'sqlite' ? /^SCAN (s|c)$/.test(String(step['detail'])) : step['type'] === 'ALL' && !String(step['table']).startsWith('<')));
        expect({ where, scans }).toEqual({ where, scans: [] });
      }
    });

    it('is paged by the chain: every entry once, latest first', async () => {
      const ann = await house.person('Ann', ['administrator']);
      for (let index = 0; index < 7; index++) await as(ann, () => house.get(TeamService).add({ name: `Paged ${index}` }));
      const seen: { id: string; at: string }[] = [];
      for (let after: string | null = ''; after !== null; ) {
        const { body } = await ask(ann, `?actorId=${ann.id}&size=3${after ? `&after=${after}` : ''}`);
        seen.push(...body.items);
        after = body.next;
      }
      expect(seen.length).toBeGreaterThanOrEqual(7);
      expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length);
      expect(seen.map(({ at }) => at)).toEqual(seen.map(({ at }) => at).sort().reverse());
    });

    it('says how the chain stands, and verifies it when asked', async () => {
      const ann = await house.person('Ann', ['administrator']);
      expect((await house.request(ann, 'POST', '/audit/verify')).status).toBe(202);
      await house.get(Jobs).runDue();
      await expect.poll(async () => (await house.request(ann, 'GET', '/audit/state')).body, { timeout: 10_000 }).toMatchObject({ running: false, verdict: { whole: true, first: null }, retentionDays: 730 });
      expect((await ask(ann, '?action=audit.verified')).body.items[0]).toMatchObject({ action: 'audit.verified', outcome: 'done' });
    });

    it('each hour the end of the chain is signed; once a day the whole of it is read', async () => {
      const before = house.get(Checkpoints).read().checkpoints.length;
      await house.get(AuditWatch).hourly();
      const { checkpoints, forged } = house.get(Checkpoints).read();
      expect([checkpoints.length - before, forged]).toEqual([1, null]);
      const clock = house.get(Clock);
      const now = clock.now.bind(clock);
      clock.now = () => new Date(now().getTime() + 2 * DAY);
      try {
        await house.get(AuditWatch).hourly();
        expect((await house.get(AuditWatch).state()).running).toBe(true);
      } finally {
        clock.now = now;
      }
      await expect.poll(async () => {
        await house.get(Jobs).runDue();
        return (await house.get(AuditWatch).state()).running;
      }, { timeout: 10_000 }).toBe(false); // prettier-ignore
    });

    it('I7: leaves as a CSV file that is audited itself, inert in a spreadsheet, for the one who asked alone, for a day', async () => {
      const [ann, eve] = [await house.person('Ann', ['administrator']), await house.person('Eve', ['administrator'])];
      await as(ann, () => house.get(TeamService).add({ name: '=1+1' }));
      await house.get(Sealer).seal();
      const { body, status } = await house.request(ann, 'POST', '/audit/exports', { actorId: ann.id, kind: 'team' });
      expect(status).toBe(202);
      await expect.poll(async () => (await house.request(ann, 'GET', `/audit/exports/${body.id}`)).body.state, { timeout: 10_000 }).toBe('done');
      const { body: csv } = await house.request(ann, 'GET', `/audit/exports/${body.id}/file`);
      expect(csv.split('\r\n')[0]).toBe('\ufeffWhen,Who,What,Outcome,Kind,Record,Changes,Facts,Address,Session,Request id,Id');
      expect(csv).toContain(",Ann,team.create,Done,team,'=1+1,");
      expect((await house.request(eve, 'GET', `/audit/exports/${body.id}/file`)).status).toBe(404);
      expect((await ask(ann, `?actorId=${ann.id}&action=data.export`)).body.items[0]).toMatchObject({ sensitive: true, kind: 'audit' });
      const clock = vi.spyOn(house.get(Clock), 'now').mockReturnValue(new Date(Date.now() + 86_401_000));
      await expect(as(ann, () => house.get(AuditExports).file(body.id))).rejects.toMatchObject({ status: 404 });
      await expect.poll(async () => {
        await house.get(Jobs).runDue();
        return house.get(Database).read('SELECT 1 FROM `stored_file` WHERE `id` = ?', [body.id]);
      }).toEqual([]); // prettier-ignore
      clock.mockRestore();
    });

    it('T4: is kept at least 180 days; whole checkpointed parts go, a signed stub stays, and the chain verifies on', async () => {
      const [ann, oli] = [await house.person('Ann', ['administrator']), await house.person('Oli', ['operations'])];
      expect((await house.request(ann, 'PUT', '/audit/retention', { days: 179 })).status).toBe(400);
      expect((await house.request(oli, 'PUT', '/audit/retention', { days: 200 })).status).toBe(403);
      expect((await house.request(ann, 'PUT', '/audit/retention', { days: 180 })).body.retentionDays).toBe(180);
      await as(SYSTEM, () => house.get(TeamService).add({ name: 'Long ago' }));
      await house.get(Sealer).seal();
      const { seq } = await house.get(Checkpoints).write();
      await as(SYSTEM, () => house.get(TeamService).add({ name: 'After the checkpoint' }));
      await house.get(Sealer).seal();
      expect(await as(SYSTEM, () => house.get(Retention).prune())).toBe(0);
      const clock = house.get(Clock);
      const now = clock.now.bind(clock);
      clock.now = () => new Date(now().getTime() + 181 * DAY);
      try {
        expect(await as(SYSTEM, () => house.get(Retention).prune())).toBe(seq);
      } finally {
        clock.now = now;
      }
      const [first] = await house.get(Database).read<{ seq: number }>('SELECT MIN(`seq`) AS `seq` FROM `audit_seal`');
      expect(Number(first?.seq)).toBe(seq + 1);
      await house.get(Sealer).seal();
      expect(await house.get(Verifier).verify()).toMatchObject({ whole: true, removed: { rows: seq } });
      expect(await house.get(ChainQueries).stub()).toMatchObject({ seq, fromSeq: 1, rows: seq });
    });

    it('a record’s page tells its own story in words, for every kind that has one', async () => {
      const ann = await house.person('Ann', ['administrator']);
      const users = house.get(UserService);
      const id = await as(ann, () => users.add({ name: 'Told', username: `told-${newId().slice(24)}`, roles: ['sales'] }));
      await as(ann, () => users.invite(id));
      await as(ann, () => users.change(id, 'update', null, (user) => user.activate(true), 'activate'));
      const { version } = await as(ann, () => users.get(id));
      await as(ann, () => users.update(id, version, { roles: ['sales', 'operations'] }));
      const { version: later } = await as(ann, () => users.get(id));
      await as(ann, () => users.deactivate(id, later));
      const { items } = await as(ann, () => users.history(id));
      expect(items.map(({ action, actor }) => [action, actor?.name])).toEqual([['deactivate', 'Ann'], ['update', 'Ann'], ['activate', 'Ann'], ['create', 'Ann']]);
      expect(items[1]?.changes).toEqual([{ field: 'roles', old: ['sales'], new: ['sales', 'operations'] }]);
    });

    it('T5: an event within a unit of work goes with it, when that fails', async () => {
      const count = async () => Number((await house.get(Database).read<{ n: number }>("SELECT COUNT(*) AS `n` FROM `audit` WHERE `action` = 'data.reveal'"))[0]?.n);
      const failed = as(SYSTEM, () => house.get(UnitOfWork).run(async () => {
        await house.get(Audit).event('data.reveal', { kind: 'team', id: newId() });
        throw new Error('no');
      })); // prettier-ignore
      await expect(failed).rejects.toThrow('no');
      expect(await count()).toBe(0);
      await as(SYSTEM, () => house.get(Audit).event('data.reveal', { kind: 'team', id: newId() }));
      expect(await count()).toBe(1);
    });
  });
});
