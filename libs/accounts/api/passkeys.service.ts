import { Injectable } from '@nestjs/common';
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { Clock, Database, fromStoredMoment, Installation, newId, NotFound, Rejected, toStoredMoment, UnitOfWork, Workspace } from '#kernel/api';
import type { PasskeyView } from '#accounts/model';
import { hashOf } from './tokens.ts';
import { WaitingRoom } from './waiting.service.ts';

interface Row {
  readonly id: string;
  readonly userId: string;
  readonly credential: string;
  readonly counter: number;
  readonly name: string;
  readonly createdAt: string;
  readonly usedAt: string | null;
}
interface Credential {
  readonly id: string;
  readonly publicKey: string;
  readonly transports: string[];
}

/** Loaded when the first passkey is met: it is large, and many never have one. */
const webauthn = () => import('@simplewebauthn/server');

/** Passkeys: keys in a device or a password manager that sign for this address alone. */
@Injectable()
export class Passkeys {
  constructor(
    private readonly db: Database,
    private readonly work: UnitOfWork,
    private readonly waiting: WaitingRoom,
    private readonly workspace: Workspace,
    private readonly installation: Installation,
    private readonly clock: Clock,
  ) {}

  async of(userId: string): Promise<PasskeyView[]> {
    const moment = (stored: string | null) => (stored === null ? null : fromStoredMoment(stored));
    return (await this.rows(userId)).map(({ id, name, createdAt, usedAt }) => ({ id, name, createdAt: fromStoredMoment(createdAt), usedAt: moment(usedAt) }));
  }

  /** What the browser needs to make a new one. */
  async beginNew(userId: string, username: string, name: string) {
    const known = (await this.rows(userId)).map(credentialOf);
    const options = await (await webauthn()).generateRegistrationOptions({
      rpName: (await this.workspace.settings()).name, rpID: this.host, userName: username, userDisplayName: name, userID: new Uint8Array(Buffer.from(userId)), attestationType: 'none',
      excludeCredentials: known.map(({ id, transports }) => ({ id, transports })), authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
    }); // prettier-ignore
    await this.waiting.put('new-passkey', userId, {}, options.challenge);
    return options;
  }
  /** Keeps the one the browser made. Throws Rejected. */
  async add(userId: string, name: string, sent: string): Promise<void> {
    const response = parsed<RegistrationResponseJSON>(sent);
    const challenge = challengeOf(response.response?.clientDataJSON);
    const asked = await this.waiting.take('new-passkey', challenge);
    if (asked?.userId !== userId) throw new Rejected('passkey-refused');
    const { verified, registrationInfo } = await (await webauthn()).verifyRegistrationResponse({ response, expectedChallenge: challenge, expectedOrigin: this.origin, expectedRPID: this.host }).catch(refuse);
    if (!verified || !registrationInfo) throw new Rejected('passkey-refused');
    const { id, publicKey, counter, transports = [] } = registrationInfo.credential;
    const credential: Credential = { id, publicKey: Buffer.from(publicKey).toString('base64url'), transports };
    const now = toStoredMoment(this.clock.now().toISOString());
    await this.work.run(() =>
      this.db.write('INSERT INTO `passkey` (`id`, `userId`, `credentialHash`, `credential`, `counter`, `name`, `createdAt`) VALUES (?, ?, ?, ?, ?, ?, ?)', [
        newId(), userId, hashOf(id), JSON.stringify(credential), counter, name, now,
      ]),
    ); // prettier-ignore
  }
  async remove(userId: string, id: string): Promise<void> {
    const { affected } = await this.work.run(() => this.db.write('DELETE FROM `passkey` WHERE `userId` = ? AND `id` = ?', [userId, id]));
    if (affected !== 1) throw new NotFound();
  }
  async removeAllOf(userId: string): Promise<void> {
    await this.work.run(() => this.db.write('DELETE FROM `passkey` WHERE `userId` = ?', [userId]));
  }

  /** A question any passkey of somebody may answer; of anybody, when nobody is named. */
  async ask(userId: string | null) {
    const known = userId ? (await this.rows(userId)).map(credentialOf) : [];
    const allow = userId ? { allowCredentials: known.map(({ id, transports }) => ({ id, transports })) } : {};
    const options = await (await webauthn()).generateAuthenticationOptions({ rpID: this.host, userVerification: 'required', ...allow });
    await this.waiting.put('passkey', userId, {}, options.challenge);
    return options;
  }
  /** Who answered the question; null for a wrong answer. Each question is good once. */
  async answer(sent: string, userId: string | null): Promise<string | null> {
    const response = parsed<AuthenticationResponseJSON>(sent);
    const challenge = challengeOf(response.response?.clientDataJSON);
    const asked = await this.waiting.take('passkey', challenge);
    if (!asked || asked.userId !== userId) return null;
    const [row] = await this.db.read<Row>('SELECT * FROM `passkey` WHERE `credentialHash` = ?', [hashOf(String(response.id))]);
    if (!row || (userId !== null && row.userId !== userId)) return null;
    const { id, publicKey } = credentialOf(row);
    const credential = { id, publicKey: new Uint8Array(Buffer.from(publicKey, 'base64url')), counter: Number(row.counter) };
    const outcome = await (await webauthn()).verifyAuthenticationResponse({ response, expectedChallenge: challenge, expectedOrigin: this.origin, expectedRPID: this.host, credential }).catch(() => null);
    if (!outcome?.verified) return null;
    const { newCounter } = outcome.authenticationInfo;
    const now = toStoredMoment(this.clock.now().toISOString());
    const { affected } = await this.work.run(() => this.db.write('UPDATE `passkey` SET `counter` = ?, `usedAt` = ? WHERE `id` = ? AND `counter` = ?', [newCounter, now, row.id, row.counter]));
    return affected === 1 ? row.userId : null;
  }

  private rows = (userId: string) => this.db.read<Row>('SELECT * FROM `passkey` WHERE `userId` = ? ORDER BY `id`', [userId]);
  private get origin(): string {
    return new URL(this.installation.publicUrl).origin;
  }
  private get host(): string {
    return new URL(this.installation.publicUrl).hostname;
  }
}

const credentialOf = ({ credential }: Row): Credential => JSON.parse(credential) as Credential;
const refuse = (): never => {
  throw new Rejected('passkey-refused');
};
function parsed<T>(sent: string): T {
  try {
    return JSON.parse(sent) as T;
  } catch {
    return refuse();
  }
}
function challengeOf(clientData: unknown): string {
  const { challenge } = parsed<{ challenge?: unknown }>(Buffer.from(String(clientData), 'base64url').toString());
  return typeof challenge === 'string' ? challenge : refuse();
}
