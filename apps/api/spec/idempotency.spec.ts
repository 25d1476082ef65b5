import { beforeAll, describe, expect, it } from 'vitest';
import { House, onEachDatabase } from '#house';
import { as, Clock, Database, Idempotency, newId, SYSTEM } from '#kernel/api';

type Person = Awaited<ReturnType<House['person']>>;

describe('a creating request with an Idempotency-Key', () => {
  onEachDatabase((house) => {
    let ann: Person;
    const key = () => ({ 'idempotency-key': newId() });
    const create = (name: string, headers: Record<string, string>, by = ann, at = house) => at.request(by, 'POST', '/customers', { name, kind: 'company', status: 'active' }, headers);
    const rows = async (name: string) => Number((await house.get(Database).read<{ n: number }>('SELECT COUNT(*) AS `n` FROM `customer` WHERE `name` = ?', [name]))[0]?.n);

    beforeAll(async () => {
      ann = await house.person('Ann', ['administrator']);
    });

    it('D5: creates once and answers the same again', async () => {
      const headers = key();
      const first = await create('Once', headers);
      const second = await create('Once', headers);
      expect([first.status, second.status]).toEqual([201, 201]);
      expect(second.body).toEqual(first.body);
      expect([second.headers['idempotency-replayed'], second.headers['etag']]).toEqual(['true', first.headers['etag']]);
      expect(await rows('Once')).toBe(1);
    });

    it('D5: is refused with 422 when the body is another one', async () => {
      const headers = key();
      await create('One', headers);
      const { status, body } = await create('Other', headers);
      expect([status, body.code]).toEqual([422, 'idempotency-key']);
      expect(await rows('Other')).toBe(0);
    });

    it('D5: is refused with 409 while the first one is under way', async () => {
      const [first, second] = await Promise.all([house.get(Idempotency).once('x'.repeat(64), 'f', () => new Promise((done) => setTimeout(() => done(1), 50))), house.get(Idempotency).once('x'.repeat(64), 'f', () => Promise.resolve(2)).catch((error: unknown) => error)]);
      expect(first).toEqual({ answer: 1, again: false });
      expect(second).toMatchObject({ status: 409, code: 'in-flight' });
    });

    it('D5: counts for each person alone', async () => {
      const bob = await house.person('Bob', ['administrator']);
      const headers = key();
      expect((await create('Shared', headers)).body.id).not.toBe((await create('Shared', headers, bob)).body.id);
    });

    it('D5: may be sent again when it was refused', async () => {
      const headers = key();
      expect((await house.request(ann, 'POST', '/customers', { name: '' }, headers)).status).toBe(400);
      expect((await create('Later', headers)).status).toBe(201);
    });

    it('D5: leaves neither a record nor a key behind when it fails', async () => {
      const id = newId();
      const failed = house.get(Idempotency).once(id, 'f', async () => {
        await as(SYSTEM, () => house.get(Database).write('UPDATE `setting` SET `value` = `value`'));
        throw new Error('no');
      });
      await expect(failed).rejects.toThrow('no');
      expect(await house.get(Database).read('SELECT 1 FROM `idempotency` WHERE `id` = ?', [id])).toEqual([]);
    });

    it('D5: keeps its answer where nobody can read it', async () => {
      await house.request(ann, 'POST', '/contacts', { name: 'Canary', phones: ['13800138000'] }, key());
      const stored = JSON.stringify(await house.get(Database).read('SELECT * FROM `idempotency`'));
      expect(stored).not.toContain('Canary');
      expect(stored).not.toContain('13800138000');
    });

    it('D5: is forgotten after a day', async () => {
      const headers = key();
      await create('Daily', headers);
      const clock = house.get(Clock);
      const now = clock.now;
      clock.now = () => new Date(Date.now() + 25 * 3_600_000);
      try {
        expect(await house.get(Idempotency).sweep()).toBeGreaterThan(0);
      } finally {
        clock.now = now;
      }
      expect((await create('Daily', headers)).status).toBe(201);
      expect(await rows('Daily')).toBe(2);
    });

    it('D5: creates one row when fifty of them reach two instances at once, and one that outlives its answer', async () => {
      const twin = new House(house.kind);
      await twin.join(house);
      const headers = key();
      const answers = await Promise.all(Array.from({ length: 50 }, (_, index) => create('Fifty', headers, ann, index % 2 ? twin : house)));
      const created = answers.filter(({ status }) => status === 201);
      expect(answers.filter(({ status }) => status !== 201 && status !== 409)).toEqual([]);
      expect(new Set(created.map(({ body }) => body.id)).size).toBe(1);
      expect(await rows('Fifty')).toBe(1);
      const after = await create('Fifty', headers, ann, twin);
      expect(after.body.id).toBe(created[0]?.body.id);
      await twin.app.close();
    });

    it('D5: takes an upload once', async () => {
      const form = (name: string) => `--b\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\ncontent-type: text/csv\r\n\r\nname\r\n${name}\r\n--b--\r\n`;
      const headers = key();
      const send = async (name: string) => house.app.inject({
        method: 'POST', url: '/api/v1/imports?kind=customer', payload: form(name),
        headers: { authorization: `Bearer ${await house.token(ann)}`, 'content-type': 'multipart/form-data; boundary=b', ...headers },
      }); // prettier-ignore
      const first = (await send('A')).json();
      expect((await send('A')).json().id).toBe(first.id);
      expect((await send('B')).statusCode).toBe(422);
    });
  });
});
