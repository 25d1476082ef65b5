import { fieldsOf, type Class, type Field } from './field.ts';

const ADDABLE = ['money', 'quantity', 'integer'];

/** Fields whose values over many records may be added up: not prices, percentages or years. */
export const addableOf = (of: Class): Field[] => fieldsOf(of).filter(({ kind, adds }) => ADDABLE.includes(kind) && adds !== false);

/** What a field adds up to over all records of a list. */
export interface Sum {
  readonly field: string;
  /** The currency of an amount; amounts in several currencies are told apart, never added. */
  readonly currency: string | null;
  readonly sum: number;
  /** How many records have a value. */
  readonly count: number;
}
export interface Sums {
  readonly sums: readonly Sum[];
  /** When it was added up: at most two seconds ago. */
  readonly at: string;
}
