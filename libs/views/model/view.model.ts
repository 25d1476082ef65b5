import { Flag, InputOf, PartialType, RecordOf, RecordView, Text } from '#kernel/model';

/** A list as somebody wants to find it again: its filters, order and columns under a name. */
@RecordOf({ name: 'view', path: 'views', order: 'name' })
export class View extends RecordView {
  /** Path of the list: 'customers'. */
  @Text({ max: 40, filter: true }) list!: string;
  @Text({ max: 60, sort: true }) name!: string;
  /** The list's parameters as in its address: 'status=active&sort=name'. What a list no longer knows of it is left out when it is shown. Somebody's phone may be among it. */
  @Text({ max: 2000, encrypted: true }) address!: string;
  /** Whether everybody has it. */
  @Flag({ filter: true }) shared!: boolean;
  /** Whether everybody has it whose primary team is the owner's. */
  @Flag({ optional: true, filter: true }) forTeam!: boolean | null;
}
export class NewView extends InputOf(View) {}
export class ViewChange extends PartialType(InputOf(View, 'list')) {}

/** The view somebody finds a list in: one of the list's own by its key, or a saved one by its id; null for none. */
export class ViewDefault {
  @Text({ max: 40 }) list!: string;
  @Text({ max: 60, optional: true }) view!: string | null;
}
