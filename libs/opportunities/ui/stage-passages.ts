import { HttpClient } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, computed, inject, input, resource } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import { daysBetween } from '#kernel/model';
import { Formats, T, Words } from '#kernel/ui';
import type { Opportunity } from '#opportunities/model';
import { Stages } from './stages.ts';

interface Passage {
  readonly stageId: string;
  readonly status: string;
  readonly enteredAt: string;
  readonly leftAt: string | null;
}

/** Which stages a deal went through, and how long it stayed. */
@Component({
  selector: 'crm-stage-passages',
  imports: [T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2>{{ 'opportunity.stages' | t }}</h2>
    <ol>@for (row of rows(); track $index) { <li><b>{{ row.name }}</b><span>{{ row.since }}</span><span class="num">{{ row.days }}</span></li> }</ol>
  `,
  styles: `
    :host { display: block; padding: 8px 16px 12px; border: 1px solid var(--mat-sys-outline-variant); border-radius: 10px; background: var(--mat-sys-surface); } h2 { margin: 8px 0; font-size: 14px; font-weight: 600; }
    ol { list-style: none; margin: 0; padding: 0; } li { display: grid; grid-template-columns: 1fr auto 72px; gap: 12px; padding: 4px 0; } b { font-weight: 500; } span { color: var(--mat-sys-on-surface-variant); }
  `,
})
export class StagePassages {
  readonly deal = input.required<Opportunity>();
  private readonly stages = inject(Stages);
  private readonly words = inject(Words);
  private readonly formats = inject(Formats);
  private readonly http = inject(HttpClient);
  private readonly passages = resource({
    params: () => ({ id: this.deal().id, version: this.deal().version }),
    loader: ({ params }) => firstValueFrom(this.http.get<{ items: Passage[] }>(`/api/v1/opportunities/${params.id}/stages`)),
  });

  protected readonly rows = computed(() =>
    (this.passages.hasValue() ? this.passages.value().items : []).map(({ stageId, status, enteredAt, leftAt }) => {
      const stage = this.stages.one(stageId);
      const days = daysBetween(enteredAt.slice(0, 10), (leftAt ?? `${this.formats.today}T`).slice(0, 10));
      const name = status === 'open' ? (stage ? this.stages.name(stage) : '') : this.words.t(`opportunity.status.${status}`);
      return { name, since: this.formats.day(enteredAt.slice(0, 10)), days: status === 'open' ? this.words.t('opportunity.days', { n: Math.max(0, days) }) : '' };
    }),
  );
}
