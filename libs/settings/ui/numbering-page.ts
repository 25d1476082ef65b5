import { HttpClient } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, computed, inject, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { firstValueFrom } from 'rxjs';
import { isNumberRule, numberBy } from '#kernel/model';
import { Formats, T, Toast, Words } from '#kernel/ui';
import { SettingsFrame } from './settings-frame.ts';

interface Rule {
  readonly id: string;
  readonly rule: string;
  readonly next: string;
}
const PARTS = ['{yyyy}', '{yy}', '{MM}', '{dd}', '{0000}'] as const;

/** How documents are numbered, with what a rule would give while it is written. */
@Component({
  selector: 'crm-numbering-page',
  imports: [MatButton, SettingsFrame, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <crm-settings-frame title="setting.numbering" says="setting.numberingSays">
      @if (rules.error()) { <p role="alert">{{ 'problem.unexpected' | t }} <button matButton (click)="rules.reload()">{{ 'ui.retry' | t }}</button></p> }
      @for (one of shown(); track one.id) {
        <form (submit)="$event.preventDefault(); save(one.id)">
          <label [for]="one.id">{{ one.id + '.many' | t }}</label>
          <div class="line">
            <input #box [id]="one.id" maxlength="40" spellcheck="false" autocomplete="off" [value]="one.text" (input)="write(one.id, box.value)" [attr.aria-invalid]="!one.good" [attr.aria-describedby]="one.id + '-next'" />
            <button matButton="filled" type="submit" [disabled]="!one.good || !one.changed">{{ 'ui.save' | t }}</button>
          </div>
          <div class="parts">@for (part of parts; track part) { <button matButton type="button" (click)="insert(one.id, box, part)"><code>{{ part }}</code> {{ 'setting.part.' + names[part] | t }}</button> }</div>
          <p [id]="one.id + '-next'" [class.bad]="!one.good" aria-live="polite">{{ one.good ? words.t('setting.numberNext', { next: one.preview }) : words.t('problem.number-rule') }}</p>
        </form>
      }
    </crm-settings-frame>
  `,
  styles: `
    form { max-width: 640px; margin-bottom: 16px; padding: 14px 16px; border: 1px solid var(--mat-sys-outline-variant); border-radius: 10px; background: var(--mat-sys-surface); } label { font-weight: 600; } .line { display: flex; gap: 8px; margin-top: 8px; }
    input { flex: 1; min-width: 0; height: 36px; padding: 0 10px; border: 1px solid var(--mat-sys-outline); border-radius: 8px; background: var(--mat-sys-surface); color: inherit; font: inherit; font-variant-numeric: tabular-nums; } input[aria-invalid='true'] { border-color: var(--mat-sys-error); }
    .parts { display: flex; flex-wrap: wrap; margin: 4px 0; } code { font-size: 12px; } p { margin: 0; font-size: 13px; color: var(--mat-sys-on-surface-variant); } .bad { color: var(--mat-sys-error); }
  `,
})
export class NumberingPage {
  private readonly http = inject(HttpClient);
  private readonly toast = inject(Toast);
  private readonly formats = inject(Formats);
  protected readonly words = inject(Words);
  protected readonly parts = PARTS;
  protected readonly names: Readonly<Record<string, string>> = { '{yyyy}': 'year', '{yy}': 'shortYear', '{MM}': 'month', '{dd}': 'day', '{0000}': 'count' };
  protected readonly rules = resource({ loader: async () => (await firstValueFrom(this.http.get<{ items: Rule[] }>('/api/v1/number-rules'))).items });
  private readonly written = signal<Readonly<Record<string, string>>>({});
  protected readonly shown = computed(() =>
    (this.rules.hasValue() ? this.rules.value() : []).map(({ id, rule, next }) => {
      const text = this.written()[id] ?? rule;
      const good = isNumberRule(text);
      return { id, text, good, changed: text !== rule, preview: text === rule ? next : good ? numberBy(text, this.formats.today, 1) : '' };
    }),
  );

  protected write(id: string, text: string): void {
    this.written.update((all) => ({ ...all, [id]: text }));
  }
  protected insert(id: string, box: HTMLInputElement, part: string): void {
    box.setRangeText(part, box.selectionStart ?? box.value.length, box.selectionEnd ?? box.value.length, 'end');
    this.write(id, box.value);
    box.focus();
  }
  protected async save(id: string): Promise<void> {
    try {
      await firstValueFrom(this.http.put(`/api/v1/number-rules/${id}`, { rule: this.written()[id] }));
      this.toast.show('setting.saved');
    } catch (error) {
      this.toast.fail(error);
    }
    this.rules.reload();
  }
}
