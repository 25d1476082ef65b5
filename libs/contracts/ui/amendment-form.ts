import { Amendment, AmendmentChange, NewAmendment } from '#contracts/model';
import { type FormLayout } from '#workbench/ui';
import { lockOf } from './contract-rows.ts';

export const AMENDMENT_FORM: FormLayout<Amendment> = {
  of: Amendment, create: NewAmendment, change: AmendmentChange,
  pages: '/amendments',
  locked: (amendment) => {
    const why = lockOf(amendment);
    return why ? { why: `problem.${why}`, free: [] } : null;
  },
  wide: ['name', 'note'],
  groups: [
    { key: 'amendment.group.main', fields: ['name', 'contractId', 'revision', 'approval', 'effectiveOn'] },
    { key: 'amendment.group.value', fields: ['amount', 'net', 'tax', 'discountAmount', 'startsOn', 'endsOn'] },
    { key: 'amendment.group.more', fields: ['note'] },
  ],
}; // prettier-ignore
