import { Ref, Text } from '#kernel/model';
import { MovedLine } from '#stock/model';

/** What the sheet asks for when goods come, go or arrive. */
export class OneWay extends MovedLine {
  @Ref('warehouse') warehouseId!: string;
  @Text({ max: 500, optional: true }) reason!: string | null;
}
/** What it asks for when they change their warehouse. */
export class TwoWays extends MovedLine {
  @Ref('warehouse') fromId!: string;
  @Ref('warehouse') toId!: string;
  @Text({ max: 500, optional: true }) reason!: string | null;
}
