import { Clipboard } from '@angular/cdk/clipboard';
import { httpResource, HttpClient } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, computed, effect, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { firstValueFrom } from 'rxjs';
import { AlertSettings, type AlertsView, type AlertTest, type AlertView } from '#operations/model';
import { Formats, SentForm, Session, T, Toast, Words } from '#kernel/ui';
import { Confirm, FormFields, StatusChip } from '#workbench/ui';

/** Who is told when something turns bad: set up, tried, and how the two ways did lately. */
@Component({
  selector: 'crm-alerts-card',
  imports: [FormFields, MatButton, StatusChip, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './alerts-card.html',
  styleUrl: './alerts-card.scss',
})
export class AlertsCard {
  private readonly http = inject(HttpClient);
  private readonly toast = inject(Toast);
  private readonly words = inject(Words);
  private readonly confirm = inject(Confirm);
  private readonly clipboard = inject(Clipboard);
  protected readonly formats = inject(Formats);
  protected readonly may = inject(Session).can('health.manage');
  protected readonly of = AlertSettings;
  protected readonly state = httpResource<AlertsView>(() => '/api/v1/alerts');
  protected readonly view = computed(() => (this.state.hasValue() ? this.state.value() : null));
  protected readonly firing = computed(() => (this.view()?.alerts ?? []).filter(({ state }) => state === 'firing'));
  /** A secret that is shown this once. */
  protected readonly fresh = signal<string | null>(null);
  protected readonly tested = signal<AlertTest['results'] | null>(null);
  protected readonly testing = signal(false);
  protected readonly sent = new SentForm(AlertSettings, { recipients: [] }, async (body) => {
    const { secret, ...now } = await firstValueFrom(this.http.put<AlertsView & { secret: string | null }>('/api/v1/alerts', body));
    this.state.set(now);
    if (secret) this.fresh.set(secret);
    this.toast.show('alert.saved');
  });

  constructor() {
    effect(() => {
      const settings = this.view()?.settings;
      if (settings) this.sent.form.draft.set({ recipients: [...settings.recipients], webhook: settings.webhook });
    });
  }

  protected label = (name: string) => this.words.t(`alert.${name}`);
  protected nameOf = ({ name }: AlertView) => this.words.t(`health.line.${name}.name`);
  protected copy(secret: string): void {
    this.clipboard.copy(secret);
    this.toast.show('alert.copied');
  }
  protected async renew(): Promise<void> {
    if (!(await this.confirm.ask('alert.newSecretQuestion', 'alert.newSecret'))) return;
    await this.attempt(async () => this.fresh.set((await firstValueFrom(this.http.post<{ secret: string }>('/api/v1/alerts/secret', {}))).secret));
  }
  protected async test(): Promise<void> {
    this.testing.set(true);
    await this.attempt(async () => this.tested.set((await firstValueFrom(this.http.post<AlertTest>('/api/v1/alerts/test', {}))).results));
    this.testing.set(false);
  }
  private async attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.toast.fail(error);
    }
  }
}
