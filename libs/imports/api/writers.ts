import { Injectable } from '@nestjs/common';
import { CompetitorService } from '#competitors/api';
import { CompetitorChange, NewCompetitor } from '#competitors/model';
import { ContactService } from '#contacts/api';
import { ContactChange, NewContact } from '#contacts/model';
import { CustomerService } from '#customers/api';
import { CustomerChange, NewCustomer } from '#customers/model';
import { Invalid, newId, Options, type RecordStore } from '#kernel/api';
import { check, fieldsOf, normalise, type Class, type Fault, type RecordView } from '#kernel/model';
import { OpportunityService } from '#opportunities/api';
import { NewOpportunity, OpportunityChange } from '#opportunities/model';
import { CategoryService, ProductService } from '#products/api';
import { NewProduct, ProductChange } from '#products/model';
import { TeamService, UserService } from '#accounts/api';
import type { ImportKind, ImportTarget } from '#imports/model';
import { ReceivableService } from '#receivables/api';
import { NewReceivable, ReceivableChange } from '#receivables/model';
import { WarehouseService } from '#stock/api';
import { ContractRows } from './kinds/contract-rows.ts';
import { PaymentRows } from './kinds/payment-rows.ts';
import { PriceBookRows } from './kinds/price-book-rows.ts';
import { QuoteRows } from './kinds/quote-rows.ts';
import { StockRows } from './kinds/stock-rows.ts';
import type { Taken, Writing } from './kinds/writing.ts';

/** A record an import brought into being. */
export interface Made {
  readonly kind: string;
  readonly id: string;
  readonly name: string;
  /** What it held where it was changed; absent for a record that is new. */
  readonly before?: Record<string, unknown>;
  /** What it wrote besides the record itself. */
  readonly told?: Record<string, unknown>;
  /** The version it has now, where that is known. */
  readonly version?: number;
}
type Body = Record<string, unknown>;

/** Writes the rows of a file through the stores of their kinds. */
@Injectable()
export class Writers {
  private readonly stores: Readonly<Record<string, RecordStore<RecordView>>>;
  private readonly special: Readonly<Record<string, Writing>>;
  private readonly bodies: Readonly<Partial<Record<ImportKind, { readonly made: Class; readonly changed: Class }>>> = {
    customer: { made: NewCustomer, changed: CustomerChange }, contact: { made: NewContact, changed: ContactChange },
    product: { made: NewProduct, changed: ProductChange }, competitor: { made: NewCompetitor, changed: CompetitorChange }, opportunity: { made: NewOpportunity, changed: OpportunityChange },
    receivable: { made: NewReceivable, changed: ReceivableChange },
  }; // prettier-ignore

  constructor(
    customers: CustomerService,
    contacts: ContactService,
    products: ProductService,
    categories: CategoryService,
    competitors: CompetitorService,
    private readonly opportunities: OpportunityService,
    users: UserService,
    teams: TeamService,
    warehouses: WarehouseService,
    plans: ReceivableService,
    contracts: ContractRows,
    quotes: QuoteRows,
    prices: PriceBookRows,
    stock: StockRows,
    payments: PaymentRows,
    private readonly options: Options,
  ) {
    this.special = { contract: contracts, quote: quotes, 'price-book': prices, stock, payment: payments };
    this.stores = { customer: customers, contact: contacts, product: products, category: categories, competitor: competitors, opportunity: opportunities, user: users, team: teams, warehouse: warehouses, receivable: plans } as never;
  }

  private store(kind: string): RecordStore<RecordView> {
    const store = this.stores[kind];
    if (!store) throw new Error(`Nothing imports '${kind}'`);
    return store;
  }

  /** A row's values as the model spells them. */
  spelt(kind: ImportKind, body: Body): Body {
    const of = (this.special[kind] ?? this.bodies[kind])?.made;
    return of ? (normalise(of, body) as Body) : body;
  }
  /** What the model refuses of a row that creates or changes a record. */
  faults(kind: ImportKind, body: Body, changes = false): Fault[] {
    const special = this.special[kind];
    if (special) return [...(special.faults?.(body) ?? []), ...check(changes && special.changed ? special.changed : special.made, changes ? this.changeable(kind, special.bare(body)) : special.bare(body))];
    const of = this.bodies[kind];
    if (!of) return [];
    return changes ? check(of.changed, this.changeable(kind, body)) : check(of.made, this.split(kind, body).bare);
  }
  /** Creates records from rows, in their order. */
  async write(kind: ImportKind, bodies: readonly Body[]): Promise<Made[]> {
    const special = this.special[kind];
    if (special) {
      const made: Made[] = [];
      for (const body of bodies) made.push(await special.add(body));
      return made;
    }
    const rows = bodies.map((body) => this.split(kind, body));
    const made = (id: string, index: number): Made => ({ kind, id, name: String(rows[index]?.bare['name'] ?? '') });
    if (rows.every(({ past }) => !past)) return (await this.store(kind).addMany(rows.map(({ bare }) => bare))).map((id, index) => ({ ...made(id, index), version: 1 }));
    const ids: string[] = [];
    for (const { bare, past } of rows) ids.push(past ? await this.opportunities.addClosed(bare as never, past) : await this.opportunities.add(bare as never));
    return ids.map(made);
  }
  /** Changes a record by a row; null when it says what the record says already. */
  async change(kind: ImportKind, id: string, body: Body): Promise<Made | null> {
    const special = this.special[kind];
    if (special) return special.change?.(id, body) ?? null;
    const store = this.store(kind);
    const old = (await store.get(id)) as unknown as Body;
    const same = (name: string, value: unknown) => JSON.stringify(old[name] ?? null) === JSON.stringify(value ?? null);
    const changes = Object.fromEntries(Object.entries(this.changeable(kind, body)).filter(([name, value]) => !same(name, value)));
    const ownerId = body['ownerId'] as string | undefined;
    const handed = ownerId !== undefined && !same('ownerId', ownerId);
    if (Object.keys(changes).length === 0 && !handed) return null;
    const changed = Object.keys(changes).length > 0 ? await store.update(id, old['version'] as number, changes) : (old as unknown as RecordView);
    const { version } = handed ? await store.assign(id, changed.version, ownerId) : changed;
    const names = [...Object.keys(changes), ...(handed ? ['ownerId'] : [])];
    return { kind, id, name: String(old['name'] ?? ''), version, before: Object.fromEntries(names.map((name) => [name, old[name] ?? null])) };
  }
  /** Takes back what a row created, or puts back what its change found. */
  async takeBack(kind: string, record: Taken): Promise<void> {
    if (this.special[kind]) return this.special[kind].takeBack(record);
    const { id, version, before } = record;
    if (!before) return this.store(kind).remove(id, version);
    const { ownerId, ...fields } = before;
    const saved = Object.keys(fields).length > 0 ? await this.store(kind).update(id, version, fields) : { version };
    if (typeof ownerId === 'string') await this.store(kind).assign(id, saved.version, ownerId);
  }
  /** The part of a row that changes a record as anybody would by hand; owner, stage and outcome move in their own ways. */
  private changeable(kind: ImportKind, body: Body): Body {
    const names = new Set(fieldsOf((this.special[kind] ?? this.bodies[kind])?.changed ?? (Object as never)).map(({ name }) => name));
    return Object.fromEntries(Object.entries(body).filter(([name]) => names.has(name) && name !== 'ownerId' && name !== 'stageId' && name !== 'externalId' && name !== 'externalSource'));
  }

  /** Creates what a row names and what is not there: another record, or an option. */
  async createMissing({ to, set, kind }: ImportTarget, name: string): Promise<{ made: Made | null; value: string }> {
    if (kind === 'option') {
      const key = name.normalize('NFKC').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '').slice(0, 40) || `o${newId().slice(-12)}`;
      await this.options.add(set ?? '', key, name);
      return { made: null, value: key };
    }
    const start: Record<string, Body> = { customer: { name, kind: 'company', status: 'potential' }, category: { name }, competitor: { name, status: 'watched' }, contact: { name }, warehouse: { name, active: true } };
    const body = start[to ?? ''];
    if (!body) throw new Invalid([{ pointer: '', code: 'reference' }]);
    const id = await this.store(to ?? '').add(body);
    return { made: { kind: to ?? '', id, name }, value: id };
  }

  /** A deal's line, and how it ended elsewhere, are told by columns of their own. */
  private split(kind: ImportKind, body: Body): { bare: Body; past: Parameters<OpportunityService['addClosed']>[1] | null } {
    if (kind !== 'opportunity') return { bare: body, past: null };
    const { product, lineValue, status, closedOn, lostReason, closeNote, ...bare } = body;
    const lines = product && lineValue ? { lines: [{ productId: product, quantity: 1000, price: lineValue }] } : {};
    const closed = status === 'won' || status === 'lost' || status === 'invalid';
    if (!closed) return { bare: { ...bare, ...lines }, past: null };
    const reason = status === 'won' ? {} : { lostReason: (lostReason as string | undefined) ?? 'imported' };
    return { bare: { ...bare, ...lines }, past: { status, closedOn: closedOn as string, closeNote: (closeNote as string | undefined) ?? null, ...reason } };
  }
}
