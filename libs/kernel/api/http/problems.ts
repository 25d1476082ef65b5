import type { Fault } from '#kernel/model';

/** Something went wrong that the caller can understand: an HTTP status and a code of the dictionary with its facts. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly params?: Record<string, unknown>,
    readonly errors?: readonly Fault[],
    readonly current?: unknown,
  ) {
    super(code);
  }
}

/** 400: the model or the query check refuses it. */
export class Invalid extends Problem {
  constructor(errors: readonly Fault[]) {
    super(400, 'invalid', { count: errors.length }, errors);
  }
}
/** 401: nobody has signed in. */
export class Unauthenticated extends Problem {
  constructor(code = 'sign-in-needed') {
    super(401, code);
  }
}
/** 401: whoever signed in must prove again who they are. */
export class StepUpNeeded extends Problem {
  constructor() {
    super(401, 'step-up-needed');
  }
}
/** 403: held, but it rests until a second factor is set up. */
export class SecondFactorNeeded extends Problem {
  constructor() {
    super(403, 'second-factor-needed');
  }
}
/** 403: readable, but not allowed. */
export class Forbidden extends Problem {
  constructor(permission: string) {
    super(403, 'forbidden', { permission });
  }
}
/** 404: missing or not visible; nobody can tell which. */
export class NotFound extends Problem {
  constructor() {
    super(404, 'not-found');
  }
}
/** 409: a value that may exist once exists already. */
export class Taken extends Problem {
  constructor(pointer: string) {
    super(409, 'taken', undefined, [{ pointer, code: 'taken' }]);
  }
}
/** 412: somebody changed it meanwhile; `current` is what it is now. */
export class Stale extends Problem {
  constructor(current: unknown) {
    super(412, 'stale', undefined, undefined, current);
  }
}
/** 422: a rule of the domain says no. */
export class Rejected extends Problem {
  constructor(code: string, params?: Record<string, unknown>, errors?: readonly Fault[]) {
    super(422, code, params, errors);
  }
}
/** 428: a change must say which version it changes. */
export class IfMatchMissing extends Problem {
  constructor() {
    super(428, 'if-match-missing');
  }
}
/** 409, 429 or 503: come back later. */
export class Busy extends Problem {
  constructor(readonly retryAfter: number, status: 409 | 429 | 503 = 429, code = 'too-many-requests') {
    super(status, code, { seconds: retryAfter });
  }
}
