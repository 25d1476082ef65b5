import { describe, expect, it } from 'vitest';
import { hostname } from 'node:os';
import { onEachDatabase, PASSWORD } from '#house';
import { Database } from '#kernel/api';
import { SlowStatements } from './slow-statements.ts';

/** What stands in records, settings and requests, and must stand nowhere in a file for strangers. */
const CANARY = 'Kanarienvogel';

describe('the support bundle', () => {
  onEachDatabase((house) => {
    it('B12: holds nothing personal and no secret, and what whoever helps needs', async () => {
      const root = await house.person(CANARY, ['administrator']);
      await house.letSignIn(root);
      process.env['SETUP_TOKEN'] = `${CANARY}-setup-token-setup-token-setup`;
      const phone = '+8613911112222';
      await house.request(root, 'POST', '/customers', { name: `${CANARY} Ltd`, kind: 'company', status: 'active', phones: [phone], emails: [`${CANARY}@example.com`], tags: [CANARY] });
      await house.request(root, 'PUT', '/mail-settings', { host: `${CANARY}.example.com`, port: 25, security: 'starttls', username: CANARY, password: `${CANARY}-secret`, sender: `${CANARY}@example.com` });
      await house.request(root, 'PUT', '/alerts', { recipients: [`${CANARY}@example.com`], webhook: `https://${CANARY}.example.com/hook?token=${CANARY}` });
      await house.request(root, 'GET', `/customers?q=${CANARY}`);
      await house.request(null, 'POST', '/auth/login', { username: CANARY, password: PASSWORD });
      house.get(SlowStatements).note(5000, `SELECT * FROM \`customer\` WHERE \`name\` = '${CANARY}' AND \`n\` = 13911112222`);
      const { status, body } = await house.request(root, 'GET', '/health/support-bundle');
      delete process.env['SETUP_TOKEN'];
      const text = JSON.stringify(body);
      const secrets = [CANARY, phone, '13911112222', PASSWORD, house.folder, house.url, root.id as string, hostname(), new URL(house.url.replace('sqlite:', 'file://')).pathname.split('/').at(-1) as string];
      expect(secrets.filter((one) => text.toLowerCase().includes(one.toLowerCase()))).toEqual([]);
      expect(status).toBe(200);
      expect(body).toMatchObject({ rapport: 'support bundle', database: { kind: house.kind }, migrations: { pending: [] }, settings: expect.arrayContaining(['SETUP_TOKEN']) });
      expect([body.slowStatements[0].text, body.health.lines.length > 8, 'customer' in body.tables]).toEqual(["SELECT * FROM `customer` WHERE `name` = '…' AND `n` = …", true, true]);
      const [{ n }] = (await house.get(Database).read<{ n: number }>('SELECT COUNT(*) AS `n` FROM `migration`')) as [{ n: number }];
      expect(body.migrations.applied).toHaveLength(Number(n));
    });

    it('B12: is for those who run the installation alone', async () => {
      const [ann, operator] = [await house.person('Ann', ['sales-manager']), await house.person('Op', ['operations'])];
      const codes = async (path: string) => Promise.all([null, ann, operator].map(async (who) => (await house.request(who, 'GET', path)).status));
      expect([await codes('/health/support-bundle'), await codes('/health'), await codes('/alerts')]).toEqual([[401, 403, 200], [401, 403, 200], [401, 403, 200]]);
    });
  });
});
