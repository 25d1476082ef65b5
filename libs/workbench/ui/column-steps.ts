/** In a table of inputs Enter and the arrows go down and up the column; `at` is what the input of the row that is so many further is marked with, as `data-at`. */
export function stepInColumn(event: KeyboardEvent, at: (by: number) => string): void {
  const by = { ArrowDown: 1, Enter: 1, ArrowUp: -1 }[event.key];
  if (!by || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  (event.currentTarget as HTMLElement).closest('table')?.querySelector<HTMLInputElement>(`input[data-at="${at(by)}"]`)?.focus();
}
