import { HttpErrorResponse } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import type { ProblemBody } from '#kernel/model';
import { Words } from './words.ts';

/** What went wrong, whatever was thrown. */
export function problemOf(thrown: unknown): ProblemBody {
  // A resource keeps what is no error in itself behind one of its own.
  const error = thrown instanceof Error && thrown.cause instanceof HttpErrorResponse ? thrown.cause : thrown;
  if (error instanceof HttpErrorResponse) {
    const body: unknown = error.error;
    if (typeof body === 'object' && body !== null && 'code' in body) return body as ProblemBody;
    return { type: 'about:blank', title: '', status: error.status, code: error.status === 0 ? 'offline' : 'unexpected' };
  }
  return { type: 'about:blank', title: '', status: 0, code: 'unexpected' };
}

/** Problems in words. */
@Injectable({ providedIn: 'root' })
export class Problems {
  private readonly words = inject(Words);

  say(error: unknown): string {
    const { code, params } = problemOf(error);
    return this.sentence(code, params);
  }
  sentence(code: string, params?: Record<string, unknown>): string {
    const key = `problem.${code}`;
    return this.words.has(key) ? this.words.t(key, params) : this.words.t('problem.unexpected');
  }
}
