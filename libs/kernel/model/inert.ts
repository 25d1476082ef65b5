/** What a spreadsheet would compute: also after blanks, control characters and apostrophes, and in full-width form. */
const FORMULA = /^[\s\p{Cc}\u200b\ufeff']*[=+\-@＝＋－＠]|^'*[\t\r\0]/u;

/** A text that no spreadsheet computes: a leading apostrophe keeps it a text. */
export const inert = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);

/** The text that `inert` made inert. */
export const fromInert = (text: string): string => (text.startsWith("'") && FORMULA.test(text.slice(1)) ? text.slice(1) : text);
