import { Injectable } from '@nestjs/common';
import { TeamService, UserService } from '#accounts/api';
import { ContactService } from '#contacts/api';
import { CustomerService } from '#customers/api';
import { as, newId, Options, Rejected, SYSTEM, Workspace } from '#kernel/api';
import { addDays, type Language } from '#kernel/model';
import { OpportunityService, StageService } from '#opportunities/api';
import { CategoryService, ProductService } from '#products/api';
import { WORDS, type CompanyWords } from './company.ts';
import { Random } from './random.ts';
import { SampleContracts } from './sample-contracts.ts';
import { SampleQuotes } from './sample-quotes.ts';
import { SampleStock } from './sample-stock.ts';
import { SAMPLE, SampleRemoval } from './sample-removal.service.ts';

const CUSTOMERS = 60;
const DEALS = 150;
const ENDS = ['open', 'won', 'open', 'lost', 'won', 'open', 'won', 'lost', 'open', 'invalid'] as const;

interface Cast {
  readonly words: CompanyWords;
  readonly random: Random;
  readonly today: string;
  readonly currency: string;
  readonly owners: readonly string[];
}
interface SampleCustomer {
  readonly id: string;
  readonly name: string;
  readonly ownerId: string;
  readonly contacts: readonly string[];
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
    private readonly removal: SampleRemoval,
    private readonly quotes: SampleQuotes,
    private readonly contracts: SampleContracts,
    private readonly stock: SampleStock,
  ) {}

  /** Adds the sample company. Throws Rejected when there is one already; nothing of it stays when it cannot be finished. */
  async add(): Promise<number> {
    if ((await this.removal.standing()).records > 0) throw new Rejected('samples-there');
    await as(SYSTEM, async () => {
      try {
        await this.build();
      } catch (error) {
        await this.removal.remove(false);
        throw error;
      }
    });
    return (await this.removal.standing()).records;
  }

  private made = () => ({ externalSource: SAMPLE, externalId: newId() });

  private async build(): Promise<void> {
    const { language, currency } = await this.workspace.settings();
    const words = WORDS[language];
    const random = new Random(20_261_124);
    const owners = await this.people(words, language);
    const cast: Cast = { words, random, currency, owners, today: await this.workspace.today() };
    const products = await this.catalogue(cast);
    const companies = await this.companies(cast);
    await this.deals(cast, companies, products);
    await this.quotes.add();
    await this.contracts.add(words.contract);
    await this.stock.add(words.priceBook);
  }

  /** Three teams with a head and two people each; nobody of them can sign in. */
  private async people({ top, teams, people }: CompanyWords, language: Language): Promise<string[]> {
    const topId = await this.teams.add({ name: top, ...this.made() });
    const owners: string[] = [];
    let number = 0;
    for (const [index, name] of teams.entries()) {
      const teamId = await this.teams.add({ name, parentId: topId, ...this.made() });
      for (const [place, person] of people.slice(index * 3, index * 3 + 3).entries()) {
        let username = '';
        do username = `sample.${++number}`;
        while (await this.users.byUsername(username));
        const id = await this.users.add({ name: person, username, language, roles: [place === 0 ? 'sales-manager' : 'sales'], primaryTeamId: teamId, ...this.made() });
        if (place === 0) await this.teams.change(teamId, 'update', null, (team) => void (team.headId = id));
        owners.push(id);
      }
    }
    return owners;
  }

  private async catalogue({ words, currency }: Cast): Promise<{ id: string; price: number }[]> {
    const products: { id: string; price: number }[] = [];
    let number = 100;
    for (const [category, unit, items] of words.categories) {
      const categoryId = await this.categories.add({ name: category, ...this.made() });
      for (const [name, amount] of items) {
        const price = amount * 10_000;
        let code = '';
        do code = `S-${++number}`;
        while ((await this.products.list({ code, size: '1' })).items.length > 0);
        const product = { code, name, categoryId, unit: await this.known('unit', unit), price, currency, onSale: true, taxRate: 1300 };
        products.push({ price, id: await this.products.add({ ...product, ...this.made() }) });
      }
    }
    return products;
  }

  private async companies({ words, random, owners }: Cast): Promise<SampleCustomer[]> {
    const chinese = words.tag !== 'Sample';
    const sources = await this.all('source');
    const companies: SampleCustomer[] = [];
    for (let index = 0; index < CUSTOMERS; index++) {
      const [trade, industry] = words.trades[Math.floor(index / words.starts.length) % words.trades.length] as readonly [string, string];
      const [city, phone] = random.pick(words.cities);
      const shortName = [words.starts[index % words.starts.length], trade].join(chinese ? '' : ' ');
      const name = chinese ? `${city}${shortName}${random.pick(words.ends)}` : `${shortName} ${random.pick(words.ends)}`;
      const number = () => `${phone}${chinese ? random.between(1000, 9999) : `01${random.between(10, 99)}`}`;
      const street = random.pick(words.streets);
      const ownerId = random.pick(owners);
      const id = await this.customers.add({
        name, shortName, kind: 'company', ownerId, status: random.pick(['potential', 'active', 'active', 'inactive']), level: random.pick(['A', 'B', 'B', 'C', null]),
        country: words.country, city, address: chinese ? `${street}${random.between(1, 399)}号` : `${random.between(1, 399)} ${street}`, website: `https://company${index + 1}.example.com`,
        industry: await this.known('industry', industry), source: sources.length > 0 ? random.pick(sources) : null, employees: random.between(10, 3000), foundedYear: random.between(1988, 2022),
        tags: [words.tag], phones: [number()], emails: [`info@company${index + 1}.example.com`], ...this.made(),
      } as object); // prettier-ignore
      const contacts: string[] = [];
      for (let people = random.between(1, 3); people > 0; people--) {
        const [family, given] = [random.pick(words.family), random.pick(words.given)];
        const [title, department, role] = random.pick(words.titles);
        const person = { name: chinese ? family + given : `${given} ${family}`, title, department, decisionRole: await this.known('decision-role', role), customerId: id, ownerId, tags: [words.tag], phones: [number()], emails: [`person${contacts.length + 1}@company${index + 1}.example.com`] };
        contacts.push(await this.contacts.add({ ...person, ...this.made() }));
      }
      companies.push({ id, name: shortName, ownerId, contacts });
    }
    return companies;
  }

  /** Deals over the last three months, each with the days on which it moved and ended. */
  private async deals({ words, random, today }: Cast, companies: readonly SampleCustomer[], products: readonly { id: string; price: number }[]): Promise<void> {
    const stages = await this.stages.of(null);
    const [sources, reasons] = [await this.all('source'), (await this.all('lost-reason')).filter((key) => key !== 'imported')];
    for (let index = 0; index < DEALS; index++) {
      const customer = random.pick(companies);
      const product = random.pick(products);
      const status = ENDS[(index + Math.floor(index / (ENDS.length * stages.length))) % ENDS.length] ?? 'open';
      const depth = Math.floor(index / ENDS.length) % stages.length;
      // The last move of an open deal was lately, of one in four long ago; each move and the end falls on a day of its own.
      const rest = status === 'open' ? (random.next() < 0.25 ? random.between(32, 50) : random.between(0, 12)) : random.between(0, 62);
      const steps = Array.from({ length: depth + (status === 'open' ? 0 : 1) }, () => random.between(2, Math.min(10, Math.floor((92 - rest) / (depth + 1)))));
      const opened = addDays(today, -rest - steps.reduce((sum, days) => sum + days, 0));
      const days = steps.map((_, at) => addDays(opened, steps.slice(0, at + 1).reduce((sum, one) => sum + one, 0)));
      const moves = stages.slice(1, depth + 1).map(({ id: stageId }, at) => ({ stageId, on: days[at] as string }));
      const closedOn = days.at(-1) ?? opened;
      const lines = [{ productId: product.id, quantity: random.between(1, 8) * 1000, price: product.price, discount: random.pick([null, null, 500, 1000]) }];
      const reason = reasons.length > 0 ? random.pick(reasons) : null;
      const note = random.pick(words.notes[status]);
      await this.opportunities.addPast(
        {
          name: `${customer.name}${words.tag === 'Sample' ? ', ' : ''}${random.pick(words.deals)}`, customerId: customer.id, contactId: random.pick(customer.contacts), ownerId: customer.ownerId, stageId: stages[0]?.id ?? '',
          openedOn: opened, expectedCloseOn: status === 'open' ? addDays(today, random.between(-6, 60)) : addDays(closedOn, random.between(-9, 9)), source: sources.length > 0 ? random.pick(sources) : null,
          note: status === 'open' ? note : null, lines, ...this.made(),
        } as never,
        moves,
        status === 'open' ? null : { status, closedOn, closeNote: note, lostReason: status === 'won' ? null : reason },
      ); // prettier-ignore
    }
  }

  private async all(set: string): Promise<string[]> {
    return ((await this.options.sets()).get(set) ?? []).filter(({ retired }) => !retired).map(({ key }) => key);
  }
  /** An option, where administrators still have it. */
  private async known(set: string, key: string): Promise<string | null> {
    return (await this.options.has(set, key)) ? key : null;
  }
}
