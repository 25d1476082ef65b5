import { httpResource, HttpClient } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { firstValueFrom } from 'rxjs';
import { factsInWords, type HealthLine, type HealthState, type HealthView } from '#operations/model';
import { Formats, Icon, Session, T, Toast, Words } from '#kernel/ui';
import { handOver, StatusChip } from '#workbench/ui';
import { AlertsCard } from './alerts-card.ts';

const TONES: Readonly<Record<HealthState, string>> = { good: 'success', attention: 'warning', bad: 'danger' };
/** In which part of the page a line stands; what is not named here is of the service. */
const PARTS: readonly { readonly key: string; readonly holds: (line: string) => boolean }[] = [
  { key: 'service', holds: (line) => !/^(backup-|keys$|audit$|database$|disk$|clock$|certificate$)/.test(line) },
  { key: 'data', holds: (line) => /^(keys|audit|database|disk|clock|certificate)$/.test(line) },
  { key: 'backups', holds: (line) => line.startsWith('backup-') },
];

/** How every part of the installation does: what it means when one does not, and what to do. */
@Component({
  selector: 'crm-system-page',
  imports: [AlertsCard, Icon, MatButton, StatusChip, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './system-page.html',
  styleUrl: './system-page.scss',
})
export class SystemPage {
  private readonly http = inject(HttpClient);
  private readonly toast = inject(Toast);
  private readonly words = inject(Words);
  protected readonly session = inject(Session);
  protected readonly formats = inject(Formats);
  protected readonly state = httpResource<HealthView>(() => '/api/v1/health');
  protected readonly view = computed(() => (this.state.hasValue() ? this.state.value() : null));
  protected readonly parts = computed(() => PARTS.map(({ key, holds }) => ({ key, lines: (this.view()?.lines ?? []).filter((line) => holds(line.key)) })).filter(({ lines }) => lines.length > 0));
  protected readonly summary = computed(() => {
    const { state, lines } = this.view() ?? { state: 'good' as const, lines: [] };
    return this.words.t(`health.all.${state}`, { n: lines.filter((line) => line.state === state).length });
  });


  protected tone = (state: HealthState) => TONES[state];
  protected says = ({ key, says, facts }: HealthLine, what: '' | 'Do' = '') => this.words.t(`health.line.${key}.${says}${what}`, factsInWords(facts, this.words.language(), (iso) => this.formats.moment(iso)));
  protected advises = ({ key, says, state }: HealthLine) => state !== 'good' && this.words.has(`health.line.${key}.${says}Do`);
  /** The code in words where it has some. */
  protected meaning = (code: string) => (this.words.has(`problem.${code}`) ? this.words.t(`problem.${code}`) : code);

  protected async download(): Promise<void> {
    try {
      const bundle = await firstValueFrom(this.http.get('/api/v1/health/support-bundle'));
      handOver(new Blob([JSON.stringify(bundle, null, 2)], { type: 'application/json' }), 'rapport-support.json');
    } catch (error) {
      this.toast.fail(error);
    }
  }
}
