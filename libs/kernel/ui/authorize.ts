import { HttpErrorResponse, type HttpInterceptorFn, type HttpRequest } from '@angular/common/http';
import { inject, Injector } from '@angular/core';
import { Router } from '@angular/router';
import { catchError, from, switchMap, throwError, type Observable } from 'rxjs';
import { problemOf } from './problem.ts';
import { Session } from './session.ts';
import { STEP_UP } from './step-up.ts';

const withToken = (request: HttpRequest<unknown>, token: string | null) =>
  token ? request.clone({ setHeaders: { Authorization: `Bearer ${token}` } }) : request;
/** What went wrong with a file comes as a file too: its words are read out. */
function readOut(error: unknown): Observable<never> {
  if (!(error instanceof HttpErrorResponse) || !(error.error instanceof Blob)) return throwError(() => error);
  const { headers, status, statusText, url } = error;
  const body = error.error.text().then((text) => JSON.parse(text) as unknown).catch(() => null);
  return from(body).pipe(switchMap((read) => throwError(() => new HttpErrorResponse({ error: read, headers, status, statusText, ...(url ? { url } : {}) }))));
}
/** One question for however many requests wait for its answer. */
let asking: Promise<boolean> | null = null;

/**
 * Puts the token on requests to our API; a session that ended leads to the sign-in page, and back from there.
 * Where a fresh proof is needed it is asked for and the request sent again; where a second factor is, it is set up.
 */
export const authorize: HttpInterceptorFn = (request, next) => {
  if (!request.url.startsWith('/api/') || /^\/api\/v1\/(auth\/(?!step-up)|setup)/.test(request.url)) return next(request);
  const injector = inject(Injector);
  const session = injector.get(Session);
  const send = () => from(session.accessToken()).pipe(switchMap((token) => next(withToken(request, token))), catchError(readOut));
  const leave = () => {
    const router = injector.get(Router);
    session.end();
    void router.navigate(['/sign-in'], { queryParams: { to: router.url } });
  };
  return send().pipe(
    catchError((error: unknown) => {
      const { status, code } = error instanceof HttpErrorResponse ? problemOf(error) : { status: 0, code: '' };
      if (code === 'second-factor-needed') void injector.get(Router).navigate(['/settings/security']);
      if (status !== 401) return throwError(() => error);
      if (code === 'step-up-needed') {
        asking ??= injector.get(STEP_UP)().finally(() => (asking = null));
        return from(asking).pipe(switchMap((proved) => (proved ? send() : throwError(() => error))));
      }
      return from(session.refresh()).pipe(
        switchMap((renewed) => {
          if (renewed) return send();
          leave();
          return throwError(() => error);
        }),
      );
    }),
  );
};
