import { HttpClient } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, computed, inject, input, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { firstValueFrom } from 'rxjs';
import { Formats, RefNames, T, Words } from '#kernel/ui';
import { ChangeWords } from '#workbench/ui';
import { Contract, type ContractLine, type ContractVersion, type Milestone } from '#contracts/model';

/** The versions of a contract, and what each changed. */
@Component({
  selector: 'crm-contract-versions',
  imports: [MatButton, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2>{{ 'contract.versions' | t }}</h2>
    @for (one of versions(); track one.revision) {
      <section>
        <header><b>V{{ one.revision }}</b> <span>{{ (one.until ? 'contract.until' : 'contract.inForce') | t: { day: one.until ? formats.day(one.until) : '' } }}</span>
          @if (one.changes.length > 0) { <button matButton (click)="toggle(one.revision)" [attr.aria-expanded]="shown() === one.revision">{{ 'contract.changes' | t: { n: one.changes.length } }}</button> }
        </header>
        @if (shown() === one.revision) {
          <dl>@for (change of one.changes; track change.label) { <dt>{{ change.label }}</dt><dd><del>{{ change.was }}</del><ins>{{ change.is }}</ins></dd> }</dl>
        }
      </section>
    }
  `,
  styles: `
    :host { display: block; padding: 8px 16px 12px; border: 1px solid var(--mat-sys-outline-variant); border-radius: 10px; background: var(--mat-sys-surface); } h2 { margin: 8px 0; font-size: 14px; font-weight: 600; } header { display: flex; align-items: center; gap: 8px; min-height: 36px; } span { flex: 1; color: var(--mat-sys-on-surface-variant); font-size: 13px; }
    section + section { border-top: 1px solid var(--mat-sys-outline-variant); } dl { margin: 0 0 8px; } dt { font-size: 12px; color: var(--mat-sys-on-surface-variant); } dd { display: grid; grid-template-columns: 1fr 1fr; gap: 8px; margin: 2px 0 8px; } del, ins { padding: 4px 8px; border-radius: 6px; text-decoration: none; white-space: pre-wrap; overflow-wrap: anywhere; font-size: 13px; }
    del { background: light-dark(#fdeceb, #4a2523); } ins { background: light-dark(#e4f5e9, #1e3b29); }
  `,
})
export class ContractVersions {
  readonly contract = input.required<Contract>();
  private readonly http = inject(HttpClient);
  private readonly words = inject(Words);
  private readonly names = inject(RefNames);
  private readonly change = inject(ChangeWords);
  protected readonly formats = inject(Formats);
  protected readonly shown = signal<number | null>(null);
  private readonly found = resource({
    params: () => ({ id: this.contract().id, version: this.contract().version }),
    loader: ({ params }) => firstValueFrom(this.http.get<{ items: ContractVersion[] }>(`/api/v1/contracts/${params.id}/versions`)),
  });
  protected readonly versions = computed(() => {
    const items = this.found.hasValue() ? this.found.value().items : [];
    return items.map(({ revision, until, content }, at) => ({ revision, until, changes: items[at + 1] ? this.differences(items[at + 1]?.content ?? {}, content) : [] }));
  });

  protected toggle(revision: number): void {
    this.shown.set(this.shown() === revision ? null : revision);
  }
  private differences(before: ContractVersion['content'], after: ContractVersion['content']): { label: string; was: string; is: string }[] {
    const names = Object.keys(after).filter((name) => JSON.stringify(before[name] ?? null) !== JSON.stringify(after[name] ?? null));
    return names.map((name) => ({ label: this.words.label(Contract, name), was: this.told(name, before), is: this.told(name, after) })).filter(({ was, is }) => was !== is);
  }
  private told(name: string, content: ContractVersion['content']): string {
    const value = content[name];
    const currency = String(content['currency'] ?? this.contract().currency);
    if (name === 'lines') return ((value ?? []) as ContractLine[]).map((line) => this.line(line, currency)).join('\n') || '—';
    if (name === 'milestones') return ((value ?? []) as Milestone[]).map((one) => [one.name, one.dueOn].filter(Boolean).join(' · ')).join('\n') || '—';
    return typeof value === 'number' ? this.formats.money(value, currency) : this.change.value(Contract, name, value);
  }
  private line({ productId, description, quantity, price, discount }: ContractLine, currency: string): string {
    const name = productId ? this.names.of('product', productId) : description;
    return `${name} × ${this.formats.number(quantity, 3)} @ ${this.formats.money(Math.round(price / 100), currency)}${discount ? ` −${this.formats.percent(discount)}` : ''}`;
  }
}
