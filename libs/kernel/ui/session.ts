import { HttpClient } from '@angular/common/http';
import { computed, inject, Injectable, signal } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import { recordOf, type Class, type FieldRight, type Language, type Named, type Reach } from '#kernel/model';
import { Appearance, type Density, type Theme } from './appearance.ts';
import { Keys } from './keys.ts';
import { Words } from './words.ts';

export interface Me {
  readonly user: {
    readonly id: string; readonly name: string; readonly username: string; readonly email: string | null; readonly roles: readonly string[];
    readonly language: Language | null; readonly theme: Theme | null; readonly density: Density | null; readonly shortcuts: 'on' | 'off' | null; readonly teamId: string | null;
  }; // prettier-ignore
  readonly permissions: Readonly<Record<string, Reach>>;
  /** The most sensitive fields one sees in the clear. */
  readonly clearance: number;
  /** What of every kind's fields is not free, by 'kind.field'. */
  readonly fields?: Readonly<Record<string, FieldRight>>;
  /** What every role is called. */
  readonly roles?: readonly (Omit<Named, 'id'> & { readonly key: string })[];
  /** Some permissions rest until there is a second factor. */
  readonly suspended?: boolean;
  readonly workspace: { readonly name: string; readonly currency: string; readonly currencies: readonly string[]; readonly timeZone: string; readonly language: Language; readonly today: string };
}
interface Token {
  readonly accessToken: string;
  readonly until: number;
}
/** What signing in answers: a token, or the token of a second step and the ways it may be passed. */
export interface Entry {
  readonly accessToken?: string;
  readonly expiresIn?: number;
  readonly factor?: { readonly token: string; readonly ways: readonly string[] };
}
const OWN_PAGE = { 'X-Rapport': '1' };
/** Set while the server has not heard yet that somebody signed out. */
const LEFT = 'rapport.left';
const KEPT = ['rapport.language', 'rapport.theme', 'rapport.density', 'rapport.rail', LEFT];

/** Who is signed in. The access token lives in memory; one tab renews it for all. */
@Injectable({ providedIn: 'root' })
export class Session {
  private readonly http = inject(HttpClient);
  private readonly words = inject(Words);
  private readonly appearance = inject(Appearance);
  private readonly keys = inject(Keys);
  private readonly token = signal<Token | null>(null);
  private readonly channel = new BroadcastChannel('rapport-session');

  readonly me = signal<Me | null>(null);
  readonly signedIn = computed(() => this.me() !== null);

  constructor() {
    this.channel.onmessage = ({ data }: MessageEvent<Token | null>) => {
      this.token.set(data);
      if (!data && this.me()) this.leave();
    };
  }

  /** Whether a permission is held, as far as it may go; 'signed-in' asks for nothing more. */
  can(permission: string): boolean {
    return permission === 'signed-in' ? this.signedIn() : permission in (this.me()?.permissions ?? {});
  }

  /** What may be done with a field of a kind; for drawing alone, the server decides. */
  rightTo(of: Class, field: string): FieldRight {
    return this.me()?.fields?.[`${recordOf(of).name}.${field}`] ?? 'write';
  }
  /** Whether a field is there at all. */
  shows = (of: Class, field: string): boolean => this.rightTo(of, field) !== 'hidden';
  reads = (of: Class, field: string): boolean => ['read', 'write'].includes(this.rightTo(of, field));
  writes = (of: Class, field: string): boolean => this.rightTo(of, field) === 'write';

  /** Tries to take up the session the browser still has. */
  async resume(): Promise<boolean> {
    if (this.me()) return true;
    if (localStorage.getItem(LEFT) && !(await this.tellServer())) return false;
    if (!(await this.refresh())) return false;
    await this.load();
    return true;
  }

  /** The first step of signing in. Answers the second one, for whoever has one. */
  async signIn(username: string, password: string, more: { remember?: boolean; consent?: string | null } = {}): Promise<Entry> {
    const answer = await firstValueFrom(this.http.post<Entry>('/api/v1/auth/login', { username, password, ...more }));
    if (!answer.factor) await this.enter(answer);
    return answer;
  }
  /** Takes up the session an answer of the server opened. */
  async enter(answer: Entry): Promise<void> {
    localStorage.removeItem(LEFT);
    this.take(answer);
    await this.load();
  }
  /** Takes a new token for the session, which may have a new name. */
  take({ accessToken, expiresIn }: Entry): void {
    if (accessToken && expiresIn) this.keep({ accessToken, expiresIn });
  }

  /** Signs out, here and in the other tabs at once, and at the server as soon as it can be reached. */
  async signOut(): Promise<void> {
    localStorage.setItem(LEFT, '1');
    await this.tellServer();
    this.end();
    this.leave();
  }
  private async tellServer(): Promise<boolean> {
    const told = await firstValueFrom(this.http.post('/api/v1/auth/logout', {}, { headers: OWN_PAGE })).then(() => true, () => false); // prettier-ignore
    if (told) localStorage.removeItem(LEFT);
    return told;
  }
  /** Nothing of what somebody saw stays behind: storage is emptied, and the page starts anew. */
  private leave(): void {
    this.me.set(null);
    sessionStorage.clear();
    for (const key of Object.keys(localStorage)) if (!KEPT.includes(key)) localStorage.removeItem(key);
    location.replace('/sign-in');
  }

  /** A token that is good for at least a few seconds, or null. */
  async accessToken(): Promise<string | null> {
    const token = this.token();
    if (token && token.until - Date.now() > 15_000) return token.accessToken;
    return (await this.refresh()) ? (this.token()?.accessToken ?? null) : null;
  }

  /** Renews the token; tabs that ask at the same time share one. */
  refresh(): Promise<boolean> {
    const before = this.token();
    const renew = async () => {
      if (this.token() !== before && this.token()) return true;
      try {
        this.keep(await firstValueFrom(this.http.post<{ accessToken: string; expiresIn: number }>('/api/v1/auth/refresh', {}, { headers: OWN_PAGE })));
        return true;
      } catch {
        return false;
      }
    };
    return navigator.locks ? navigator.locks.request('rapport-refresh', renew) : renew();
  }

  /** Loads who I am and follows my language and looks. */
  async load(): Promise<void> {
    const me = await firstValueFrom(this.http.get<Me>('/api/v1/me'));
    if (me.user.language) this.words.language.set(me.user.language);
    if (me.user.theme) this.appearance.theme.set(me.user.theme);
    if (me.user.density) this.appearance.density.set(me.user.density);
    this.keys.single.set(me.user.shortcuts !== 'off');
    this.words.learn('role', Object.fromEntries((me.roles ?? []).map(({ key, name, nameZh }) => [key, { en: name, 'zh-CN': nameZh ?? name }])));
    this.me.set(me);
  }

  /** Changes what people set for themselves; shown at once, kept by the server. */
  async prefer(profile: { language?: Language; theme?: Theme; density?: Density; shortcuts?: 'on' | 'off' }): Promise<void> {
    if (profile.language) this.words.language.set(profile.language);
    if (profile.theme) this.appearance.theme.set(profile.theme);
    if (profile.density) this.appearance.density.set(profile.density);
    if (profile.shortcuts) this.keys.single.set(profile.shortcuts === 'on');
    if (this.me()) await firstValueFrom(this.http.patch('/api/v1/me', profile)).catch(() => undefined);
  }

  end(): void {
    this.token.set(null);
    this.me.set(null);
    this.channel.postMessage(null);
  }

  private keep({ accessToken, expiresIn }: { accessToken: string; expiresIn: number }): void {
    const token = { accessToken, until: Date.now() + expiresIn * 1000 };
    this.token.set(token);
    this.channel.postMessage(token);
  }
}
