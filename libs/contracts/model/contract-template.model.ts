import { Flag, InputOf, LongText, Option, PartialType, RecordOf, RecordView, Text } from '#kernel/model';

/** Clauses that contracts of a type start with; words in double braces stand for facts of the contract. */
@RecordOf({ name: 'contract-template', path: 'contract-templates', table: 'contract_template', search: ['name'], order: 'name', owned: false })
export class ContractTemplate extends RecordView {
  @Text({ max: 100, sort: true, filter: true }) name!: string;
  @Option('contract-type', { optional: true, filter: true }) type!: string | null;
  /** Whether it is offered. */
  @Flag({ filter: true }) active!: boolean;
  @LongText({ max: 100_000 }) terms!: string;
}
export class NewContractTemplate extends InputOf(ContractTemplate) {}
export class ContractTemplateChange extends PartialType(NewContractTemplate) {}
