import { ChangeDetectionStrategy, Component, computed, effect, inject, input, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router } from '@angular/router';
import type { ImportKind } from '#imports/model';
import { Icon, problemOf, Problems, T, Words } from '#kernel/ui';
import { ImportClient } from './import-client.ts';

/** The first step: which file, and what it holds. */
@Component({
  selector: 'crm-import-new',
  imports: [Icon, MatButton, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h1>{{ 'import.new' | t }}</h1>
    <fieldset>
      <legend>{{ 'import.what' | t }}</legend>
      @for (one of kinds(); track one) { <label><input type="radio" name="kind" [value]="one" [checked]="chosen() === one" (change)="chosen.set(one)" />{{ 'import.kind.' + one | t }}</label> }
    </fieldset>
    <div class="drop" [class.over]="over()" (dragover)="$event.preventDefault(); over.set(true)" (dragleave)="over.set(false)" (drop)="drop($event)">
      <crm-icon name="upload" />
      <p>{{ 'import.drop' | t }}</p>
      <button matButton="filled" (click)="picker.click()" [disabled]="busy()">{{ 'import.choose' | t }}</button>
      <button matButton (click)="template()">{{ 'import.template' | t }}</button>
      <input #picker type="file" accept=".csv,.tsv,.txt,.xlsx,.vcf,text/csv,text/vcard" hidden (change)="pick(picker)" [attr.aria-label]="'import.choose' | t" />
    </div>
    @if (failure(); as text) { <p class="failure" role="alert">{{ text }}</p> }
  `,
  styles: `
    :host { display: block; height: 100%; overflow: auto; padding: 16px 20px; } h1 { margin: 8px 0 16px; font-size: 20px; font-weight: 600; }
    fieldset { display: flex; flex-wrap: wrap; gap: 8px; border: 0; padding: 0; margin: 0 0 16px; } legend { padding: 0; margin-bottom: 8px; }
    label { display: flex; align-items: center; gap: 8px; min-height: 40px; padding: 0 14px; border: 1px solid var(--mat-sys-outline-variant); border-radius: 8px; background: var(--mat-sys-surface); cursor: pointer; } label:has(:checked) { border-color: var(--mat-sys-primary); background: var(--mat-sys-primary-container); color: var(--mat-sys-on-primary-container); }
    .drop { display: grid; justify-items: center; gap: 12px; max-width: 720px; padding: 48px 24px; border: 2px dashed var(--mat-sys-outline-variant); border-radius: 12px; background: var(--mat-sys-surface); text-align: center; } .over { border-color: var(--mat-sys-primary); } p { margin: 0; color: var(--mat-sys-on-surface-variant); }
    .failure { margin-top: 12px; color: var(--mat-sys-error); }
  `,
})
export class ImportNew {
  /** The kind a list was left for. */
  readonly kind = input<ImportKind>();
  private readonly client = inject(ImportClient);
  private readonly router = inject(Router);
  private readonly problems = inject(Problems);
  private readonly words = inject(Words);
  private readonly targets = resource({ loader: () => this.client.targets() });
  protected readonly kinds = computed(() => Object.keys(this.targets.hasValue() ? this.targets.value() : {}) as ImportKind[]);
  protected readonly chosen = signal<ImportKind | null>(null);
  protected readonly over = signal(false);
  protected readonly busy = signal(false);
  protected readonly failure = signal<string | null>(null);

  constructor() {
    effect(() => {
      const asked = this.kind();
      const kinds = this.kinds();
      if (kinds.length > 0 && !this.chosen()) this.chosen.set(asked && kinds.includes(asked) ? asked : (kinds[0] ?? null));
    });
  }

  protected drop(event: DragEvent): void {
    event.preventDefault();
    this.over.set(false);
    const file = event.dataTransfer?.files[0];
    if (file) void this.send(file);
  }
  protected pick(picker: HTMLInputElement): void {
    const file = picker.files?.[0];
    picker.value = '';
    if (file) void this.send(file);
  }

  /** An empty file whose columns are understood. */
  protected template(): void {
    const kind = this.chosen();
    const targets = this.targets.hasValue() && kind ? (this.targets.value()[kind] ?? []) : [];
    const header = targets.map(({ label }) => `"${this.words.t(label).replaceAll('"', '""')}"`).join(',');
    const href = URL.createObjectURL(new Blob([`\ufeff${header}\r\n`], { type: 'text/csv' }));
    Object.assign(document.createElement('a'), { href, download: `${kind}.csv` }).click();
    URL.revokeObjectURL(href);
  }

  private async send(file: File): Promise<void> {
    const kind = this.chosen();
    if (!kind) return;
    this.busy.set(true);
    this.failure.set(null);
    try {
      const { id } = await this.client.upload(kind, file);
      await this.router.navigate(['/imports', id]);
    } catch (error) {
      const [first] = problemOf(error).errors ?? [];
      this.failure.set(first ? this.problems.sentence(first.code, first.params) : this.problems.say(error));
    }
    this.busy.set(false);
  }
}
