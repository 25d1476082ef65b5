import { Contract, ContractChange, NewContract } from '#contracts/model';
import { type FormLayout } from '#workbench/ui';

export const CONTRACT_FORM: FormLayout<Contract> = {
  of: Contract, create: NewContract, change: ContractChange,
  wide: ['name', 'terms', 'note'],
  groups: [
    { key: 'contract.group.main', fields: ['name', 'number', 'customerId', 'contactId', 'opportunityId', 'type'] },
    { key: 'contract.group.value', fields: ['amount', 'currency', 'discountAmount', 'startsOn', 'endsOn', 'remindDays'] },
    { key: 'contract.group.more', fields: ['terms', 'note'] },
  ],
}; // prettier-ignore
