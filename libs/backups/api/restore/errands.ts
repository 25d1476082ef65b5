/** Long work with databases is done by a process of its own, so that requests are answered meanwhile. */
export abstract class Errands {
  /** Runs a command of the program to its end. False when it is to be done here: from its sources the program has no other process. */
  abstract run(args: readonly string[]): Promise<boolean>;
  /** Starts a command that goes on when this process ends. */
  abstract leave(args: readonly string[]): boolean;
}
