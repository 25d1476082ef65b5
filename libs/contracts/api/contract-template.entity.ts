import { RecordTable } from '#kernel/api';
import { ContractTemplate } from '#contracts/model';

/** A template of terms as it is stored. */
@RecordTable({ indexes: [['deletedKey', 'name', 'id']] })
export class ContractTemplateEntity extends ContractTemplate {}
