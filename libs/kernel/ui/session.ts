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
  readonly workspace: { readonly name: string; readonly currency: string; readonly currencies: readonly string[]; readonly timeZone: string; readonly language: Language; readonly today: string };
}
interface Token {
  readonly accessToken: string;
  readonly until: number;
}
const OWN_PAGE = { 'X-Rapport': '1' };

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
      if (!data) this.me.set(null);
    };
  }

  /** Whether a permission is held, as far as it may go. */
  can(permission: string): boolean {
    return permission in (this.me()?.permissions ?? {});
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
    if (!(await this.refresh())) return false;
    await this.load();
    return true;
  }

  async signIn(username: string, password: string): Promise<void> {
    const answer = await firstValueFrom(this.http.post<{ accessToken: string; expiresIn: number }>('/api/v1/auth/login', { username, password }));
    this.keep(answer);
    await this.load();
  }

  async signOut(): Promise<void> {
    await firstValueFrom(this.http.post('/api/v1/auth/logout', {}, { headers: OWN_PAGE })).catch(() => undefined);
    this.end();
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
