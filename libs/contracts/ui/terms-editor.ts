import { ChangeDetectionStrategy, Component, computed, inject, input, model, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatMenuModule } from '@angular/material/menu';
import { Icon, T } from '#kernel/ui';
import { Confirm, Records } from '#workbench/ui';
import { ContractTemplate, filled, TERM_WORDS } from '#contracts/model';

/** Terms with their words: taken from a template, written on, and seen as they will be read. */
@Component({
  selector: 'crm-terms-editor',
  imports: [Icon, MatButton, MatMenuModule, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="tools">
      @if (offered().length > 0) {
        <button matButton type="button" [matMenuTriggerFor]="templates"><crm-icon name="copy" /> {{ 'contract.fromTemplate' | t }}</button>
        <mat-menu #templates="matMenu">@for (one of offered(); track one.id) { <button mat-menu-item (click)="use(one)">{{ one.name }}</button> }</mat-menu>
      }
      <button matButton type="button" [matMenuTriggerFor]="facts"><crm-icon name="add" /> {{ 'contract.insertWord' | t }}</button>
      <mat-menu #facts="matMenu">@for (word of known; track word) { <button mat-menu-item (click)="insert(area, word)">{{ 'contract.word.' + word | t }}</button> }</mat-menu>
      <button matButton type="button" [attr.aria-pressed]="preview()" (click)="preview.set(!preview())"><crm-icon name="show" /> {{ 'contract.preview' | t }}</button>
    </div>
    <textarea #area rows="14" [hidden]="preview()" [value]="terms() ?? ''" (input)="terms.set(area.value || null)" [attr.aria-label]="'contract.field.terms' | t" maxlength="100000"></textarea>
    @if (preview()) { <p class="text">{{ shown() || '—' }}</p> }
  `,
  styles: `
    .tools { display: flex; flex-wrap: wrap; gap: 4px; margin-bottom: 8px; } textarea { display: block; width: 100%; box-sizing: border-box; padding: 10px 12px; border: 1px solid var(--mat-sys-outline-variant); border-radius: 8px; background: var(--mat-sys-surface); color: inherit; font: inherit; line-height: 1.7; resize: vertical; } textarea[hidden] { display: none; } textarea:focus-visible { outline: 2px solid var(--mat-sys-primary); }
    .text { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; line-height: 1.7; max-width: 80ch; }
  `,
})
export class TermsEditor {
  readonly terms = model.required<string | null>();
  /** What the words stand for here. */
  readonly facts = input<Partial<Record<string, string>>>({});
  readonly type = input<string | null>(null);
  /** Whether templates are offered. */
  readonly templated = input(true);
  private readonly records = inject(Records);
  private readonly confirm = inject(Confirm);
  protected readonly known = TERM_WORDS;
  protected readonly preview = signal(false);
  private readonly found = resource({ params: () => (this.templated() ? true : undefined), loader: () => this.records.list(ContractTemplate, { active: 'true', size: '100' }) });
  protected readonly offered = computed(() => (this.found.hasValue() ? this.found.value().items : []).filter(({ type }) => !type || !this.type() || type === this.type()));
  protected readonly shown = computed(() => filled(this.terms() ?? '', this.facts()));

  protected async use({ id }: ContractTemplate): Promise<void> {
    if (this.terms() && !(await this.confirm.ask('contract.replaceTerms', 'contract.fromTemplate'))) return;
    this.terms.set((await this.records.get(ContractTemplate, id)).terms);
  }
  protected insert(area: HTMLTextAreaElement, word: string): void {
    area.setRangeText(`{{${word}}}`, area.selectionStart, area.selectionEnd, 'end');
    this.terms.set(area.value || null);
    area.focus();
  }
}
