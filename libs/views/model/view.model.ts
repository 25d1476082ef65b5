import { Flag, InputOf, PartialType, RecordOf, RecordView, Text } from '#kernel/model';

/** A list as somebody wants to find it again: its filters, order and columns under a name. */
@RecordOf({ name: 'view', path: 'views', order: 'name' })
export class View extends RecordView {
  /** Path of the list: 'customers'. */
  @Text({ max: 40, filter: true }) list!: string;
  @Text({ max: 60, sort: true }) name!: string;
  /** The list's parameters as in its address: 'status=active&sort=name'. */
  @Text({ max: 2000 }) address!: string;
  /** Whether everybody has it. */
  @Flag({ filter: true }) shared!: boolean;
}
export class NewView extends InputOf(View) {}
export class ViewChange extends PartialType(InputOf(View, 'list')) {}
