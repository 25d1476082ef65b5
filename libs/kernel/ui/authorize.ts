import { HttpErrorResponse, type HttpInterceptorFn, type HttpRequest } from '@angular/common/http';
import { inject, Injector } from '@angular/core';
import { Router } from '@angular/router';
import { catchError, from, switchMap, throwError } from 'rxjs';
import { Session } from './session.ts';

const withToken = (request: HttpRequest<unknown>, token: string | null) =>
  token ? request.clone({ setHeaders: { Authorization: `Bearer ${token}` } }) : request;

/** Puts the token on requests to our API; a session that ended leads to the sign-in page, and back from there. */
export const authorize: HttpInterceptorFn = (request, next) => {
  if (!request.url.startsWith('/api/') || /^\/api\/v1\/(auth|setup)/.test(request.url)) return next(request);
  const injector = inject(Injector);
  const session = injector.get(Session);
  return from(session.accessToken()).pipe(
    switchMap((token) => next(withToken(request, token))),
    catchError((error: unknown) => {
      if (!(error instanceof HttpErrorResponse) || error.status !== 401) return throwError(() => error);
      return from(session.refresh()).pipe(
        switchMap((renewed) => {
          if (renewed) return from(session.accessToken()).pipe(switchMap((token) => next(withToken(request, token))));
          const router = injector.get(Router);
          session.end();
          void router.navigate(['/sign-in'], { queryParams: { to: router.url } });
          return throwError(() => error);
        }),
      );
    }),
  );
};
