import type { Named } from '#kernel/model';

/** The reports on contracts, receivables and stock. */
export const MONEY_REPORTS = ['contracts', 'receivables', 'reconciliation', 'stock'] as const;
export type MoneyReportName = (typeof MONEY_REPORTS)[number];

/** What a report is asked by, beside its period; `currency` takes the amounts in one currency alone and tells them in it. */
export const NARROWED_BY = ['ownerId', 'teamId', 'customerId', 'currency'] as const;
export interface Asked extends Readonly<Partial<Record<(typeof NARROWED_BY)[number], string>>> {
  readonly from: string;
  readonly to: string;
}

/** What a number of a report is, by the name of its measure; an amount unless it stands here. */
export const MEASURES: Readonly<Record<string, 'rate' | 'days' | 'quantity' | 'count'>> = { rate: 'rate', days: 'days', quantity: 'quantity', products: 'count' };

/** A line of a section. Amounts are in minor units of the report's currency, or of its own; null where nothing can be said. */
export interface ReportItem {
  /** A month 'yyyy-MM', a stage, an age, the name of a figure, or the id of a record; '' for what has none. */
  readonly key: string;
  /** The record it is about. */
  readonly of?: Named | null;
  /** How many records it is made of; 0 where a figure only tells more of the records of another. */
  readonly count: number;
  /** How many of the records have an amount in a currency without a rate: counted, and in no amount. */
  readonly unpriced: number;
  readonly currency?: string;
  readonly amounts: Readonly<Record<string, number | null>>;
}
export interface ReportSection {
  readonly key: string;
  /** What its lines are about. */
  readonly by: 'figure' | 'month' | 'stage' | 'age' | 'owner' | 'team' | 'customer' | 'contract' | 'warehouse' | 'category' | 'product';
  readonly measures: readonly string[];
  readonly items: readonly ReportItem[];
}
/** Figures within the reader's reach, at most two seconds old. */
export interface MoneyReport {
  readonly name: MoneyReportName;
  readonly from: string;
  readonly to: string;
  /** The currency of its amounts: the workspace's, unless one was asked for. */
  readonly currency: string;
  readonly sections: readonly ReportSection[];
}

/** The lines of a section; none when the report has no such section. */
export const itemsOf = (report: MoneyReport | null, section: string): readonly ReportItem[] => report?.sections.find(({ key }) => key === section)?.items ?? [];
export const isNarrowed = ({ ownerId, teamId, customerId, currency }: Asked): boolean => [ownerId, teamId, customerId, currency].some(Boolean);
