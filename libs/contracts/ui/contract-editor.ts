import { ChangeDetectionStrategy, Component, computed, DestroyRef, inject, Injector, input, resource, runInInjectionContext, signal } from '@angular/core';
import { submit } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import { capitalAmount, check, type Class, type Fault, type RecordView } from '#kernel/model';
import { bodyOf, Formats, Icon, problemOf, Problems, recordForm, RefNames, Session, T, Toast, touchAll, Words, type Draft } from '#kernel/ui';
import { Confirm, FormFields, Records, startTyping, typedFirst } from '#workbench/ui';
import { priced } from '#products/model';
import { countable, LineGrid, type GridLine } from '#products/ui';
import { Amendment, AmendmentChange, Contract, ContractChange, factsOf, NewAmendment, NewContract, type Milestone } from '#contracts/model';
import { draftOf, lockOf } from './contract-rows.ts';
import { MilestonesEditor } from './milestones-editor.ts';
import { TermsEditor } from './terms-editor.ts';

interface Way {
  readonly word: 'contract' | 'amendment';
  readonly of: Class<RecordView>;
  readonly path: string;
  readonly create: Class;
  readonly change: Class;
  readonly names: readonly string[];
}
const WAYS: Record<'contract' | 'amendment', Way> = {
  contract: { word: 'contract', of: Contract, path: '/contracts', create: NewContract, change: ContractChange, names: ['name', 'customerId', 'contactId', 'type', 'number', 'currency', 'amount', 'startsOn', 'endsOn', 'remindDays'] },
  amendment: { word: 'amendment', of: Amendment, path: '/amendments', create: NewAmendment, change: AmendmentChange, names: ['name', 'effectiveOn', 'amount', 'startsOn', 'endsOn'] },
};
type Written = RecordView & Pick<Contract, 'name' | 'approval' | 'lines' | 'milestones' | 'currency'> & Partial<Pick<Contract, 'stage'>> & Partial<Pick<Amendment, 'status'>>;

/** The full page on which a contract, or its next version, is written: parties, rows, milestones, terms. */
@Component({
  selector: 'crm-contract-editor',
  imports: [FormFields, Icon, LineGrid, MatButton, MilestonesEditor, RouterLink, T, TermsEditor],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { '(keydown)': 'press($event)' },
  templateUrl: './contract-editor.html',
  styleUrl: './contract-editor.scss',
})
export class ContractEditor {
  readonly writes = input('contract', { transform: (one: 'contract' | 'amendment' | undefined): 'contract' | 'amendment' => one ?? 'contract' });
  readonly id = input<string>();
  readonly customerId = input<string>();
  readonly contactId = input<string>();

  private readonly injector = inject(Injector);
  private readonly records = inject(Records);
  private readonly names = inject(RefNames);
  private readonly router = inject(Router);
  private readonly confirm = inject(Confirm);
  private readonly toast = inject(Toast);
  private readonly problems = inject(Problems);
  private readonly words = inject(Words);
  private readonly session = inject(Session);
  private readonly formats = inject(Formats);

  protected readonly way = computed(() => WAYS[this.writes()]);
  protected readonly body = computed(() => (this.id() ? this.way().change : this.way().create));
  protected readonly started = resource({ params: () => ({ id: this.id(), way: this.way(), customerId: this.customerId(), contactId: this.contactId() }), loader: ({ params }) => this.begin(params) });
  protected readonly base = signal<Written | null>(null);
  protected readonly form = signal(recordForm(NewContract, {}, async () => []));
  protected readonly saving = signal(false);
  protected readonly failure = signal<string | null>(null);
  protected readonly faults = signal<readonly Fault[]>([]);
  private initial = '';
  private saved: Written | null = null;

  private readonly draft = computed(() => this.form().draft());
  protected readonly lines = computed(() => (this.draft()['lines'] as GridLine[] | null) ?? []);
  protected readonly milestones = computed(() => (this.draft()['milestones'] as Milestone[] | null) ?? []);
  protected readonly terms = computed(() => (this.draft()['terms'] as string | null) ?? null);
  protected readonly type = computed(() => (this.draft()['type'] as string | null) ?? null);
  protected readonly discount = computed(() => this.draft()['discountAmount'] as number | null);
  protected readonly customer = computed(() => (this.draft()['customerId'] as string | null) ?? null);
  protected readonly currency = computed(() => (this.draft()['currency'] as string | null) ?? this.base()?.currency ?? this.formats.currency);
  /** With rows their total is the amount. */
  protected readonly top = computed(() => this.way().names.filter((name) => this.sees(name) && (name !== 'amount' || this.lines().length === 0)));
  protected readonly within = computed((): Record<string, Record<string, string>> => {
    const customerId = this.customer();
    return customerId ? { contactId: { customerId } } : {};
  });
  protected readonly hints = computed((): Record<string, string> => (this.base() ? {} : { number: this.words.t('ui.numberedByRule') }));
  private readonly sums = computed(() => {
    const rows = this.lines().map(countable);
    const { subtotal } = priced(rows, 0, this.currency()).totals;
    const discount = this.discount();
    return priced(rows, Number.isSafeInteger(discount) ? Math.min(discount as number, subtotal) : 0, this.currency()).totals;
  });
  protected readonly total = computed(() => (this.lines().length > 0 ? this.sums().total : 0));
  protected readonly facts = computed(() => {
    const { net, tax, total } = this.sums();
    const own = this.lines().length > 0 ? { net, tax, amount: total } : {};
    const named = (kind: string, id: unknown) => (typeof id === 'string' ? { name: this.names.of(kind, id) } : null);
    const source = { ...this.base(), ...this.draft(), ...own, currency: this.currency(), customer: named('customer', this.customer()), contact: named('contact', this.draft()['contactId']) };
    return factsOf(source as never, this.session.me()?.workspace.name ?? '', this.session.me()?.workspace.language ?? 'zh-CN');
  });
  /** Why it cannot be written now. */
  protected readonly reason = computed(() => lockOf(this.base() ?? {}));
  protected readonly locked = computed(() => this.reason() !== null);
  protected readonly renews = computed(() => this.base()?.approval === 'approved');
  protected readonly title = computed(() => this.base()?.name ?? this.words.t('ui.newOne', { one: this.words.one(this.way().of) }));

  constructor() {
    const warn = (event: BeforeUnloadEvent) => this.dirty && event.preventDefault();
    window.addEventListener('beforeunload', warn);
    inject(DestroyRef).onDestroy(() => window.removeEventListener('beforeunload', warn));
  }

  protected sees = (name: string): boolean => this.session.writes(this.way().of, name);
  protected capital = (amount: number): string => (this.words.chinese() ? capitalAmount(amount, this.currency()) : '');

  private async begin({ id, way, customerId, contactId }: { id?: string; way: Way; customerId?: string; contactId?: string }): Promise<true> {
    const base = id ? ((await this.records.get(way.of, id)) as Written) : null;
    this.base.set(base);
    const draft: Draft = base ? draftOf(base, this.names) : { currency: this.formats.currency, remindDays: 60, customerId, contactId };
    this.form.set(runInInjectionContext(this.injector, () => recordForm(base ? way.change : way.create, draft, (body) => this.send(body))));
    this.initial = JSON.stringify(this.form().draft());
    if (!base) startTyping('crm-contract-editor', 'input');
    return true;
  }

  private get dirty(): boolean {
    return this.initial !== '' && JSON.stringify(this.form().draft()) !== this.initial;
  }
  async mayLeave(): Promise<boolean> {
    return !this.dirty || (await this.confirm.ask('ui.leaveQuestion', 'ui.discard'));
  }

  protected set(change: Draft): void {
    this.form().draft.update((draft) => ({ ...draft, ...change }));
    if (this.faults().length > 0) this.faults.set(this.faultsNow());
  }
  protected press(event: KeyboardEvent): void {
    if ((event.ctrlKey || event.metaKey) && (event.key === 's' || event.key === 'Enter')) typedFirst(event, () => void this.save());
  }

  protected async save(): Promise<void> {
    if (this.saving() || this.locked()) return;
    this.saving.set(true);
    this.failure.set(null);
    this.saved = null;
    this.faults.set(this.faultsNow());
    const milestone = this.milestones().some(({ name }) => !name.trim());
    if (milestone) this.failure.set(this.words.t('contract.milestoneName'));
    touchAll(this.form());
    const done = !milestone && (await submit(this.form().tree as never).catch(() => false));
    this.saving.set(false);
    if (!done || !this.saved) return this.focusFault();
    this.initial = '';
    this.toast.show(this.base() ? 'ui.saved' : 'ui.created', { name: (this.saved as Written).name });
    void this.router.navigate([this.way().path, (this.saved as Written).id]);
  }
  private faultsNow(): Fault[] {
    return check(this.body(), bodyOf(this.body(), this.form().draft())).filter(({ pointer }) => pointer.startsWith('/lines/'));
  }

  private async send(whole: Draft): Promise<readonly Fault[]> {
    const { of } = this.way();
    const body = Object.fromEntries(Object.entries(whole).filter(([name]) => this.sees(name) && (name !== 'amount' || this.lines().length === 0)));
    try {
      const base = this.base();
      this.saved = (base ? await this.records.change(of, base, this.changesOf(base, body)) : await this.records.create(of, body)) as Written;
      return [];
    } catch (error) {
      const { errors = [], code, current } = problemOf(error);
      if (code === 'stale' && this.base()) this.base.set(current as Written);
      this.faults.set(errors.filter(({ pointer }) => pointer.startsWith('/lines/')));
      const onFields = errors.filter(({ pointer }) => this.top().includes(pointer.slice(1)));
      if (onFields.length === 0) this.failure.set(code === 'stale' ? this.words.t('ui.overtaken') : errors[0] && code === 'invalid' ? this.problems.sentence(errors[0].code, errors[0].params) : this.problems.say(error));
      return onFields;
    }
  }
  private changesOf(base: Written, body: Draft): Draft {
    const was = bodyOf(this.body(), draftOf(base, this.names));
    return Object.fromEntries(Object.entries(body).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(was[name] ?? null)));
  }
  private focusFault(): void {
    setTimeout(() => document.querySelector<HTMLElement>('crm-contract-editor :is(.field:has(.error) :is(input, textarea, mat-select), [aria-invalid])')?.focus());
  }
}
