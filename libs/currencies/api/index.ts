import type { Slice } from '#kernel/api';
import { currenciesWords } from '#currencies/model';
import { CurrenciesModule } from './currencies.module.ts';
import { currencyRates } from './migrations/20261125-currency-rates.ts';

export * from './currencies.module.ts';
export * from './rates.service.ts';
export const currencies: Slice = { name: 'currencies', module: CurrenciesModule, migrations: [currencyRates], words: currenciesWords };
