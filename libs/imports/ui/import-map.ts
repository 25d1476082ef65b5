import { ChangeDetectionStrategy, Component, computed, inject, input, linkedSignal, output } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatCheckbox } from '@angular/material/checkbox';
import { DAY_FORMATS, DOCUMENT_KINDS, IMPORT_MODES, readDay, readMoney, readNumber, type ColumnRule, type ImportMapping, type ImportTarget, type ImportView, type SavedMapping } from '#imports/model';
import { Formats, Icon, T, Words } from '#kernel/ui';
import { ImportSaved } from './import-saved.ts';

type Draft = ColumnRule & { readonly fixed: boolean };
const NUMBERS = ['money', 'unitPrice', 'quantity', 'percent', 'integer', 'rate'];
const DECIMALS: Record<string, number> = { unitPrice: 2, quantity: 3, percent: 2, rate: 8, integer: 0 };

/** The second step: how the columns of the file become fields. */
@Component({
  selector: 'crm-import-map',
  imports: [Icon, ImportSaved, MatButton, MatCheckbox, MatIconButton, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './import-map.html',
  styleUrl: './import-map.scss',
})
export class ImportMap {
  readonly one = input.required<ImportView>();
  readonly targets = input.required<readonly ImportTarget[]>();
  readonly done = output<ImportMapping>();
  protected readonly words = inject(Words);
  protected readonly formats = inject(Formats);
  protected readonly formatsOfDays = DAY_FORMATS;

  protected readonly rules = linkedSignal<Draft[]>(() => this.one().mapping.columns.map((rule) => ({ ...rule, fixed: rule.column === null || rule.column === undefined })));
  protected readonly source = linkedSignal(() => this.one().mapping.source ?? '');
  protected readonly modes = IMPORT_MODES;
  protected readonly mode = linkedSignal(() => this.one().mapping.mode ?? 'skip');
  protected readonly identity = linkedSignal(() => this.one().mapping.identity ?? this.identities()[0]?.name ?? null);
  protected readonly identities = computed(() => this.targets().filter((target) => target.identifies));
  /** The saved mapping these rules were taken from. */
  protected readonly saved = linkedSignal(() => this.one().mapping.saved ?? null);
  private readonly byName = computed(() => new Map(this.targets().map((target) => [target.name, target])));
  protected readonly documents = computed(() => DOCUMENT_KINDS.includes(this.one().kind));
  protected readonly needed = computed(() => {
    const given = new Set(this.rules().filter((rule) => (rule.fixed ? rule.text : rule.column)).map(({ target }) => target));
    return this.targets().filter(({ required, name }) => required && !given.has(name)).map((target) => this.label(target)).join(', ');
  });

  protected label = (target: ImportTarget | undefined) => (target ? this.words.t(target.label) : '');
  protected option = (target: ImportTarget) => `${target.line ? `${this.words.t('import.ofLine')} · ` : ''}${this.label(target)}${target.required ? ' *' : ''}`;
  protected target = (rule: ColumnRule) => this.byName().get(rule.target);
  protected samples = (rule: ColumnRule) => this.one().columns.find(({ name }) => name === rule.column)?.samples ?? [];
  protected isNumber = (rule: ColumnRule) => NUMBERS.includes(this.target(rule)?.kind ?? '');
  /** A share is written as 15, as 15 %, or as 0.15. */
  protected isShare = (rule: ColumnRule) => this.target(rule)?.kind === 'percent';
  protected isDay = (rule: ColumnRule) => this.target(rule)?.kind === 'day';
  /** Kinds of record that an import may create on the way. */
  protected creates = (rule: ColumnRule) => {
    const target = this.target(rule);
    return target?.kind === 'option' || ['customer', 'category', 'competitor', 'warehouse'].includes(target?.to ?? '');
  };

  /** How the first value of a column is read. */
  protected reading(rule: Draft): string {
    const [sample] = this.samples(rule);
    const kind = this.target(rule)?.kind;
    if (rule.fixed || sample === undefined || !kind) return '';
    if (kind === 'day') return readDay(sample, rule.dayFormat ?? 'yyyy-MM-dd') ?? '?';
    if (kind === 'money' || kind === 'unitPrice') {
      const amount = readMoney(sample, this.formats.currency, rule.factor ?? 1);
      return amount === null ? '?' : this.formats.money(amount);
    }
    if (kind === 'percent') {
      const share = readNumber(sample, 2, sample.includes('%') ? 1 : (rule.factor ?? 1));
      return share === null ? '?' : this.formats.percent(share);
    }
    if (!NUMBERS.includes(kind)) return '';
    const value = readNumber(sample, DECIMALS[kind] ?? 0, rule.factor ?? 1);
    return value === null ? '?' : this.formats.number(value, DECIMALS[kind] ?? 0);
  }

  protected set(index: number, change: Partial<Draft>): void {
    this.rules.update((rules) => rules.map((rule, at) => (at === index ? { ...rule, ...change, by: null } : rule)));
  }
  protected setValue(index: number, at: number, change: { from?: string; to?: string | null }): void {
    const values = (this.rules()[index]?.values ?? []).map((value, own) => (own === at ? { ...value, ...change } : value));
    this.set(index, { values });
  }
  protected addValue(index: number): void {
    this.set(index, { values: [...(this.rules()[index]?.values ?? []), { from: '', to: null }] });
  }
  protected dropValue(index: number, at: number): void {
    this.set(index, { values: (this.rules()[index]?.values ?? []).filter((_, own) => own !== at) });
  }
  protected add(): void {
    const free = this.targets().find(({ name, required }) => required && !this.rules().some(({ target }) => target === name)) ?? this.targets().find(({ name }) => !this.rules().some(({ target }) => target === name));
    const target = free?.name ?? '';
    this.rules.update((rules) => [...rules, { target, column: null, text: null, factor: null, dayFormat: null, createMissing: null, values: [], by: null, fixed: false }]);
  }
  protected drop(index: number): void {
    this.rules.update((rules) => rules.filter((_, at) => at !== index));
  }
  /** Takes over what was saved. */
  protected take({ id, mapping }: SavedMapping): void {
    this.rules.set(mapping.columns.map((rule) => ({ ...rule, fixed: !rule.column })));
    this.source.set(mapping.source ?? '');
    this.mode.set(mapping.mode ?? 'skip');
    this.identity.set(mapping.identity ?? null);
    this.saved.set(id);
  }
  /** Records can be found again by the name of the file they came in. */
  protected readonly tags = computed(() => this.byName().has('tags') && !this.rules().some(({ target }) => target === 'tags'));
  protected tag(): void {
    const text = this.one().name.replace(/\.[^.]*$/, '').replace(/[;,{}]/g, ' ').slice(0, 30);
    this.rules.update((rules) => [...rules, { target: 'tags', column: null, text, factor: null, dayFormat: null, createMissing: null, values: [], by: null, fixed: true }]);
  }
  protected number = (text: string) => (/^[1-9]\d*$/.test(text.trim()) ? Number(text.trim()) : null);

  protected finish(): void {
    const columns = this.rules()
      .filter((rule) => (rule.fixed ? rule.text : rule.column))
      .map(({ fixed, values, ...rule }) => ({ ...rule, column: fixed ? null : rule.column, text: fixed ? rule.text : null, values: values.filter(({ from }) => from !== '') }));
    this.done.emit({ columns, source: this.source() || null, mode: this.mode(), identity: this.identity(), saved: this.saved() });
  }
}
