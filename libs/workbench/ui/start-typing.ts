/** Puts the cursor where a new page is filled in first; not on touch screens, whose keyboard would cover it. */
export function startTyping(page: string, first: string): void {
  if (matchMedia('(pointer: coarse)').matches) return;
  setTimeout(() => document.querySelector<HTMLElement>(`${page} form :is(${first})`)?.focus());
}
