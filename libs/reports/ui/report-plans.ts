import type { Period } from '#kernel/model';
import { AGES } from '#receivables/model';
import type { MoneyReportName, NARROWED_BY } from '#reports/model';

/** How a section of a report is shown: as a chart first, or as a table that only opens. */
export interface Card {
  readonly section: string;
  readonly kind?: 'columns' | 'bars';
  /** The measures the chart draws; all that are amounts unless it is said. The table shows all. */
  readonly draws?: readonly string[];
  /** The measure that its sentence is about; the first it draws unless it is said. */
  readonly reads?: string;
  readonly stacked?: boolean;
  readonly colors?: readonly string[];
  /** Starts as a table. */
  readonly table?: boolean;
  readonly wide?: boolean;
}
export interface Plan {
  readonly period: Period | 'ever';
  readonly narrows: readonly (typeof NARROWED_BY)[number][];
  readonly cards: readonly Card[];
}
const ALL = ['ownerId', 'teamId', 'customerId', 'currency'] as const;
/** The colours of ages, as on the bar above the list of plans. */
const AGE_COLORS = ['#8fa4c4', '#e0b13c', '#dd8a2e', '#d5672c', '#c8442f', '#a6211a'];

/** What each report shows, in order. */
export const PLANS: Readonly<Record<MoneyReportName, Plan>> = {
  contracts: {
    period: 'this-year', narrows: ALL,
    cards: [{ section: 'byMonth', wide: true }, { section: 'byStage' }, { section: 'byOwner', kind: 'bars' }, { section: 'byTeam', kind: 'bars' }, { section: 'byCustomer', kind: 'bars' }],
  },
  receivables: {
    period: 'this-year', narrows: ALL,
    cards: [
      { section: 'ageing' }, { section: 'forecast' }, { section: 'collectionByMonth', draws: ['due', 'received'], wide: true },
      { section: 'collectionByOwner', draws: ['due', 'received'], kind: 'bars' }, { section: 'collectionByTeam', draws: ['due', 'received'], kind: 'bars' },
      { section: 'ageingByCustomer', draws: AGES, reads: 'amount', kind: 'bars', stacked: true, colors: AGE_COLORS, wide: true }, { section: 'ageingByOwner', draws: AGES, reads: 'amount', kind: 'bars', stacked: true, colors: AGE_COLORS, wide: true },
    ],
  },
  reconciliation: {
    period: 'ever', narrows: ALL,
    cards: [{ section: 'byCustomer', draws: ['amount', 'invoiced', 'received'], kind: 'bars', wide: true }, { section: 'unpaidContracts', draws: ['unpaid'], kind: 'bars', table: true }, { section: 'unbilledContracts', draws: ['unbilled'], kind: 'bars', table: true }],
  },
  stock: { period: 'ever', narrows: ['currency'], cards: [{ section: 'byWarehouse', kind: 'bars' }, { section: 'byCategory', kind: 'bars' }, { section: 'byProduct', kind: 'bars', draws: ['cost', 'value'], wide: true }] },
}; // prettier-ignore
