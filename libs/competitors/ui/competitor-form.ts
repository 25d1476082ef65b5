import { Competitor, CompetitorChange, NewCompetitor } from '#competitors/model';
import { type FormLayout } from '#workbench/ui';

export const COMPETITOR_FORM: FormLayout<Competitor> = {
  of: Competitor, create: NewCompetitor, change: CompetitorChange,
  start: { status: 'watched' },
  wide: ['name', 'sells'],
  groups: [
    { key: 'competitor.group.main', fields: ['name', 'sells', 'status', 'website', 'tags'] },
    { key: 'competitor.group.compare', fields: ['strengths', 'weaknesses'] },
    { key: 'competitor.group.more', fields: ['note'] },
  ],
}; // prettier-ignore
