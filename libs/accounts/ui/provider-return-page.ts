import { HttpClient } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import { firstValueFrom } from 'rxjs';
import { Problems, T, type Entry } from '#kernel/ui';
import { Door } from './door.ts';
import { Entrance } from './entrance.ts';
import { FactorStep } from './factor-step.ts';

type Answer = Entry & { readonly to?: string | null; readonly consent?: { readonly token: string; readonly name: string } };

/** Where the sign-in provider sends people back to. */
@Component({
  selector: 'crm-provider-return-page',
  imports: [Entrance, FactorStep, MatButton, RouterLink, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <crm-entrance>
      @if (second(); as step) { <crm-factor-step [token]="step.token" [ways]="step.ways" (done)="door.enter($event, to)" (back)="leave()" /> }
      @else if (failure(); as text) {
        <p class="failure" role="alert">{{ text }}</p>
        <a matButton="filled" class="submit" routerLink="/sign-in">{{ 'account.signIn' | t }}</a>
      } @else { <p role="status">{{ 'ui.loading' | t }}</p> }
    </crm-entrance>
  `,
})
export class ProviderReturnPage {
  private readonly http = inject(HttpClient);
  private readonly router = inject(Router);
  private readonly problems = inject(Problems);
  protected readonly door = inject(Door);
  protected readonly second = signal<NonNullable<Entry['factor']> | null>(null);
  protected readonly failure = signal<string | null>(null);
  protected to: string | null = null;

  constructor() {
    void this.finish(location.search);
  }

  protected leave(): void {
    void this.router.navigate(['/sign-in']);
  }
  private async finish(query: string): Promise<void> {
    try {
      history.replaceState(null, '', '/sso');
      const answer = await firstValueFrom(this.http.post<Answer>('/api/v1/auth/sso/finish', { query: query || '?' }, { headers: { 'X-Rapport': '1' } }));
      this.to = answer.to ?? null;
      if (answer.consent) {
        this.door.consent.set(answer.consent);
        await this.router.navigate(['/sign-in'], { queryParams: answer.to && answer.to !== '/' ? { to: answer.to } : {} });
      } else if (answer.factor) this.second.set(answer.factor);
      else await this.door.enter(answer, answer.to);
    } catch (error) {
      this.failure.set(this.problems.say(error));
    }
  }
}
