export interface Stage {
  readonly base: string;
  readonly name: string | null;
  readonly steps: readonly { readonly word: string; readonly rest: string }[];
}
export declare function stagesOf(file: string | URL): Stage[];
export declare function commandOf(rest: string): string[];
export declare function settingsOf(steps: Stage['steps']): Record<string, string>;
