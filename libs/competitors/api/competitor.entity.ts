import { RecordTable } from '#kernel/api';
import { Competitor } from '#competitors/model';

/** A competitor as it is stored. */
@RecordTable({ indexes: [['deletedKey', 'name', 'id'], ['deletedKey', 'status', 'name', 'id']] })
export class CompetitorEntity extends Competitor {}
