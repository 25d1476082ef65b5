import { capitalAmount, showMoney } from '#kernel/model';
import type { Contract } from './contract.model.ts';

/** The words that may stand in double braces in the terms of a contract. */
export const TERM_WORDS = ['number', 'name', 'customer', 'contact', 'company', 'owner', 'amount', 'amountInCapitals', 'net', 'tax', 'currency', 'startsOn', 'endsOn', 'signedOn', 'signer', 'revision'] as const;
export type TermWord = (typeof TERM_WORDS)[number];
type Named = { readonly name?: string } | null | undefined;
type Source = Partial<Contract> & { readonly customer?: Named; readonly contact?: Named; readonly owner?: Named };
/** Amounts are told where the terms are read, by what the reader may see. */
const WORTH: readonly TermWord[] = ['amount', 'amountInCapitals', 'net', 'tax'];

/** What each word stands for in a contract; a word that nothing is known for is missing. */
export function factsOf(contract: Source, company: string, language: string): Partial<Record<TermWord, string>> {
  const { currency = 'CNY', amount, net, tax, number, name, startsOn, endsOn, signedOn, signer, revision, customer, contact, owner } = contract;
  const money = (value: number | null | undefined) => (value === null || value === undefined ? undefined : showMoney(value, currency, language));
  const all: Record<TermWord, string | null | undefined> = {
    number, name, company, currency, startsOn, endsOn, signedOn, signer, customer: customer?.name, contact: contact?.name, owner: owner?.name, revision: revision === undefined ? undefined : String(revision),
    amount: money(amount), net: money(net), tax: money(tax), amountInCapitals: amount === null || amount === undefined ? undefined : capitalAmount(amount, currency),
  }; // prettier-ignore
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value)) as Partial<Record<TermWord, string>>;
}

/** Terms with their words filled in; a word that is not known stays as it is. */
export const filled = (terms: string, facts: Partial<Record<string, string>>): string => terms.replace(/\{\{\s*(\w+)\s*\}\}/g, (whole, word: string) => facts[word] ?? whole);

/** Terms as they are signed: everything is filled in but the amounts, which are told where they are read. */
export function signedTerms(terms: string, facts: Partial<Record<TermWord, string>>): string {
  return filled(terms, Object.fromEntries(Object.entries(facts).filter(([word]) => !WORTH.includes(word as TermWord))));
}
