import type { Type } from '@nestjs/common';
import type { TablesData } from './catalogue.ts';
import type { Words } from './http/dictionary.ts';
import type { Migration } from './database/schema.ts';

/** A slice as the server takes it in: its module, its tables and its words. */
export interface Slice {
  readonly name: string;
  readonly module: Type;
  readonly migrations: readonly Migration[];
  readonly words: Words;
  /** Permissions it asks for in its code, beside those of its routes. */
  readonly permissions?: readonly string[];
  /** How the columns of its tables beside the records are protected. */
  readonly data?: TablesData;
}
