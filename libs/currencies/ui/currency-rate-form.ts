import { type FormLayout } from '#workbench/ui';
import { CurrencyRate, CurrencyRateChange, NewCurrencyRate } from '#currencies/model';

/** A new rate holds from today on. */
export const rateForm = (today: string): FormLayout<CurrencyRate> => ({
  of: CurrencyRate, create: NewCurrencyRate, change: CurrencyRateChange, start: { validOn: today },
  groups: [{ key: 'currency-rate.group.main', fields: ['currency', 'validOn', 'rate'] }],
}); // prettier-ignore
