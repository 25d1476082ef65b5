import { ChangeDetectionStrategy, Component, computed, inject, input, linkedSignal, resource } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { ImportResult, ImportView } from '#imports/model';
import { modelNamed, recordOf } from '#kernel/model';
import { Problems, T } from '#kernel/ui';
import { StatusChip } from '#workbench/ui';
import { ImportClient } from './import-client.ts';

const PAGE = 100;
const TONES = { created: 'success', changed: 'info', removed: 'neutral', restored: 'neutral', kept: 'warning' } as const;

/** What an import wrote, record by record, or what became of each when it was undone; those that stayed with the reason. */
@Component({
  selector: 'crm-import-results',
  imports: [MatButton, RouterLink, StatusChip, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <details [open]="kept()">
      <summary>{{ (kept() ? 'import.kept' : 'import.results') | t }}</summary>
      <ul>
        @for (one of shown(); track one.place) {
          <li>
            @if (one.result !== 'removed') { <a [routerLink]="pathOf(one)">{{ one.name || one.id }}</a> } @else { <span class="name">{{ one.name || one.id }}</span> }
            <crm-status-chip [tone]="tones[one.result]">{{ 'import.result.' + one.result | t }}</crm-status-chip>
            @if (one.line) { <span>{{ 'import.line' | t: { lines: one.line } }}</span> }
            @if (one.reason; as reason) { <span>{{ problems.sentence(reason) }}</span> }
          </li>
        } @empty { @if (!page.isLoading()) { <li>{{ 'import.noResults' | t }}</li> } }
      </ul>
      @if (shown().length === size) { <button matButton="outlined" (click)="before.set(shown().at(-1)!.place)">{{ 'import.nextResults' | t }}</button> }
      @if (before() !== null) { <button matButton (click)="before.set(null)">{{ 'import.firstResults' | t }}</button> }
    </details>
  `,
  styles: `
    details { max-width: 1080px; margin-bottom: 16px; } summary { padding: 8px 0; font-weight: 600; cursor: pointer; } ul { list-style: none; margin: 0 0 8px; padding: 0; border: 1px solid var(--mat-sys-outline-variant); border-radius: 10px; background: var(--mat-sys-surface); } li { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 12px; min-height: 28px; padding: 6px 16px; } li + li { border-top: 1px solid var(--mat-sys-outline-variant); }
    a { color: var(--mat-sys-primary); text-decoration: none; overflow-wrap: anywhere; } a:hover { text-decoration: underline; } span:not(.name) { font-size: 13px; color: var(--mat-sys-on-surface-variant); }
  `,
})
export class ImportResults {
  readonly one = input.required<ImportView>();
  private readonly client = inject(ImportClient);
  protected readonly problems = inject(Problems);
  protected readonly tones = TONES;
  protected readonly size = PAGE;
  /** After an undo what stayed matters; before it, what was written. */
  protected readonly kept = computed(() => (this.one().report?.undone?.kept ?? 0) > 0);
  protected readonly before = linkedSignal({ source: this.kept, computation: (): number | null => null });
  protected readonly page = resource({ params: () => ({ id: this.one().id, before: this.before(), kept: this.kept(), state: this.one().state }), loader: ({ params: { id, before, kept } }) => this.client.results(id, before, kept) });
  protected readonly shown = computed(() => (this.page.hasValue() ? this.page.value() : []));

  protected pathOf({ kind, id }: ImportResult): string[] {
    const model = modelNamed(kind);
    return ['/', model ? recordOf(model).path : `${kind}s`, id];
  }
}
