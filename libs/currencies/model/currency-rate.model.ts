import { Currency, Day, InputOf, PartialType, Rate, RecordOf, RecordView } from '#kernel/model';

/** What a unit of a currency was worth in the workspace's own from a day on; it holds until the next one. */
@RecordOf({ name: 'currency-rate', path: 'currency-rates', table: 'currency_rate', title: 'currency', order: '-validOn', owned: false })
export class CurrencyRate extends RecordView {
  @Currency({ filter: true, sort: true }) currency!: string;
  @Day({ filter: true, sort: true }) validOn!: string;
  /** Units of the workspace's currency for one of this, in 10⁻⁸. */
  @Rate({ max: 1_000_000_000_000_000 }) rate!: number;
}
export class NewCurrencyRate extends InputOf(CurrencyRate) {}
export class CurrencyRateChange extends PartialType(InputOf(CurrencyRate, 'currency', 'validOn')) {}
