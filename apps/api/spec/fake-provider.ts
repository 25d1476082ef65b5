import { createHash, createHmac, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TlsOptions } from 'node:tls';

type Claims = Record<string, unknown>;
/** How the next answer differs from a right one. */
export interface Lie {
  readonly claims?: Claims;
  readonly header?: Record<string, unknown>;
  readonly key?: KeyObject;
  readonly unsigned?: boolean;
  readonly hmac?: boolean;
  readonly noIdToken?: boolean;
}
const part = (of: object) => Buffer.from(JSON.stringify(of)).toString('base64url');

/** An OpenID Connect provider that says whatever a test wants it to say. */
export class FakeProvider {
  issuer = '';
  lie: Lie = {};
  /** What its document says otherwise. */
  says: object = {};
  who: Claims = { sub: 'ann' };
  private readonly pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
  readonly strange = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  private readonly codes = new Map<string, { nonce: string; challenge: string }>();
  private readonly server: Server;

  constructor(private readonly secure: TlsOptions | null = null) {
    const answers: RequestListener = (request, reply) => {
      const answer = (body: object, status = 200) => reply.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      if (request.url === '/.well-known/openid-configuration') return answer(this.metadata);
      if (request.url === '/jwks') return answer({ keys: [{ ...this.pair.publicKey.export({ format: 'jwk' }), kid: 'k1', alg: 'RS256', use: 'sig' }] });
      let text = '';
      request.on('data', (bytes) => (text += bytes));
      request.on('end', () => {
        const form = new URLSearchParams(text);
        const asked = this.codes.get(form.get('code') ?? '');
        this.codes.delete(form.get('code') ?? '');
        const challenge = createHash('sha256').update(form.get('code_verifier') ?? '').digest('base64url');
        if (!asked || asked.challenge !== challenge || form.get('client_secret') !== 'provider-secret') return answer({ error: 'invalid_grant' }, 400);
        answer({ access_token: 'a', token_type: 'Bearer', expires_in: 60, ...(this.lie.noIdToken ? {} : { id_token: this.idToken(asked.nonce) }) });
      });
    };
    this.server = secure ? createTlsServer(secure, answers) : createServer(answers);
  }
  async start(): Promise<void> {
    await new Promise<void>((ready) => this.server.listen(0, '127.0.0.1', ready));
    const { port } = this.server.address() as AddressInfo;
    this.issuer = this.secure ? `https://localhost:${port}` : `http://127.0.0.1:${port}`;
  }
  async stop(): Promise<void> {
    await new Promise((end) => this.server.close(end));
  }

  /** What the browser brings back from the address it was sent to. */
  authorize(url: string): URLSearchParams {
    const asked = new URL(url).searchParams;
    const code = `code-${randomBytes(8).toString('hex')}`;
    this.codes.set(code, { nonce: asked.get('nonce') ?? '', challenge: asked.get('code_challenge') ?? '' });
    return new URLSearchParams({ code, state: asked.get('state') ?? '', iss: this.issuer });
  }

  private get metadata() {
    return {
      issuer: this.issuer, authorization_endpoint: `${this.issuer}/authorize`, token_endpoint: `${this.issuer}/token`, jwks_uri: `${this.issuer}/jwks`, response_types_supported: ['code'],
      subject_types_supported: ['public'], id_token_signing_alg_values_supported: ['RS256', 'HS256', 'none'], code_challenge_methods_supported: ['S256'], authorization_response_iss_parameter_supported: true,
      ...this.says,
    }; // prettier-ignore
  }
  private idToken(nonce: string): string {
    const now = Math.floor(Date.now() / 1000);
    const { claims = {}, header = {}, key = this.pair.privateKey, unsigned, hmac } = this.lie;
    const body = { iss: this.issuer, aud: 'rapport', iat: now, exp: now + 60, nonce, ...this.who, ...claims };
    const text = `${part({ alg: 'RS256', kid: 'k1', typ: 'JWT', ...header })}.${part(body)}`;
    if (unsigned) return `${text}.`;
    return `${text}.${hmac ? createHmac('sha256', 'provider-secret').update(text).digest('base64url') : sign('sha256', Buffer.from(text), key).toString('base64url')}`;
  }
}
