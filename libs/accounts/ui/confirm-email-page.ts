import { HttpClient } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, inject, input, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { firstValueFrom } from 'rxjs';
import { Problems, T } from '#kernel/ui';
import { Entrance } from './entrance.ts';

/** Confirming a new e-mail address by the link that was mailed to it. */
@Component({
  selector: 'crm-confirm-email-page',
  imports: [Entrance, MatButton, RouterLink, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <crm-entrance>
      <h1>{{ 'account.confirmEmail' | t }}</h1>
      @if (failure(); as text) { <p class="failure" role="alert">{{ text }}</p> }
      @if (done()) {
        <p role="status">{{ 'account.emailConfirmed' | t }}</p>
        <a matButton="filled" class="submit" routerLink="/">{{ 'ui.continue' | t }}</a>
      } @else { <button matButton="filled" class="submit" (click)="confirm()">{{ 'account.confirmEmail' | t }}</button> }
    </crm-entrance>
  `,
})
export class ConfirmEmailPage {
  readonly token = input('');
  private readonly http = inject(HttpClient);
  private readonly problems = inject(Problems);
  protected readonly done = signal(false);
  protected readonly failure = signal<string | null>(null);

  protected async confirm(): Promise<void> {
    try {
      await firstValueFrom(this.http.post('/api/v1/auth/email-by-token', { token: this.token() }));
      this.done.set(true);
    } catch (error) {
      this.failure.set(this.problems.say(error));
    }
  }
}
