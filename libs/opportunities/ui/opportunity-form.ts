import { type FormLayout } from '#workbench/ui';
import { NewOpportunity, Opportunity, OpportunityChange } from '#opportunities/model';
import { LinesPart } from './lines-part.ts';

export const OPPORTUNITY_FORM: FormLayout<Opportunity> = {
  of: Opportunity, create: NewOpportunity, change: OpportunityChange,
  wide: ['name'],
  groups: [
    { key: 'opportunity.group.main', fields: ['name', 'customerId', 'contactId', 'amount', 'expectedCloseOn'] },
    { key: 'opportunity.group.value', fields: ['probability', 'currency', 'openedOn', 'source', 'competitorId'] },
    { key: 'opportunity.group.more', fields: ['note'] },
  ],
  part: LinesPart,
}; // prettier-ignore
