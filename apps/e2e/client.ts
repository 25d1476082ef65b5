import { codeOf, keepCodes, nextCode, PASSWORD } from './pages.ts';
import { SETUP_TOKEN, type Server } from './server.ts';

type Json = Record<string, any>; // eslint-disable-line @typescript-eslint/no-explicit-any

/** Another system that speaks to the API as the administrator. */
export class Client {
  private token = '';
  constructor(private readonly server: Server) {}

  async setUp(language = 'en'): Promise<void> {
    await this.request('POST', '/setup', { token: SETUP_TOKEN, workspace: 'Anyuan', name: 'Lin Root', username: 'root', password: PASSWORD, language, currency: 'CNY', timeZone: 'Asia/Shanghai' });
    this.token = (await this.request('POST', '/auth/login', { username: 'root', password: PASSWORD }))['accessToken'] as string;
    const { secret } = await this.request('POST', '/me/security/totp');
    const { codes, accessToken } = await this.request('POST', '/me/security/totp/confirm', { code: codeOf(secret as string) });
    keepCodes(codes as string[]);
    this.token = accessToken as string;
  }
  async signIn(): Promise<void> {
    const { factor } = await this.request('POST', '/auth/login', { username: 'root', password: PASSWORD });
    this.token = (await this.request('POST', '/auth/factor', { token: (factor as Json)['token'], code: nextCode() }))['accessToken'] as string;
  }
  /** Signs in as somebody without a second step. */
  async enter(username: string): Promise<void> {
    this.token = (await this.request('POST', '/auth/login', { username, password: PASSWORD }))['accessToken'] as string;
  }
  async request(method: string, path: string, body?: object, headers: Record<string, string> = {}): Promise<Json> {
    const form = body instanceof FormData;
    const answer = await fetch(`${this.server.url}/api/v1${path}`, {
      method,
      headers: { ...(this.token ? { authorization: `Bearer ${this.token}` } : {}), ...(body && !form ? { 'content-type': 'application/json' } : {}), ...headers },
      ...(body ? { body: form ? body : JSON.stringify(body) } : {}),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text ? (JSON.parse(text) as Json) : {};
  }
}
