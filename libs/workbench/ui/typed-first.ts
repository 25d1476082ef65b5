/** Does what a key asks for, and nothing else of it, once what is being typed has been taken in as if the field had been left. */
export function typedFirst(event: Event, work: () => void): void {
  event.preventDefault();
  event.stopPropagation();
  (event.target as HTMLElement).dispatchEvent(new Event('change'));
  work();
}
