/** A page of the help: what it is called, and its paragraphs; one that starts with '- ' is a point of a list. */
export interface HelpPage {
  /** Path of the screen it explains. */
  readonly key: string;
  readonly title: string;
  readonly parts: readonly { readonly heading?: string; readonly text: readonly string[] }[];
}
