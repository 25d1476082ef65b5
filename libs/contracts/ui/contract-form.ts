import { Contract, ContractChange, NEVER_FROZEN, NewContract } from '#contracts/model';
import { type FormLayout } from '#workbench/ui';
import { lockOf } from './contract-rows.ts';

export const CONTRACT_FORM: FormLayout<Contract> = {
  of: Contract, create: NewContract, change: ContractChange,
  pages: '/contracts',
  locked: (contract) => {
    const why = lockOf(contract);
    return why ? { why: `problem.${why}`, free: why === 'contract-frozen' && contract.stage !== 'archived' ? NEVER_FROZEN : [] } : null;
  },
  wide: ['name', 'note'],
  groups: [
    { key: 'contract.group.main', fields: ['name', 'number', 'customerId', 'contactId', 'type', 'opportunityId', 'quoteId', 'predecessorId'] },
    { key: 'contract.group.value', fields: ['approval', 'revision', 'amount', 'net', 'tax', 'discountAmount', 'startsOn', 'endsOn', 'signedOn', 'signer', 'received', 'invoiced', 'writtenOff', 'receivable', 'fulfilment', 'remindDays', 'reason'] },
    { key: 'contract.group.more', fields: ['note'] },
  ],
}; // prettier-ignore
