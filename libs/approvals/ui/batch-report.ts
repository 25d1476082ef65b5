import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { Icon, Problems, T } from '#kernel/ui';
import type { BatchResult } from '#approvals/model';

/** What became of those that were agreed to together: how many, and which were left and why. */
@Component({
  selector: 'crm-batch-report',
  imports: [Icon, MatIconButton, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { role: 'status' },
  template: `
    <p><b>{{ 'approval.batchDone' | t: { n: done(), of: results().length } }}</b><button matIconButton (click)="closed.emit()" [attr.aria-label]="'ui.close' | t"><crm-icon name="close" /></button></p>
    @for (one of left(); track one.taskId) { <p>{{ one.title }}: {{ problems.sentence(one.code ?? '') }}</p> }
  `,
  styles: ':host { display: block; margin: 8px 16px; padding: 4px 4px 8px 12px; border-radius: 8px; background: var(--mat-sys-background); font-size: 13px; } p { display: flex; align-items: center; margin: 0; } b { flex: 1; font-weight: 500; }',
})
export class BatchReport {
  readonly results = input.required<readonly BatchResult[]>();
  readonly closed = output();
  protected readonly problems = inject(Problems);
  protected readonly left = computed(() => this.results().filter(({ code }) => code !== null));
  protected readonly done = computed(() => this.results().length - this.left().length);
}
