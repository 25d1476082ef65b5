import { Controller, Get, Param, Query } from '@nestjs/common';
import { Asks, fieldsParameter, Needs, NotFound, Records } from '#kernel/api';

@Controller('api/v1/sums')
export class SumsController {
  constructor(private readonly kernel: Records) {}

  /**
   * What number fields add up to over all that a list finds, within the reader's reach: `?fields=amount,weighted` beside the list's own parameters.
   * Amounts are told by currency. At most two seconds old. Needs `<kind>.read`.
   */
  @Get(':kind')
  @Asks({ ...fieldsParameter(null, 'Number fields of the kind that are added up. Beside it, every filter of the kind’s list.'), required: true })
  @Needs()
  of(@Param('kind') kind: string, @Query() { fields = '', ...query }: Record<string, string>) {
    const store = this.kernel.stores.get(kind);
    if (!store) throw new NotFound();
    return store.addUp(query, fields.split(',').filter(Boolean));
  }
}
