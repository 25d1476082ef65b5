/** The name of a fact and the shape of what it says. */
export interface EventType<P> {
  readonly name: string;
  readonly payload?: P;
}

/** Declares a fact of a domain: `event<{ id: string }>('opportunity.won')`. */
export const event = <P>(name: string): EventType<P> => ({ name });
