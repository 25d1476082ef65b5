import { expect, it } from 'vitest';
import { isLocked, isOpen, QUOTE_STATUSES, quoteLeads } from './status.ts';

it('a quote is locked exactly where its content is neither written nor becomes a new version', () => {
  for (const status of QUOTE_STATUSES) expect([status, isLocked(status)]).toEqual([status, !isOpen(status) && !quoteLeads('revise', status)]);
});
