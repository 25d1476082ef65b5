import { Choice, Integer, Text } from '#kernel/model';

export const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'gb18030', 'big5', 'shift_jis', 'windows-1252'] as const;
export type Encoding = (typeof ENCODINGS)[number];
export const DELIMITERS = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];
export type FileFormat = 'csv' | 'xlsx' | 'vcf';

/** How a file is to be read; what is not said is detected. */
export class ReadingChange {
  @Choice(ENCODINGS, { optional: true }) encoding!: Encoding | null;
  @Choice(DELIMITERS, { optional: true }) delimiter!: Delimiter | null;
  @Text({ max: 100, optional: true }) sheet!: string | null;
  /** The row with the names of the columns, counted from one among the rows that hold something. */
  @Integer({ min: 1, max: 1000, optional: true }) headerRow!: number | null;
}

/** How a file was read. */
export interface Reading {
  readonly format: FileFormat;
  readonly encoding: Encoding | null;
  readonly delimiter: Delimiter | null;
  readonly sheet: string | null;
  readonly sheets: readonly string[];
  readonly headerRow: number;
  /** Rows that the sheet claims to have, empty ones among them. */
  readonly declared?: number;
}
