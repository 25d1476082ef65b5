import { event } from '#kernel/model';

/** A refresh token came twice: somebody else holds a copy. */
export const TokenReused = event<{ userId: string }>('account.token-reused');
