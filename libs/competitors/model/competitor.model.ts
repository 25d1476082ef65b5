import { Choice, InputOf, LongText, PartialType, RecordOf, RecordView, Text, Texts, Url } from '#kernel/model';

export const COMPETITOR_STATUSES = ['watched', 'faded'] as const;

/** Who else sells what we sell. */
@RecordOf({ name: 'competitor', path: 'competitors', search: ['name', 'sells', 'tags'], order: 'name' })
export class Competitor extends RecordView {
  @Text({ max: 200, sort: true, filter: true }) name!: string;
  @Choice(COMPETITOR_STATUSES, { filter: true, tones: { watched: 'info', faded: 'neutral' } }) status!: (typeof COMPETITOR_STATUSES)[number];
  @Url({ optional: true }) website!: string | null;
  /** What they sell against us. */
  @Text({ max: 500, optional: true }) sells!: string | null;
  @LongText({ max: 2000, optional: true }) strengths!: string | null;
  @LongText({ max: 2000, optional: true }) weaknesses!: string | null;
  @Texts('text', { filter: true, max: 30 }) tags!: string[];
  @LongText({ optional: true }) note!: string | null;
}
export class NewCompetitor extends InputOf(Competitor) {}
export class CompetitorChange extends PartialType(NewCompetitor) {}
