import { describe, expect, it } from 'vitest';
import { anotherInstance, onEachDatabase } from '#house';
import { Metrics } from './metrics.service.ts';

const TOKEN = 'collector-collector-collector';

describe('metrics', () => {
  onEachDatabase((house) => {
    const read = async (authorization?: string) => house.app.inject({ method: 'GET', url: '/metrics', headers: authorization ? { authorization } : {} });

    it('B12: are for nobody who holds neither the secret nor the right', async () => {
      const [root, ann, operator] = [await house.person('Root', ['administrator']), await house.person('Ann', ['sales']), await house.person('Op', ['operations'])];
      expect([(await read()).statusCode, (await read(`Bearer ${await house.token(ann)}`)).statusCode, (await read(`Bearer ${await house.token(operator)}`)).statusCode]).toEqual([401, 403, 200]);
      const until = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
      const { body } = await house.request(root, 'POST', '/me/keys', { name: 'Prometheus', scopes: ['metrics.read'], addresses: [], until });
      expect((await read(`Bearer ${body.key}`)).statusCode).toBe(200);
      expect((await house.app.inject({ method: 'GET', url: '/api/v1/health', headers: { authorization: `Bearer ${body.key}` } })).statusCode).toBe(403);
    });

    it('B12: open to their secret at their address alone', async () => {
      const app = await anotherInstance(house, { METRICS_TOKEN: TOKEN });
      const status = async (url: string, secret = TOKEN) => (await app.inject({ method: 'GET', url, headers: { authorization: `Bearer ${secret}` } })).statusCode;
      expect([await status('/metrics'), await status('/metrics', `${TOKEN}x`), await status('/api/v1/health'), await status('/api/v1/people'), await status('/api/v1/metrics')]).toEqual([200, 401, 401, 401, 404]);
      await app.close();
    });

    it('tell requests by route and class, statements, connections, jobs, events, mails, keys and health', async () => {
      const root = await house.person('Root', ['administrator']);
      await house.request(root, 'GET', '/customers');
      await house.request(root, 'GET', '/customers/019378f0-0000-7000-8000-000000000001');
      const text = await house.get(Metrics).text();
      const told = [
        'rapport_http_request_duration_seconds_count{method="GET",route="/api/v1/customers",status="2xx"}', 'route="/api/v1/customers/:id",status="4xx"', 'rapport_database_statement_duration_seconds_bucket{le="0.001",verb="read"}',
        'rapport_jobs{state="queued"}', 'rapport_jobs_oldest_seconds', 'rapport_outbox{state="waiting"}', 'rapport_mail{state="waiting"}', 'rapport_key_uses{key="personal-1"}', 'rapport_health_state{line="disk"}',
        'process_resident_memory_bytes', 'nodejs_eventloop_lag_seconds', 'rapport_build_info{version=', 'rapport_metrics_untold 0',
      ]; // prettier-ignore
      expect(told.filter((name) => !text.includes(name))).toEqual([]);
      expect(text.includes('rapport_database_connections{state="free"}')).toBe(house.kind === 'mariadb');
      expect(text).not.toContain('019378f0');
    });
  });
});
