import { randomBytes } from 'node:crypto';
import { BlockList, isIP } from 'node:net';
import { Injectable } from '@nestjs/common';
import { Clock, currentContext, Database, fromStoredMoment, Invalid, newId, NotFound, reachOf, Records, recordTables, toStoredMoment, type Principal } from '#kernel/api';
import type { Reach } from '#kernel/model';
import { KEY_START, SCOPE_VERBS, type ApiKeyView, type NewApiKey } from '#accounts/model';
import { Principals } from './principals.service.ts';
import { hashOf } from './tokens.ts';

interface Row {
  readonly id: string;
  readonly userId: string;
  readonly name: string;
  readonly start: string;
  readonly scopes: string;
  readonly addresses: string | null;
  readonly createdAt: string;
  readonly until: string;
  readonly usedAt: string | null;
}
const YEAR_MS = 366 * 86_400_000;
const MINUTE_MS = 60_000;
const COLUMNS = '`id`, `userId`, `name`, `start`, `scopes`, `addresses`, `createdAt`, `until`, `usedAt`';

/** Keys by which other systems act for somebody: within the key's scopes, and within what its owner may do now. */
@Injectable()
export class ApiKeys {
  constructor(
    private readonly db: Database,
    private readonly kernel: Records,
    private readonly principals: Principals,
    private readonly clock: Clock,
  ) {}

  /** What a key may be good for. */
  scopes(): string[] {
    const closed = new Set(['user', 'team', 'role']);
    const kinds = recordTables().map(({ info }) => info.name).filter((kind) => !closed.has(kind));
    return [...kinds.flatMap((kind) => Object.keys(SCOPE_VERBS).map((verb) => `${kind}.${verb}`)), 'metrics.read'];
  }
  async of(userId: string): Promise<ApiKeyView[]> {
    const rows = await this.db.read<Row>(`SELECT ${COLUMNS} FROM \`api_key\` WHERE \`userId\` = ? AND \`revokedAt\` IS NULL ORDER BY \`id\``, [userId]);
    return rows.map(viewOf);
  }

  /** Makes a key; it is answered this once and kept as a hash. Throws Invalid. */
  async make(userId: string, { name, scopes, until, ...rest }: NewApiKey): Promise<{ key: string; view: ApiKeyView }> {
    const addresses = rest.addresses ?? [];
    const now = this.clock.now();
    const end = Date.parse(`${until}T23:59:59.999Z`);
    const known = this.scopes();
    const odd = scopes.findIndex((scope) => !known.includes(scope));
    const bad = addresses.findIndex((address) => !isNetwork(address));
    if (scopes.length === 0 || odd >= 0) throw new Invalid([{ pointer: odd < 0 ? '/scopes' : `/scopes/${odd}`, code: odd < 0 ? 'required' : 'choice' }]);
    if (bad >= 0) throw new Invalid([{ pointer: `/addresses/${bad}`, code: 'address' }]);
    if (end < now.getTime() || end > now.getTime() + YEAR_MS) throw new Invalid([{ pointer: '/until', code: 'key-end' }]);
    const key = `${KEY_START}${randomBytes(32).toString('base64url')}`;
    const row: Row = {
      id: newId(), userId, name, start: key.slice(0, 8), scopes: JSON.stringify(scopes), addresses: addresses.length > 0 ? JSON.stringify(addresses) : null,
      createdAt: toStoredMoment(now.toISOString()), until: toStoredMoment(new Date(end).toISOString()), usedAt: null,
    }; // prettier-ignore
    await this.kernel.work.run(async () => {
      await this.db.write(`INSERT INTO \`api_key\` (${COLUMNS}, \`hash\`) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, [...Object.values(row), hashOf(key)]);
      this.kernel.audit.note('user.key', 'user', userId, [{ field: 'key', old: null, new: { name, scopes } }]);
    });
    return { key, view: viewOf(row) };
  }
  /** Makes a key void. Throws NotFound. */
  async revoke(userId: string, id: string): Promise<void> {
    await this.kernel.work.run(async () => {
      const statement = 'UPDATE `api_key` SET `revokedAt` = ? WHERE `id` = ? AND `userId` = ? AND `revokedAt` IS NULL';
      const { affected } = await this.db.write(statement, [toStoredMoment(this.clock.now().toISOString()), id, userId]);
      if (affected !== 1) throw new NotFound();
      this.kernel.audit.note('user.key', 'user', userId, [{ field: 'key', old: id, new: null }]);
    });
  }

  /** Who acts by a key: its owner, with no more than its scopes; null for a key that is none, is over, or comes from elsewhere. */
  async principalOf(key: string): Promise<Principal | null> {
    const now = this.clock.now();
    const [row] = await this.db.read<Row>(`SELECT ${COLUMNS} FROM \`api_key\` WHERE \`hash\` = ? AND \`revokedAt\` IS NULL AND \`until\` > ?`, [hashOf(key), toStoredMoment(now.toISOString())]);
    if (!row || !within(row.addresses, currentContext()?.address ?? '')) return null;
    const owner = await this.principals.of(row.userId);
    if (!owner) return null;
    if (!row.usedAt || now.getTime() - Date.parse(fromStoredMoment(row.usedAt)) > MINUTE_MS) await this.touch(row.id, now);
    return { ...owner, grants: narrowed(owner, JSON.parse(row.scopes) as string[]), keyId: row.id };
  }
  private async touch(id: string, now: Date): Promise<void> {
    await this.kernel.work.run(() => this.db.write('UPDATE `api_key` SET `usedAt` = ? WHERE `id` = ?', [toStoredMoment(now.toISOString()), id]));
  }
}

/** The owner's rights, where a scope covers them; catalogues a record refers to may be read with it. */
function narrowed(owner: Principal, scopes: readonly string[]): Record<string, Reach> {
  const covered = scopes.flatMap((scope) => {
    const [kind = '', verb = ''] = scope.split('.');
    return (SCOPE_VERBS[verb as keyof typeof SCOPE_VERBS] ?? []).map((one) => `${kind}.${one}`);
  });
  return Object.fromEntries(covered.flatMap((permission) => {
    const reach = reachOf(permission, owner);
    return reach ? [[permission, reach]] : [];
  })); // prettier-ignore
}

function viewOf({ id, name, start, scopes, addresses, createdAt, until, usedAt }: Row): ApiKeyView {
  const parsed = (text: string | null) => (text === null ? [] : (JSON.parse(text) as string[]));
  return { id, name, start, scopes: parsed(scopes), addresses: parsed(addresses), createdAt: fromStoredMoment(createdAt), until: fromStoredMoment(until), usedAt: usedAt && fromStoredMoment(usedAt) };
}

function isNetwork(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const family = isIP(address);
  const width = family === 4 ? 32 : 128;
  return family > 0 && rest.length === 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= width));
}
function within(stored: string | null, peer: string): boolean {
  if (stored === null) return true;
  const list = new BlockList();
  for (const entry of JSON.parse(stored) as string[]) {
    const [address = '', bits] = entry.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    list.addSubnet(address, bits === undefined ? (family === 'ipv6' ? 128 : 32) : Number(bits), family);
  }
  const plain = peer.replace(/^::ffff:/, '');
  return isIP(plain) > 0 && list.check(plain, isIP(plain) === 6 ? 'ipv6' : 'ipv4');
}
