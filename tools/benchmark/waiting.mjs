// From a key or a click to what people see of it, in milliseconds, told by the page itself.

/** Watches the page: `first` is the first change on the screen, `done` the frame in which everything asked for is there. */
function watch({ selector, answer }) {
  const state = { begun: 0, first: 0, done: 0 };
  globalThis.rapportWaits = state;
  const begin = ({ timeStamp }) => (state.begun ||= timeStamp);
  for (const kind of ['pointerdown', 'keydown']) addEventListener(kind, begin, { capture: true, once: true });
  const answered = () => !answer || performance.getEntriesByType('resource').some(({ name, startTime }) => name.includes(answer) && startTime >= state.begun);
  const there = () => document.querySelector(selector) !== null && answered() && !document.querySelector('[aria-busy=true]');
  const painted = (name) => requestAnimationFrame(() => setTimeout(() => (state[name] ||= performance.now())));
  const observer = new MutationObserver(() => {
    if (!state.begun) return;
    painted('first');
    observer.disconnect();
  });
  observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  const look = () => (state.begun && there() ? painted('done') : requestAnimationFrame(look));
  look();
}

/** Does something on a page, and says how long it took until its first sign and until it was done. */
export async function waiting(page, wanted, act) {
  await page.evaluate(watch, wanted);
  await act();
  await page.waitForFunction(() => globalThis.rapportWaits.done > 0);
  const { begun, first, done } = await page.evaluate(() => globalThis.rapportWaits);
  return { first: first - begun, done: done - begun };
}
