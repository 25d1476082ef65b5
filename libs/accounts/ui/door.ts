import { HttpClient } from '@angular/common/http';
import { inject, Injectable, signal } from '@angular/core';
import { Router } from '@angular/router';
import { firstValueFrom } from 'rxjs';
import { OptionSets, Session, type Entry } from '#kernel/ui';

/** What the sign-in page may offer. */
export interface Ways {
  readonly setup: boolean;
  readonly provider: string | null;
  readonly mail: boolean;
}

/** The way in: what is offered, and where one goes once inside. */
@Injectable({ providedIn: 'root' })
export class Door {
  private readonly http = inject(HttpClient);
  private readonly session = inject(Session);
  private readonly options = inject(OptionSets);
  private readonly router = inject(Router);
  /** An account of the provider that waits for its owner to sign in and so connect it. */
  readonly consent = signal<{ token: string; name: string } | null>(null);

  ways(): Promise<Ways> {
    return firstValueFrom(this.http.get<Ways>('/api/v1/auth/ways'));
  }
  /** Takes up the session and goes where one wanted to. */
  async enter(answer: Entry, to: string | null | undefined): Promise<void> {
    if (answer.accessToken) await this.session.enter(answer);
    this.consent.set(null);
    await this.options.load();
    const inside = to?.startsWith('/') && !to.startsWith('//') ? to : '/';
    if (inside.startsWith('/api/')) location.assign(inside);
    else await this.router.navigateByUrl(inside);
  }
  async goToProvider(to: string | null, invitation: string | null): Promise<void> {
    const { url } = await firstValueFrom(this.http.post<{ url: string }>('/api/v1/auth/sso/start', { to, invitation }, { headers: { 'X-Rapport': '1' } }));
    location.assign(url);
  }
}
