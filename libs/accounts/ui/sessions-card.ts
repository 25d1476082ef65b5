import { HttpClient } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { firstValueFrom } from 'rxjs';
import { deviceOf, type SessionView } from '#accounts/model';
import { Formats, T, Toast } from '#kernel/ui';

/** Where one is signed in; any of it can be ended. */
@Component({
  selector: 'crm-sessions-card',
  imports: [MatButton, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2>{{ 'account.sessions' | t }}</h2>
    @for (one of sessions(); track one.id) {
      <div class="line">
        <span><b>{{ device(one) }}</b> @if (one.current) { <em>{{ 'account.thisDevice' | t }}</em> }<br />{{ 'account.lastUsed' | t: { at: formats.moment(one.usedAt) } }} · {{ one.address }}</span>
        @if (!one.current) { <button matButton="outlined" (click)="end(one)" [attr.aria-label]="('account.endSession' | t) + ' ' + device(one)">{{ 'account.endSession' | t }}</button> }
      </div>
    }
    @if (sessions().length > 1) { <button matButton="outlined" (click)="endOthers()">{{ 'account.endOthers' | t }}</button> }
  `,
  styles: `
    h2 { margin: 0 0 8px; font-size: 15px; font-weight: 600; } .line { display: flex; align-items: center; justify-content: space-between; gap: 12px; padding: 8px 0; border-bottom: 1px solid var(--mat-sys-outline-variant); font-size: 13px; color: var(--mat-sys-on-surface-variant); }
    .line:last-of-type { border-bottom: 0; } b { font-weight: 500; color: var(--mat-sys-on-surface); } em { padding: 1px 8px; border-radius: 10px; font-style: normal; font-size: 12px; background: var(--mat-sys-secondary-container); color: var(--mat-sys-on-surface); }
  `,
})
export class SessionsCard {
  private readonly http = inject(HttpClient);
  private readonly toast = inject(Toast);
  protected readonly formats = inject(Formats);
  protected readonly sessions = signal<readonly SessionView[]>([]);

  constructor() {
    void this.load();
  }

  protected device = ({ device, ways }: SessionView): string => deviceOf(device) || ways;
  protected end({ id }: SessionView): Promise<void> {
    return this.tried(`/api/v1/me/sessions/${id}/end`);
  }
  protected endOthers(): Promise<void> {
    return this.tried('/api/v1/me/sessions/end-others');
  }
  private async tried(address: string): Promise<void> {
    await firstValueFrom(this.http.post(address, {})).catch((error: unknown) => this.toast.fail(error));
    await this.load();
  }
  private async load(): Promise<void> {
    const { items } = await firstValueFrom(this.http.get<{ items: SessionView[] }>('/api/v1/me/sessions'));
    this.sessions.set(items);
  }
}
