import { ChangeDetectionStrategy, Component, inject, resource } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Formats, T, Toast, Words } from '#kernel/ui';
import type { RetentionView } from '#privacy/model';
import { PrivacyClient } from './privacy-client.ts';
import { PrivacyWords } from './privacy-words.ts';

/** How long which data is kept, and after how many days the rows of imports go. */
@Component({
  selector: 'crm-retention',
  imports: [MatButton, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2>{{ 'privacy.retention' | t }}</h2>
    @if (kept.error()) { <p role="alert">{{ 'privacy.failed' | t }} <button matButton (click)="kept.reload()">{{ 'ui.retry' | t }}</button></p> }
    @else if (kept.hasValue()) {
      <form novalidate (submit)="save($event, days.valueAsNumber)">
        <label>{{ 'privacy.importDays' | t }} ({{ 'privacy.days' | t }})<input #days type="number" min="8" max="3650" [value]="kept.value().importDays" /></label>
        <div><button matButton="outlined" type="submit">{{ 'privacy.save' | t }}</button></div>
      </form>
      <p class="quiet after">{{ 'privacy.auditDays' | t: { n: formats.number(kept.value().auditDays) } }}</p>
      <ul>@for (one of kept.value().kept; track one.keep) { <li><span class="grow"><b>{{ 'encryption.kept.' + one.keep | t }}</b><br /><small>{{ names(one) }}</small></span></li> }</ul>
    } @else { <p role="status" class="quiet">{{ 'privacy.loading' | t }}</p> }
  `,
  styles: '.after { margin: 12px 0 0; }',
  styleUrl: './privacy.scss',
})
export class Retention {
  private readonly client = inject(PrivacyClient);
  private readonly toast = inject(Toast);
  private readonly words = inject(Words);
  private readonly says = inject(PrivacyWords);
  protected readonly formats = inject(Formats);
  protected readonly kept = resource({ loader: () => this.client.retention() });

  protected names({ kinds, tables }: RetentionView['kept'][number]): string {
    return [...new Set([...kinds.map((kind) => this.says.many(kind)), ...tables.map((table) => this.says.place(table))])].join(this.words.chinese() ? '、' : ', ');
  }
  protected async save(event: Event, days: number): Promise<void> {
    event.preventDefault();
    try {
      this.kept.set(await this.client.keepImports(days));
      this.toast.show('privacy.saved');
    } catch (error) {
      this.toast.fail(error);
    }
  }
}
