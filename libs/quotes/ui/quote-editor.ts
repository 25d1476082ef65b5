import { ChangeDetectionStrategy, Component, computed, DestroyRef, effect, inject, Injector, input, resource, runInInjectionContext, signal, untracked, viewChild } from '@angular/core';
import { submit } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import { addDays, check, type Fault } from '#kernel/model';
import { bodyOf, Formats, Icon, problemOf, Problems, recordForm, RefNames, Session, T, Toast, touchAll, Words, type Draft } from '#kernel/ui';
import { Confirm, FormFields, Records, startTyping, typedFirst } from '#workbench/ui';
import { Opportunity } from '#opportunities/model';
import { isSection, pricedRows, Product } from '#products/model';
import { countable, LineGrid, LinePrices, type GridLine } from '#products/ui';
import { isLocked, NewQuote, Quote, QuoteChange } from '#quotes/model';
import { MarginBar } from './margin-bar.ts';
import { offerOfDraft } from './offer-draft.ts';
import { OfferSheet } from './offer-sheet.ts';
import { PriceBanner } from './price-banner.ts';
import { fromDeal, fromQuote } from './quote-draft.ts';
import { QuotesClient, type OwnRules } from './quotes-client.ts';

const SUMS = { net: 0, tax: 0, subtotal: 0, total: 0, discountRate: 0 };

/** The full page on which a quote is written: whom it is for, its rows, its discount, its terms. */
@Component({
  selector: 'crm-quote-editor',
  imports: [FormFields, Icon, LineGrid, MarginBar, MatButton, OfferSheet, PriceBanner, RouterLink, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { '(keydown)': 'press($event)' },
  templateUrl: './quote-editor.html',
  styleUrl: './quote-editor.scss',
})
export class QuoteEditor {
  readonly id = input<string>();
  /** What a new one is for. */
  readonly customerId = input<string>();
  readonly contactId = input<string>();
  readonly opportunityId = input<string>();

  private readonly records = inject(Records);
  private readonly client = inject(QuotesClient);
  private readonly names = inject(RefNames);
  private readonly prices = inject(LinePrices);
  private readonly router = inject(Router);
  private readonly confirm = inject(Confirm);
  private readonly toast = inject(Toast);
  private readonly problems = inject(Problems);
  private readonly words = inject(Words);
  private readonly injector = inject(Injector);
  protected readonly session = inject(Session);
  protected readonly formats = inject(Formats);
  protected readonly quote = Quote;
  private readonly grid = viewChild(LineGrid);

  protected readonly body = computed(() => (this.id() ? QuoteChange : NewQuote));
  protected readonly started = resource({ params: () => ({ id: this.id(), customerId: this.customerId(), contactId: this.contactId(), opportunityId: this.opportunityId() }), loader: ({ params }) => this.begin(params) });
  protected readonly base = signal<Quote | null>(null);
  protected readonly form = signal(recordForm(NewQuote, {}, async () => []));
  protected readonly rules = signal<OwnRules | null>(null);
  protected readonly saving = signal(false);
  protected readonly failure = signal<string | null>(null);
  protected readonly faults = signal<readonly Fault[]>([]);
  private readonly initial = signal('');
  private saved: Quote | null = null;

  protected readonly dirty = computed(() => this.initial() !== '' && JSON.stringify(this.form().draft()) !== this.initial());
  protected readonly lines = computed(() => (this.form().draft()['lines'] as GridLine[] | null) ?? []);
  protected readonly discount = computed(() => this.form().draft()['discountAmount'] as number | null);
  protected readonly currency = computed(() => (this.form().draft()['currency'] as string | null) ?? this.formats.currency);
  protected readonly customer = computed(() => this.form().draft()['customerId'] as string | null);
  protected readonly within = computed((): Record<string, Record<string, string>> => {
    const customerId = this.customer();
    return customerId ? { contactId: { customerId }, opportunityId: { customerId } } : {};
  });
  protected readonly hints = computed((): Record<string, string> => (this.base() ? {} : { number: this.words.t('ui.numberedByRule'), name: this.words.t('quote.nameHint') }));
  protected readonly totals = computed(() => {
    const rows = this.lines().map(countable);
    const discount = this.discount();
    const subtotal = pricedRows(rows, 0, this.currency()).totals.subtotal;
    return rows.some((row) => !isSection(row)) ? pricedRows(rows, Number.isSafeInteger(discount) ? Math.min(discount as number, subtotal) : 0, this.currency()).totals : SUMS;
  });
  protected readonly above = computed(() => this.totals().discountRate > (this.rules()?.discountLimit ?? 10_000));
  protected readonly seesCost = computed(() => this.session.reads(Product, 'cost'));
  /** What was approved or sent already becomes the next version. */
  protected readonly renews = computed(() => ['approved', 'sent', 'declined', 'expired'].includes(this.base()?.status ?? 'draft'));
  protected readonly locked = computed(() => isLocked(this.base()?.status ?? 'draft'));
  protected readonly title = computed(() => (this.base() ? `${this.base()?.number} ${this.base()?.name}` : this.words.t('ui.newOne', { one: this.words.one(Quote) })));

  /** Whether it stands beside the form as its customer would read it. */
  protected readonly previews = signal(false);
  protected readonly preview = computed(() => {
    const me = this.session.me();
    const [number, revision] = [this.base()?.number ?? '', (this.base()?.revision ?? 1) + (this.renews() ? 1 : 0)];
    return offerOfDraft(this.form().draft(), { company: me?.workspace.name ?? '', seller: me?.user.name ?? '', number, revision, currency: this.currency(), names: this.names });
  });

  constructor() {
    const warn = (event: BeforeUnloadEvent) => this.dirty() && event.preventDefault();
    window.addEventListener('beforeunload', warn);
    inject(DestroyRef).onDestroy(() => window.removeEventListener('beforeunload', warn));
    // Another buyer or another currency has other prices.
    let buyer = '';
    effect(() => {
      const now = `${this.customer()} ${this.currency()}`;
      const before = buyer;
      buyer = now;
      if (before && before !== now && untracked(this.dirty)) untracked(() => void this.grid()?.reprice());
    });
  }

  private async begin({ id, customerId, contactId, opportunityId }: { id?: string; customerId?: string; contactId?: string; opportunityId?: string }): Promise<true> {
    const [rules, base] = await Promise.all([this.client.rules(), id ? this.records.get(Quote, id) : null]);
    this.rules.set(rules);
    this.take(base ?? (await this.fresh(rules, { customerId, contactId, opportunityId })), base);
    if (!base) startTyping('crm-quote-editor', this.customer() ? '.adds button' : 'input');
    return true;
  }
  private async fresh({ validDays, termsZh, termsEn }: OwnRules, { customerId, contactId, opportunityId }: { customerId?: string; contactId?: string; opportunityId?: string }): Promise<Draft> {
    const language = this.session.me()?.workspace.language ?? 'zh-CN';
    const start = { currency: this.formats.currency, language, validUntil: addDays(this.formats.today, validDays), terms: language === 'en' ? termsEn : termsZh, customerId, contactId, lines: [] };
    if (!opportunityId) return start;
    const deal = fromDeal(await this.records.get(Opportunity, opportunityId), this.names);
    return { ...start, ...deal, lines: await this.prices.taxed(deal['lines'] as GridLine[]) };
  }
  private take(from: Draft | Quote, base: Quote | null): void {
    const draft = base ? fromQuote(base, this.names) : (from as Draft);
    this.base.set(base);
    this.form.set(runInInjectionContext(this.injector, () => recordForm(base ? QuoteChange : NewQuote, draft, (body) => this.send(body))));
    this.initial.set(JSON.stringify(this.form().draft()));
  }

  async mayLeave(): Promise<boolean> {
    return !this.dirty() || (await this.confirm.ask('ui.leaveQuestion', 'ui.discard'));
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
    this.faults.set(this.faultsNow());
    touchAll(this.form());
    const done = await submit(this.form().tree as never).catch(() => false);
    this.saving.set(false);
    if (!done || !this.saved) return this.focusFault();
    this.initial.set('');
    this.toast.show(this.base() ? 'ui.saved' : 'ui.created', { name: this.saved.name });
    void this.router.navigate(['/quotes', this.saved.id]);
  }
  private faultsNow(): Fault[] {
    return check(this.body(), bodyOf(this.body(), this.form().draft())).filter(({ pointer }) => pointer.startsWith('/lines/'));
  }

  private async send(whole: Draft): Promise<readonly Fault[]> {
    const body = Object.fromEntries(Object.entries(whole).filter(([name]) => this.session.writes(Quote, name)));
    this.saved = null;
    try {
      const base = this.base();
      this.saved = base ? await this.records.change(Quote, base, this.changesOf(base, body)) : await this.records.create(Quote, body);
      return [];
    } catch (error) {
      const { errors = [], code, current } = problemOf(error);
      if (code === 'stale' && this.base()) this.base.set(current as Quote);
      this.faults.set(errors.filter(({ pointer }) => pointer.startsWith('/lines/')));
      const onFields = errors.filter(({ pointer }) => pointer.slice(1) in this.form().draft() && pointer !== '/lines');
      if (onFields.length === 0) this.failure.set(code === 'stale' ? this.words.t('ui.overtaken') : this.problems.say(error));
      return onFields;
    }
  }
  private changesOf(base: Quote, body: Draft): Draft {
    const was = bodyOf(this.body(), fromQuote(base, this.names));
    return Object.fromEntries(Object.entries(body).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(was[name] ?? null)));
  }
  private focusFault(): void {
    setTimeout(() => document.querySelector<HTMLElement>('crm-quote-editor :is(.field:has(.error) :is(input, textarea, mat-select), [aria-invalid])')?.focus());
  }
}
