import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, describe } from 'vitest';
import { Passwords, Principals, SignInService, TeamService, UserService } from '#accounts/api';
import { as, newId, SYSTEM, type Principal } from '#kernel/api';
import { createApplication } from '../src/application.ts';
import { readConfig } from '../src/config.ts';
import { copyMariadb, copySqlite, dropMariadb } from './template.ts';
import { Truth } from './truth.ts';

export * from './certificates.ts';
export * from './fake-provider.ts';
export * from './instances.ts';
export * from './scale.ts';
export * from './smtp-sink.ts';

export interface Answer<T = any> {
  readonly status: number;
  readonly body: T;
  readonly headers: Record<string, unknown>;
}
export const PASSWORD = 'correct horse battery staple';

/** A whole, fresh Rapport on one database: real rows, real routes. */
export class House {
  app!: NestFastifyApplication;
  url = '';
  readonly folder = mkdtempSync(join(tmpdir(), 'rapport-house-'));
  private readonly tokens = new Map<string, Promise<string>>();
  /** The private MariaDB of the specs, or another one. */
  server = process.env['TEST_MARIADB_URL'] ?? '';
  private schema = '';
  private truth: Truth | null = null;

  constructor(readonly kind: 'sqlite' | 'mariadb') {}

  async start(): Promise<void> {
    this.url = await this.createDatabase();
    await this.open(this.folder);
  }
  /** Becomes a second instance on the database and the keys of another house. */
  async join({ url, folder, names }: House): Promise<void> {
    this.url = url;
    for (const [id, name] of names) this.names.set(id, name);
    await this.open(folder);
  }
  private async open(folder: string): Promise<void> {
    const environment = { DATABASE_URL: this.url, DATA_DIR: folder, LOG_LEVEL: 'silent', ALLOW_INSECURE_COOKIES: '1', SETUP_TOKEN: 'x'.repeat(40), REQUESTS_PER_MINUTE: '0' };
    this.app = await createApplication(readConfig(environment));
  }
  async stop(): Promise<void> {
    await this.app.close();
    if (this.schema) await dropMariadb(this.server, this.schema);
    rmSync(this.folder, { recursive: true, force: true });
  }

  get<T>(service: abstract new (...args: never[]) => T): T {
    return this.app.get(service as never, { strict: false });
  }

  /** A user of that role who can sign in, and the principal they are. */
  async person(name: string, roles: string[], primaryTeamId: string | null = null): Promise<Principal> {
    const users = this.get(UserService);
    const username = `${name.toLowerCase()}-${newId().slice(24)}`;
    const id = await as(SYSTEM, () => users.add({ name, username, roles, primaryTeamId }));
    await as(SYSTEM, () => users.change(id, 'update', null, (user) => user.activate(true)));
    this.names.set(id, username);
    return (await this.get(Principals).of(id)) as Principal;
  }
  readonly names = new Map<string, string>();

  team(name: string, parentId: string | null = null, headId: string | null = null): Promise<string> {
    return as(SYSTEM, () => this.get(TeamService).add({ name, parentId, headId }));
  }

  /** Gives somebody the password all people of tests have. */
  async letSignIn(person: Principal): Promise<string> {
    await this.get(Passwords).set(person.id as string, PASSWORD);
    return this.names.get(person.id as string) as string;
  }

  /** A request over HTTP as somebody who signed in, or as nobody. Throws when the answer is not what the API's document says. */
  async request(person: Principal | null, method: string, path: string, body?: object, headers: Record<string, string> = {}): Promise<Answer> {
    const authorization = person ? { authorization: `Bearer ${await this.token(person)}` } : {};
    const answer = await this.app.inject({
      method: method as 'GET',
      url: `/api/v1${path}`,
      headers: { ...authorization, ...headers },
      ...(body ? { payload: body } : {}),
    });
    const type = answer.headers['content-type']?.toString() ?? '';
    const json = type.includes('json') ? answer.json() : answer.body;
    this.truth ??= new Truth(this.app);
    const lie = this.truth.lieOf(method, `/api/v1${path}`, answer.statusCode, type, json);
    if (lie) throw new Error(`D1: ${lie}`);
    return { status: answer.statusCode, body: json, headers: answer.headers };
  }

  /** An access token of somebody, the same one however many ask for it at once. */
  token(person: Principal): Promise<string> {
    const id = person.id as string;
    const token = this.tokens.get(id) ?? this.signIn(person);
    this.tokens.set(id, token);
    return token;
  }
  /** A token of a new session, for whoever lost theirs. */
  freshToken(person: Principal): Promise<string> {
    this.tokens.delete(person.id as string);
    return this.token(person);
  }
  /** Tests are about what people do after they signed in, with a second factor. */
  private async signIn({ id }: Principal): Promise<string> {
    const proof = { userId: id as string, ways: 'password totp', strong: true, remembered: false, device: 'House' };
    const { tokens } = await this.get(SignInService).complete(proof, null, { agent: 'House', known: undefined });
    return tokens.accessToken;
  }

  /** A fresh database with every table; its address. */
  protected async createDatabase(): Promise<string> {
    if (this.kind === 'mariadb') return copyMariadb(this.server, (this.schema = `t${newId().replaceAll('-', '')}`));
    const file = join(this.folder, 'rapport.db');
    await copySqlite(this.server, file);
    return `sqlite:${file}`;
  }
}

/** Tells the same story on SQLite and on MariaDB. */
export function onEachDatabase(tell: (house: House) => void): void {
  describe.each(['sqlite', 'mariadb'] as const)('on %s', (kind) => {
    const house = new House(kind);
    beforeAll(() => house.start());
    afterAll(() => house.stop());
    tell(house);
  });
}
