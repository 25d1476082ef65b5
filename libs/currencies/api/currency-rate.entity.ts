import { RecordTable } from '#kernel/api';
import { CurrencyRate } from '#currencies/model';

/** A rate as it is stored. */
@RecordTable({ unique: [['currency', 'validOn', 'deletedKey']], indexes: [['deletedKey', 'currency', 'id'], ['deletedKey', 'validOn', 'id']] })
export class CurrencyRateEntity extends CurrencyRate {}
