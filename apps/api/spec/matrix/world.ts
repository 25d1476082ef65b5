import { JwtService } from '@nestjs/jwt';
import { PASSWORD, type House } from '#house';
import { Principals, RoleService, UserService } from '#accounts/api';
import { ApiKeys } from '../../../../libs/accounts/api/api-keys.service.ts';
import { Totp } from '../../../../libs/accounts/api/totp.service.ts';
import { ContractApproval, ContractLife } from '#contracts/api';
import { as, Database, recordTables, SYSTEM, UnitOfWork, type Principal } from '#kernel/api';
import { VERBS, type Reach } from '#kernel/model';

/** Somebody, or something, that asks. */
export interface Asker {
  readonly name: string;
  /** Who they are to the server; null for those it must not know. */
  readonly principal: Principal | null;
  readonly headers: Readonly<Record<string, string>>;
}
/** Ids of one record of each kind, by the word in its address. */
export type Ids = Readonly<Record<string, string>>;
export interface World {
  readonly askers: readonly Asker[];
  /** Records of the person in the north, and of the one in the south. */
  readonly mine: Ids;
  readonly foreign: Ids;
  readonly asker: (name: string) => Asker;
}

const BUSINESS = ['customer', 'contact', 'opportunity', 'competitor', 'quote', 'contract', 'amendment', 'view'];
const STOCK = ['warehouse', 'stock', 'stock-entry', 'stock-reservation', 'stock-count'];
const CATALOGUE = ['product', 'category', 'price-book', 'price-entry', 'pipeline', 'stage', 'contract-template', ...STOCK, 'currency-rate'];
const verbs = [...VERBS, 'link', 'reopen'];
const grantsOf = (reach: Reach, more: readonly string[] = []) => [
  ...BUSINESS.flatMap((kind) => verbs.filter((verb) => verb !== 'reopen' || kind === 'opportunity').filter((verb) => verb !== 'link' || kind === 'contact').filter((verb) => kind !== 'view' || ['read', 'create', 'update', 'delete'].includes(verb)).map((verb) => `${kind}.${verb}`)),
  ...more,
].map((permission) => ({ permission, reach })); // prettier-ignore
const reading = CATALOGUE.map((kind) => ({ permission: `${kind}.read`, reach: 'all' as const }));

/** Two teams that must not see each other, everybody who may knock at the door, and records of both. */
export async function buildWorld(house: House): Promise<World> {
  const [north, south] = [await house.team('North'), await house.team('South')];
  const role = (key: string, reach: Reach, more: readonly string[] = []) =>
    as(SYSTEM, () => house.get(RoleService).add({ key, name: key, clearance: 3, grants: [...grantsOf(reach, more), ...reading], fields: [] }));
  await role('m-own', 'own', ['report.read']);
  await role('m-team', 'team', ['report.read']);
  await role('m-all', 'all', ['report.read', 'view.share']);
  const [root, mine, far] = [await house.person('Root', ['administrator']), await house.person('Mine', ['m-own'], north), await house.person('Far', ['m-team'], south)];
  const shared = await common(house, root);
  const ids = { mine: { ...shared, ...(await recordsOf(house, mine)) }, foreign: { ...shared, ...(await recordsOf(house, far)) } };
  const people: [string, Principal][] = [
    ['no role', await house.person('None', [])], ['own', mine], ['team', await house.person('Team', ['m-team'], north)], ['other team', far],
    ['all', await house.person('All', ['m-all'], north)], ['read-only', await house.person('Reader', ['read-only'], north)], ['administrator', root],
  ]; // prettier-ignore
  const { key } = await as(mine, () => house.get(ApiKeys).make(mine.id as string, { name: 'Machine', scopes: ['product.read'], addresses: [], until: new Date(Date.now() + 86_400_000).toISOString().slice(0, 10) }));
  const machine: Asker = { name: 'key without scope', principal: await house.get(ApiKeys).principalOf(key), headers: { authorization: `Bearer ${key}` } };
  const known: Asker[] = [];
  for (const [name, principal] of people) known.push({ name, principal, headers: { authorization: `Bearer ${await house.token(principal)}` } });
  const askers = [...(await nobodies(house, mine)), ...known, machine];
  return { askers, ...ids, asker: (name) => askers.find((one) => one.name === name) as Asker };
}

/** Those who must be nobody to the server, whatever they carry. */
async function nobodies(house: House, mine: Principal): Promise<Asker[]> {
  const token = await house.token(mine);
  const { sub, sid } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { sub: string; sid: string };
  const header = JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString());
  const expired = house.get(JwtService).sign({ sub, sid }, { header, algorithm: 'ES256', expiresIn: -10, notBefore: -20, issuer: 'rapport', audience: 'rapport-api' });
  const gone = await house.person('Gone', ['administrator']);
  const disabled = await house.token(gone);
  await as(SYSTEM, () => house.get(UserService).change(gone.id as string, 'update', null, (user) => user.deactivate()));
  house.get(Principals).forget();
  const bearer = (name: string, value: string): Asker => ({ name, principal: null, headers: { authorization: `Bearer ${value}` } });
  return [
    { name: 'anonymous', principal: null, headers: {} },
    bearer('expired', expired),
    bearer('pending factor', await halfWay(house)),
    bearer('disabled', disabled),
  ];
}

/** What somebody holds who has passed the first step of signing in and not the second. */
async function halfWay(house: House): Promise<string> {
  const person = await house.person('Half', ['administrator']);
  const username = await house.letSignIn(person);
  await as(person, () => house.get(Totp).begin(person.id as string, username));
  await as(person, () => house.get(UnitOfWork).run(() => house.get(Database).write('UPDATE `totp` SET `secret` = `pending` WHERE `userId` = ?', [person.id])));
  return (await house.request(null, 'POST', '/auth/login', { username, password: PASSWORD })).body.factor.token as string;
}

/** What belongs to nobody in particular. */
async function common(house: House, root: Principal): Promise<Ids> {
  const made = async (path: string, body: object) => (await house.request(root, 'POST', path, body)).body.id as string;
  const pipelines = (await house.request(root, 'GET', '/pipelines')).body.items[0].id as string;
  const stages = (await house.request(root, 'GET', `/stages?pipelineId=${pipelines}`)).body.items[1].id as string;
  const users = await house.person('Someone', []);
  const products = await made('/products', { code: 'P', name: 'P', price: 1, currency: 'CNY', onSale: true });
  const goods = await made('/products', { code: 'G', name: 'G', price: 1, currency: 'CNY', onSale: true, stocking: 'strict' });
  const warehouses = await made('/warehouses', { name: 'Spare', active: true });
  await house.request(root, 'POST', '/stock/receive', { warehouseId: warehouses, lines: [{ productId: goods, quantity: 1000 }] });
  const stock = (await house.request(root, 'GET', `/stock?warehouseId=${warehouses}`)).body.items[0].id as string;
  const books = await made('/price-books', { name: 'Prices', kind: 'list', currency: 'CNY', active: true });
  return {
    pipelines, stages, users: users.id as string, teams: await house.team('Spare'), categories: await made('/categories', { name: 'C' }),
    'currency-rates': await made('/currency-rates', { currency: 'USD', validOn: '2026-01-01', rate: 700_000_000 }), warehouses, stock, 'stock-counts': await made('/stock-counts', { name: 'Count', warehouseId: warehouses }),
    products, 'price-books': books, 'price-entries': await made('/price-entries', { priceBookId: books, productId: products, minQuantity: 0, price: 1 }),
    'contract-templates': await made('/contract-templates', { name: 'T', terms: 'T', active: true }), roles: await made('/roles', { key: 'spare', name: 'Spare', clearance: 0, grants: [], fields: [] }),
  }; // prettier-ignore
}

/** A customer and what hangs on it, a view, an import, an export and work on many records. */
async function recordsOf(house: House, who: Principal): Promise<Ids> {
  const made = async (path: string, body: object, method = 'POST') => {
    const answer = await house.request(who, method, path, body);
    if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body.id as string;
  };
  const customers = await made('/customers', { name: 'Canary Ltd', kind: 'company', status: 'active' });
  const contacts = await made('/contacts', { name: 'Canary', customerId: customers });
  const competitors = await made('/competitors', { name: 'Canary', status: 'watched', tags: [] });
  const opportunities = await made('/opportunities', { name: 'Canary', customerId: customers, amount: 100 });
  const quotes = await made('/quotes', { name: 'Canary', customerId: customers });
  const contracts = await made('/contracts', { name: 'Canary', customerId: customers, amount: 100 });
  const amendments = await amended(house, who, contracts, made);
  const links = (await house.request(who, 'GET', `/contacts/${contacts}/links`)).body.items[0].id as string;
  const views = await made('/views', { list: 'customers', name: 'Canary', address: 'status=active', shared: false });
  const exports = await made('/exports', { kind: 'customer', format: 'csv', columns: ['name'], ids: [] });
  const bulk = await made('/bulk', { kind: 'customer', action: 'tag', tags: ['seen'], ids: [customers] });
  const reader = await house.person('Guest', []);
  await house.request(who, 'POST', '/shares', { kind: 'customer', recordId: customers, userId: reader.id, may: 'read' });
  const shares = (await house.request(who, 'GET', `/shares?kind=customer&recordId=${customers}`)).body.items[0].id as string;
  await settled(house);
  const run = await upload(house, who);
  for (const phase of ['check', 'run']) {
    await made(`/imports/${run}/${phase}`, {});
    await settled(house);
  }
  const imports = await upload(house, who);
  const mappings = (await house.request(who, 'GET', `/imports/${imports}/mappings`)).body.items[0].id as string;
  return { customers, contacts, competitors, opportunities, quotes, contracts, amendments, links, views, exports, bulk, shares, imports, mappings };
  const documents = (await upload(house, who, `/documents?kind=customer&recordId=${customers}`)) as string;
  return { customers, contacts, competitors, opportunities, contracts, amendments, links, views, exports, bulk, shares, imports, mappings, documents };
}

/** Takes a contract into force, and begins its next version. */
async function amended(house: House, who: Principal, id: string, made: (path: string, body: object) => Promise<string>): Promise<string> {
  const { contract } = house.get(ContractApproval);
  await as(who, () => contract.begin(id, 1));
  await as(who, () => contract.decide(id, 'approved', {}));
  await as(who, () => house.get(ContractLife).send(id, 3));
  await as(who, () => house.get(ContractLife).sign(id, 4, { signer: 'Canary', signedOn: null, documentId: null }));
  return made('/amendments', { contractId: id, name: 'Canary' });
}

async function upload(house: House, who: Principal, path = '/imports?kind=customer'): Promise<string> {
  const payload = '--x\r\nContent-Disposition: form-data; name="kind"\r\n\r\ncustomer\r\n--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\nContent-Type: text/csv\r\n\r\nname\r\nCanary\r\n\r\n--x--\r\n';
  const answer = await house.app.inject({
    method: 'POST', url: `/api/v1${path}`, payload, headers: { authorization: `Bearer ${await house.token(who)}`, 'content-type': 'multipart/form-data; boundary=x' },
  }); // prettier-ignore
  if (answer.statusCode >= 300) throw new Error(answer.body);
  return answer.json().id;
}

/** Waits until no job is left to do. */
export async function settled(house: House): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const open = await house.get(Database).read("SELECT 1 FROM `job` WHERE `state` IN ('ready', 'running') LIMIT 1");
    if (open.length === 0) return;
    await new Promise((next) => setTimeout(next, 20));
  }
}

export const ownedKinds = (): string[] => recordTables().filter(({ info }) => info.owned).map(({ info }) => info.name);
