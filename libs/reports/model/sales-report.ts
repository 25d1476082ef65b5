import type { Named } from '#kernel/model';

/** Deals that add up: how many, and what they bring in minor units of the workspace's currency. */
export interface Sum {
  readonly count: number;
  readonly amount: number;
}
export interface NamedSum extends Sum {
  readonly of: Named | null;
}
export interface StageSum extends Sum {
  readonly stage: Named;
  readonly weighted: number;
}
export interface FunnelStep {
  readonly stage: Named;
  /** Deals of the cohort that ever got this far. */
  readonly reached: number;
  /** Of those that reached the first stage, 0–1. */
  readonly share: number;
}

/** The figures of a period, within the reader's reach. */
export interface SalesReport {
  readonly from: string;
  readonly to: string;
  readonly currency: string;
  readonly won: Sum;
  readonly lost: number;
  readonly invalid: number;
  /** won / (won + lost), by closing day; null when nothing was closed. */
  readonly winRate: number | null;
  readonly averageWon: number | null;
  /** Days from opening to closing of won deals. */
  readonly cycle: { readonly mean: number | null; readonly median: number | null };
  readonly open: Sum & { readonly weighted: number };
  readonly byMonth: readonly (Sum & { readonly period: string })[];
  readonly byQuarter: readonly (Sum & { readonly period: string })[];
  readonly byOwner: readonly NamedSum[];
  readonly byTeam: readonly NamedSum[];
  readonly byProduct: readonly NamedSum[];
  readonly byCustomer: readonly NamedSum[];
  readonly pipeline: readonly StageSum[];
  readonly funnel: readonly FunnelStep[];
  /** Won and open deals in currencies without a rate: counted, and in no amount. */
  readonly unpriced: number;
}

/** What the deals of a stage, a state and an opening month add up to, in the workspace's currency. */
export interface DealSum {
  readonly stageId: string;
  readonly status: string;
  /** 'yyyy-MM'. */
  readonly month: string;
  readonly count: number;
  readonly amount: number;
  readonly weighted: number;
}
