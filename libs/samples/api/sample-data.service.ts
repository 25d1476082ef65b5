import { Injectable } from '@nestjs/common';
import { TeamService, UserService } from '#accounts/api';
import { ContactService } from '#contacts/api';
import { CustomerService } from '#customers/api';
import { as, Database, newId, Rejected, Options, SYSTEM, Workspace } from '#kernel/api';
import { addDays } from '#kernel/model';
import { OpportunityService, StageService } from '#opportunities/api';
import { CategoryService, ProductService } from '#products/api';
import { WORDS, type CompanyWords } from './company.ts';
import { Random } from './random.ts';

const SOURCE = 'sample';
const CUSTOMERS = 60;
const DEALS = 150;
/** Kinds of sample records, those that point at others first. */
const KINDS = [
  ['opportunity', 'opportunity'], ['contact', 'contact'], ['customer', 'customer'], ['product', 'product'], ['category', 'product_category'], ['user', 'user'], ['team', 'team'],
] as const; // prettier-ignore
interface Cast {
  readonly words: CompanyWords;
  readonly random: Random;
  readonly today: string;
  readonly currency: string;
  readonly owners: readonly string[];
}

/** A company to try things on, with three months behind it; every record of it knows that it is a sample. */
@Injectable()
export class SampleData {
  constructor(
    private readonly users: UserService,
    private readonly teams: TeamService,
    private readonly customers: CustomerService,
    private readonly contacts: ContactService,
    private readonly products: ProductService,
    private readonly categories: CategoryService,
    private readonly opportunities: OpportunityService,
    private readonly stages: StageService,
    private readonly workspace: Workspace,
    private readonly options: Options,
    private readonly db: Database,
  ) {}

  /** How many sample records there are. */
  async count(): Promise<number> {
    let count = 0;
    for (const [, table] of KINDS) count += (await this.ids(table, 10_000)).length;
    return count;
  }

  /** Adds the sample company. Throws Rejected when there is one already; nothing of it stays when it cannot be finished. */
  async add(): Promise<number> {
    if ((await this.count()) > 0) throw new Rejected('samples-there');
    await as(SYSTEM, async () => {
      try {
        await this.build();
      } catch (error) {
        await this.remove();
        throw error;
      }
    });
    return this.count();
  }

  /** Moves every sample record to the recycle bin, what points at others first. */
  async remove(): Promise<number> {
    const stores = { opportunity: this.opportunities, contact: this.contacts, customer: this.customers, product: this.products, category: this.categories, user: this.users, team: this.teams };
    let removed = 0;
    await as(SYSTEM, async () => {
      for (const [kind, table] of KINDS) {
        for (let ids = await this.ids(table, 100); ids.length > 0; ids = await this.ids(table, 100)) {
          for (const { id, version } of ids) await stores[kind].remove(id, Number(version));
          removed += ids.length;
        }
      }
    });
    return removed;
  }

  private ids(table: string, size: number): Promise<{ id: string; version: number }[]> {
    return this.db.read(`SELECT \`id\`, \`version\` FROM \`${table}\` WHERE \`externalSource\` = ? AND \`deletedKey\` = '' ORDER BY \`externalId\` DESC LIMIT ?`, [SOURCE, size]);
  }
  private made = () => ({ externalSource: SOURCE, externalId: newId() });

  private async build(): Promise<void> {
    const { language, currency } = await this.workspace.settings();
    const words = WORDS[language];
    const random = new Random(20_261_124);
    const owners = await this.people(words, language);
    const cast: Cast = { words, random, currency, owners, today: await this.workspace.today() };
    const products = await this.catalogue(cast);
    const companies = await this.companies(cast);
    await this.deals(cast, companies, products);
  }

  /** Three teams with a head and two people each; nobody of them can sign in. */
  private async people({ top, teams, people }: CompanyWords, language: 'en' | 'zh-CN'): Promise<string[]> {
    const topId = await this.teams.add({ name: top, ...this.made() });
    const owners: string[] = [];
    for (const [index, name] of teams.entries()) {
      const teamId = await this.teams.add({ name, parentId: topId, ...this.made() });
      for (const [place, person] of people.slice(index * 3, index * 3 + 3).entries()) {
        const username = `sample.${index * 3 + place + 1}`;
        const id = await this.users.add({ name: person, username, language, roles: [place === 0 ? 'sales-manager' : 'sales'], primaryTeamId: teamId, ...this.made() });
        if (place === 0) await this.teams.change(teamId, 'update', null, (team) => void (team.headId = id));
        owners.push(id);
      }
    }
    return owners;
  }

  private async catalogue({ words, random, currency }: Cast): Promise<{ id: string; price: number }[]> {
    const products: { id: string; price: number }[] = [];
    for (const [category, names] of words.categories) {
      const categoryId = await this.categories.add({ name: category, ...this.made() });
      for (const name of names) {
        const price = random.between(8, 480) * 1_000_000;
        products.push({ price, id: await this.products.add({ code: `S-${100 + products.length}`, name, categoryId, price, currency, onSale: true, taxRate: 1300, ...this.made() }) });
      }
    }
    return products;
  }

  private async companies({ words, random, owners }: Cast): Promise<{ id: string; name: string; ownerId: string; contacts: string[] }[]> {
    const known = (await this.options.sets()).get('industry') ?? [];
    const companies = [];
    for (let index = 0; index < CUSTOMERS; index++) {
      const [trade, industry] = words.trades[Math.floor(index / words.starts.length) % words.trades.length] as readonly [string, string];
      const chinese = words.tag !== 'Sample';
      const name = [chinese ? random.pick(words.cities) : '', words.starts[index % words.starts.length], trade, random.pick(words.ends)].filter(Boolean).join(chinese ? '' : ' ');
      const ownerId = random.pick(owners);
      const id = await this.customers.add({
        name, kind: 'company', ownerId, status: random.pick(['potential', 'active', 'active', 'inactive']), level: random.pick(['A', 'B', 'C', null]), city: random.pick(words.cities),
        industry: known.some(({ key }) => key === industry) ? industry : null, employees: random.between(10, 3000), tags: [words.tag], phones: [], emails: [], ...this.made(),
      } as object); // prettier-ignore
      const contacts: string[] = [];
      for (let people = random.between(1, 3); people > 0; people--) {
        const [family, given] = [random.pick(words.family), random.pick(words.given)];
        const person = { name: chinese ? family + given : `${given} ${family}`, title: random.pick(words.titles), customerId: id, ownerId, tags: [], phones: [], emails: [`person${index}-${people}@example.com`] };
        contacts.push(await this.contacts.add({ ...person, ...this.made() }));
      }
      companies.push({ id, name, ownerId, contacts });
    }
    return companies;
  }

  /** Deals over the last three months, each with the days on which it moved and ended. */
  private async deals({ words, random, today }: Cast, companies: readonly { id: string; name: string; ownerId: string; contacts: string[] }[], products: readonly { id: string; price: number }[]): Promise<void> {
    const stages = await this.stages.of(null);
    for (let index = 0; index < DEALS; index++) {
      const customer = random.pick(companies);
      const product = random.pick(products);
      const opened = addDays(today, -random.between(3, 92));
      const depth = index % stages.length;
      let on = opened;
      const moves = stages.slice(1, depth + 1).flatMap(({ id: stageId }) => {
        on = addDays(on, random.between(2, 14));
        return on < today ? [{ stageId, on }] : [];
      });
      const closedOn = addDays(moves.at(-1)?.on ?? opened, random.between(1, 10));
      const ends = random.next() < 0.45 && closedOn <= today;
      const won = random.next() < 0.58;
      const lines = [{ productId: product.id, quantity: random.between(1, 8) * 1000, price: product.price, discount: random.pick([null, null, 500, 1000]) }];
      const past = won ? { status: 'won' as const, closedOn, closeNote: words.notes[0] ?? null } : { status: 'lost' as const, closedOn, lostReason: random.pick(['price', 'competitor', 'no-budget']), closeNote: words.notes[1] ?? null };
      await this.opportunities.addPast(
        {
          name: `${customer.name.slice(0, 60)} ${random.pick(words.deals)}`, customerId: customer.id, contactId: customer.contacts[0] ?? null, ownerId: customer.ownerId, stageId: stages[0]?.id ?? '',
          openedOn: opened, expectedCloseOn: addDays(today, random.between(-5, 60)), lines, ...this.made(),
        } as never,
        moves,
        ends ? past : null,
      ); // prettier-ignore
    }
  }
}
