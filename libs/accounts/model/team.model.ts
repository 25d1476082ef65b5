import { InputOf, PartialType, RecordOf, RecordView, Ref, Text } from '#kernel/model';

/** A node of the company's tree; its head manages it and everything below. */
@RecordOf({ name: 'team', path: 'teams', search: ['name'], order: 'name', owned: false })
export class Team extends RecordView {
  @Text({ max: 100, sort: true, filter: true }) name!: string;
  @Ref('team', { optional: true, filter: true }) parentId!: string | null;
  @Ref('user', { optional: true, filter: true }) headId!: string | null;
}
export class NewTeam extends InputOf(Team) {}
export class TeamChange extends PartialType(NewTeam) {}
