/** The name of a fact and the shape of what it says. */
export interface EventType<P> {
  readonly name: string;
  readonly payload?: P;
}

/** Declares a fact of a domain: `event<{ id: string }>('opportunity.won')`. */
export const event = <P>(name: string): EventType<P> => ({ name });

/** A record tells no longer of anybody: whoever keeps something of it elsewhere lets go of it. Told within the unit of work. */
export const RecordErased = event<{ kind: string; id: string }>('record.erased');
