import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Authority, FakeProvider, House, SmtpSink, type Certificate } from '#house';
import { connectionOptions, Database, type Principal } from '#kernel/api';
import { createApplication } from '../src/application.ts';
import { readConfig } from '../src/config.ts';
import { startFault, trustOutward } from '../src/outward.ts';
import { unsafeDatabase, unsafeSettings } from '../src/production.ts';
import { startMariadb } from '../../../tools/database/mariadb.mjs';

const ours = new Authority();
const GOOD = ours.issue({ names: ['localhost'] });
const BAD: readonly (readonly [string, Certificate])[] = [
  ['of another name', ours.issue({ names: ['mail.example.com'] })], ['that has expired', ours.issue({ names: ['localhost'], days: -1 })],
  ['that vouches for itself', Authority.selfSigned({ names: ['localhost'] })], ['of a strange authority', new Authority('Strangers').issue({ names: ['localhost'] })],
]; // prettier-ignore
/** What the start says of them, of a database. */
const LINES = ['shows a certificate of another name', 'shows a certificate that has expired', 'shows a certificate of an unknown authority', 'shows a certificate of an unknown authority'];
/** What is older than TLS 1.2 asks its library for permission to be that weak. */
const OLD = { ...GOOD, minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1', ciphers: 'ALL:@SECLEVEL=0' } as const;

describe('whoever this server calls', () => {
  const house = new House('sqlite');
  let root: Principal;
  beforeAll(async () => {
    await house.start();
    const file = join(house.folder, 'authorities.pem');
    writeFileSync(file, `Ours\n${ours.pem}`);
    trustOutward({ CA_FILE: file });
    root = await house.person('Root', ['administrator']);
  });
  afterAll(() => house.stop());

  describe('a mail server', () => {
    const post = async (way: 'none' | 'tls' | 'starttls', secure: object, settings: object = {}) => {
      const sink = new SmtpSink(way, secure);
      const port = await sink.start();
      await house.request(root, 'PUT', '/mail-settings', { host: 'localhost', port, security: way, username: null, password: null, sender: 'crm@example.com', ...settings });
      const { status, body } = await house.request(root, 'POST', '/mail-settings/test', { to: 'root@example.com' });
      await sink.stop();
      return [status, body.params?.reason, sink.received.length];
    };

    it.each(['tls', 'starttls'] as const)('C11: with %s gets mails when its certificate is right', async (way) => {
      expect(await post(way, GOOD)).toEqual([204, undefined, 1]);
    });
    it.each(BAD.flatMap(([what, certificate]) => (['tls', 'starttls'] as const).map((way) => [way, what, certificate] as const)))('C11: with %s and a certificate %s gets none', async (way, _, certificate) => {
      expect(await post(way, certificate)).toEqual([422, expect.stringMatching(/certificate|altnames/), 0]);
    });
    it('C11: that speaks nothing newer than TLS 1.1, or no TLS at all, gets none', async () => {
      expect(await post('tls', OLD)).toEqual([422, expect.any(String), 0]);
      expect(await post('none', {}, { security: 'starttls' })).toEqual([422, expect.any(String), 0]);
    });
    it('C11: on another machine is not set up without TLS', async () => {
      for (const host of ['mail.example.com', '192.168.1.7', 'localhost.example.com', '127.0.0.1.example.com']) {
        const { status, body } = await house.request(root, 'PUT', '/mail-settings', { host, port: 25, security: 'none', username: null, password: null, sender: 'crm@example.com' });
        expect([host, status, body.code]).toEqual([host, 422, 'mail-in-clear']);
      }
    });
  });

  describe('a sign-in provider', () => {
    const begin = async (provider: FakeProvider) => {
      await provider.start();
      const saved = await house.request(root, 'PUT', '/provider-settings', { issuer: provider.issuer, clientId: 'rapport', clientSecret: 'provider-secret', name: 'Company' });
      const { status, body } = await house.request(null, 'POST', '/auth/sso/start', {}, { 'x-rapport': '1' });
      await provider.stop();
      return [saved.status, status, body.code];
    };

    it('C11: is asked when its certificate is right', async () => {
      expect(await begin(new FakeProvider(GOOD))).toEqual([200, 200, undefined]);
    });
    it.each([...BAD, ['of TLS 1.1', OLD] as const])('C11: is not asked with a certificate %s', async (_, certificate) => {
      expect(await begin(new FakeProvider(certificate))).toEqual([200, 422, 'provider-unreachable']);
    });
    it('C11: is not asked when it names an address of plain http', async () => {
      for (const says of [{ token_endpoint: 'http://id.example.com/token' }, { jwks_uri: 'http://id.example.com/jwks' }, { authorization_endpoint: 'http://id.example.com/authorize' }]) {
        for (const provider of [new FakeProvider(), new FakeProvider(GOOD)]) expect(await begin(Object.assign(provider, { says }))).toEqual([200, 422, 'provider-unreachable']);
      }
    });
    it('C11: on another machine is not set up without TLS', async () => {
      for (const issuer of ['http://id.example.com', 'http://localhost.example.com', 'http://127.0.0.1.example.com/', 'http://127.0.0.1@example.com', 'http://localhost:80@example.com', 'https://u:p@id.example.com', 'ftp://localhost']) {
        expect([issuer, (await house.request(root, 'PUT', '/provider-settings', { issuer, clientId: 'rapport', clientSecret: null, name: 'Company' })).status]).toEqual([issuer, 400]);
      }
    });
  });

  describe('a database', () => {
    let server: Awaited<ReturnType<typeof startMariadb>>;
    const file = (name: string) => join(house.folder, name);
    const show = ({ cert, key }: Certificate) => {
      writeFileSync(file('db.crt'), cert);
      writeFileSync(file('db.key'), key);
    };
    const settings = (more: object = {}) => readConfig({ DATABASE_URL: server.url.replace('127.0.0.1', 'localhost').replace(/$/, 'mysql'), DATABASE_TLS: 'on', ...more });
    const says = (config = settings()) => unsafeDatabase(config).then(() => 'connected', (error: unknown) => startFault(error, config));
    const tell = async (statement: string) => {
      const connection = await createConnection(server.url.replace('mariadb', 'mysql'));
      await connection.query(statement);
      await connection.end();
    };
    beforeAll(async () => {
      show(GOOD);
      server = await startMariadb({ options: [`--ssl-cert=${file('db.crt')}`, `--ssl-key=${file('db.key')}`] });
    });
    afterAll(() => server.stop());

    it('C11: is used when its certificate is right, by TLS 1.2 or later on every connection', async () => {
      await tell('CREATE DATABASE safe CHARACTER SET utf8mb4');
      const app = await createApplication(readConfig({ DATABASE_URL: settings().databaseUrl.replace(/mysql$/, 'safe'), DATABASE_TLS: 'on', DATA_DIR: house.folder, LOG_LEVEL: 'silent', ALLOW_INSECURE_COOKIES: '1' }));
      const rows = await app.get(Database, { strict: false }).read<{ v: string; n: string }>("SELECT s.`variable_value` AS `v`, COUNT(*) AS `n` FROM information_schema.session_status s WHERE s.`variable_name` = 'SSL_VERSION' GROUP BY s.`variable_value`");
      await app.close();
      expect(rows[0]?.v).toMatch(/^TLSv1\.[23]$/);
    });
    it.each(BAD.map(([what, certificate], at) => [what, LINES[at], certificate] as const))('C11: is refused with a certificate %s: %s', async (_, line, certificate) => {
      show(certificate);
      await tell('FLUSH SSL');
      expect(await says()).toMatch(new RegExp(`^The database localhost ${line}[^\\n]*$`));
      show(GOOD);
      await tell('FLUSH SSL');
      expect(await says()).toBe('connected');
    });
    it('C11: is refused when it offers no TLS, or stands under an address instead of a name', async () => {
      const plain = readConfig({ DATABASE_URL: (process.env['TEST_MARIADB_URL'] ?? '').replace('127.0.0.1', 'localhost'), DATABASE_TLS: 'on' });
      expect(await says(plain)).toMatch(/^The database localhost offers no TLS[^\n]*$/);
      expect(await says(readConfig({ DATABASE_URL: server.url, DATABASE_TLS: 'on' }))).toMatch(/^The database is to be named [^\n]*127\.0\.0\.1\.$/);
    });
    it('C11: on another machine is never spoken to in clear', async () => {
      const ssl = (environment: Record<string, string>) => (connectionOptions(readConfig({ DATA_DIR: house.folder, ...environment }).database) as { ssl?: object }).ssl;
      const checked = { minVersion: 'TLSv1.2', rejectUnauthorized: true, verifyIdentity: true };
      expect(ssl({ DATABASE_URL: 'mariadb://u:p@db.example.com/r' })).toEqual(checked);
      expect(ssl({ DATABASE_URL: 'mariadb://u:p@localhost/r', DATABASE_REPLICA_URLS: 'mariadb://u:p@db2.example.com/r' })).toEqual(checked);
      expect([ssl({ DATABASE_URL: 'mariadb://u:p@localhost/r' }), ssl({})]).toEqual([undefined, undefined]);
      const unsafe = (environment: Record<string, string>) => unsafeSettings(readConfig({ DATA_DIR: '/nowhere', ...environment }), environment);
      expect(unsafe({ DATABASE_URL: 'mariadb://u:p@db.example.com/r', DATABASE_TLS: 'off' })).toEqual([expect.stringMatching(/^DATABASE_TLS=off would send everything to db\.example\.com in clear text/)]);
      expect(unsafe({ DATABASE_URL: 'mariadb://u:p@127.0.0.1/r', DATABASE_TLS: 'off' })).toEqual([]);
      expect(unsafe({ NODE_TLS_REJECT_UNAUTHORIZED: '0' })).toEqual([expect.stringMatching(/takes any certificate/)]);
    });
    it('C11: on this machine can be reached by its socket, and needs no network', async () => {
      expect(await says(readConfig({ DATABASE_URL: 'mariadb://root@db.example.com/mysql', DATABASE_SOCKET: server.socketPath }))).toBe('connected');
    });
  });

  it('C11: needs a file of authorities that holds some', () => {
    writeFileSync(join(house.folder, 'empty.pem'), 'nothing');
    expect(() => trustOutward({ CA_FILE: join(house.folder, 'empty.pem') })).toThrow(/holds no certificate in PEM\.$/);
    expect(() => readConfig({ CA_FILE: '/nowhere.pem' })).toThrow(/^CA_FILE: .* does not exist/);
  });
});
