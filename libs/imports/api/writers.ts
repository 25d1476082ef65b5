import { Injectable } from '@nestjs/common';
import { ContactService } from '#contacts/api';
import { NewContact } from '#contacts/model';
import { CustomerService } from '#customers/api';
import { NewCustomer } from '#customers/model';
import { Invalid, newId, Options, type RecordStore } from '#kernel/api';
import { check, normalise, type Class, type Fault, type RecordView } from '#kernel/model';
import { OpportunityService } from '#opportunities/api';
import { NewOpportunity } from '#opportunities/model';
import { CategoryService, ProductService } from '#products/api';
import { NewProduct } from '#products/model';
import { TeamService, UserService } from '#accounts/api';
import type { ImportKind, ImportTarget } from '#imports/model';

/** A record an import brought into being. */
export interface Made {
  readonly kind: string;
  readonly id: string;
  readonly name: string;
}
type Body = Record<string, unknown>;

/** Writes the rows of a file through the stores of their kinds. */
@Injectable()
export class Writers {
  private readonly stores: Readonly<Record<string, RecordStore<RecordView>>>;
  private readonly bodies: Readonly<Partial<Record<ImportKind, Class>>> = { customer: NewCustomer, contact: NewContact, product: NewProduct, opportunity: NewOpportunity };

  constructor(
    customers: CustomerService,
    contacts: ContactService,
    products: ProductService,
    categories: CategoryService,
    private readonly opportunities: OpportunityService,
    users: UserService,
    teams: TeamService,
    private readonly options: Options,
  ) {
    this.stores = { customer: customers, contact: contacts, product: products, category: categories, opportunity: opportunities, user: users, team: teams } as never;
  }

  store(kind: string): RecordStore<RecordView> {
    const store = this.stores[kind];
    if (!store) throw new Error(`Nothing imports '${kind}'`);
    return store;
  }

  /** What the model refuses of a row. */
  faults(kind: ImportKind, body: Body): Fault[] {
    const of = this.bodies[kind];
    if (!of) return [];
    const { bare } = this.split(kind, body);
    return check(of, normalise(of, bare));
  }

  async write(kind: ImportKind, body: Body): Promise<Made> {
    const of = this.bodies[kind];
    const { bare, past } = this.split(kind, body);
    const spelt = (of ? normalise(of, bare) : bare) as Body & { name: string };
    if (past) return { kind, id: await this.opportunities.addClosed(spelt, past), name: spelt.name };
    return { kind, id: await this.store(kind).add(spelt), name: spelt.name };
  }

  /** Creates what a row names and what is not there: another record, or an option. */
  async createMissing({ to, set, kind }: ImportTarget, name: string): Promise<{ made: Made | null; value: string }> {
    if (kind === 'option') {
      const key = name.normalize('NFKC').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 40) || `o${newId().slice(-12)}`;
      await this.options.add(set ?? '', key, name);
      return { made: null, value: key };
    }
    const start: Record<string, Body> = { customer: { name, kind: 'company', status: 'potential' }, category: { name }, contact: { name } };
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
