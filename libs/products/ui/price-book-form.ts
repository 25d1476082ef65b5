import { type FormLayout } from '#workbench/ui';
import { NewPriceBook, PriceBook, PriceBookChange } from '#products/model';

/** A new book is in use, for everybody, in the currency given. */
export const priceBookForm = (currency: string): FormLayout<PriceBook> => ({
  of: PriceBook, create: NewPriceBook, change: PriceBookChange,
  start: { kind: 'list', active: true, currency }, wide: ['name'],
  groups: [
    { key: 'price-book.group.main', fields: ['name', 'kind', 'customerId', 'level', 'currency'] },
    { key: 'price-book.group.time', fields: ['validFrom', 'validTo', 'active'] },
  ],
}); // prettier-ignore
