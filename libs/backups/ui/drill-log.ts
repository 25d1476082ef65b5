import { httpResource } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, computed, DestroyRef, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { Restoration, RestorationState } from '#backups/model';
import { Formats, T } from '#kernel/ui';
import { StatusChip } from '#workbench/ui';
import { BackupsClient } from './backups-client.ts';
import { RestorationProgress } from './restoration-progress.ts';

const TONES: Readonly<Record<RestorationState, string>> = { running: 'info', good: 'success', failed: 'danger', switched: 'info', dropped: 'neutral' };

/** Every drill and restore, with what came of it. */
@Component({
  selector: 'crm-drill-log',
  imports: [MatButton, RestorationProgress, RouterLink, StatusChip, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  styleUrls: ['./restore-page.scss'],
  template: `
    <a class="back" routerLink="/backups">{{ 'restoration.wizard.back' | t }}</a>
    <h1>{{ 'restoration.logTitle' | t }}</h1>
    @if (state.error()) { <p role="alert">{{ 'restoration.failedToLoad' | t }} <button matButton (click)="state.reload()">{{ 'ui.retry' | t }}</button></p> }
    @if (state.hasValue()) {
      <section>
        <ul>
          @for (one of items(); track one.id) {
            <li>
              @if (one.state === 'running') { <crm-restoration-progress class="wide" [of]="one" /> } @else {
                <div class="what">
                  <b>{{ 'restoration.kind.' + one.kind | t }} · {{ formats.moment(one.startedAt) }}</b>
                  <span class="quiet"><code>{{ one.backup }}</code> · {{ one.target }} · {{ 'restoration.cause.' + one.cause | t }} · {{ client.took(one) }}</span>
                  @if (one.fault; as fault) { <span class="bad">{{ client.fault(fault) }}</span> }
                </div>
                <crm-status-chip [tone]="tone(one)">{{ 'restoration.state.' + one.state | t }}</crm-status-chip>
              }
            </li>
          } @empty { <li class="quiet">{{ 'restoration.never' | t }}</li> }
        </ul>
      </section>
    } @else if (!state.error()) { <p role="status">{{ 'restoration.loading' | t }}</p> }
  `,
})
export class DrillLog {
  protected readonly client = inject(BackupsClient);
  protected readonly formats = inject(Formats);
  protected readonly state = httpResource<{ items: Restoration[] }>(() => '/api/v1/backups/restorations');
  protected readonly items = computed(() => (this.state.hasValue() ? this.state.value().items : []));

  constructor() {
    const timer = setInterval(() => this.items().some(({ state }) => state === 'running') && this.state.reload(), 1000);
    inject(DestroyRef).onDestroy(() => clearInterval(timer));
  }
  protected tone = ({ state }: Restoration) => TONES[state];
}
