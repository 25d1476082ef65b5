import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { browserSupportsWebAuthn, startAuthentication, startRegistration } from '@simplewebauthn/browser';
import { firstValueFrom } from 'rxjs';

/** Asks the browser for passkeys: to make one, or to sign with one. */
@Injectable({ providedIn: 'root' })
export class Passkey {
  private readonly http = inject(HttpClient);
  readonly possible = browserSupportsWebAuthn();

  /** What the browser made, for the server. */
  async make(question: string): Promise<string> {
    const optionsJSON = await firstValueFrom(this.http.post<Parameters<typeof startRegistration>[0]['optionsJSON']>(question, {}));
    return JSON.stringify(await startRegistration({ optionsJSON }));
  }
  /** What a passkey signed, for the server. */
  async sign(question: string, body: object): Promise<string> {
    const optionsJSON = await firstValueFrom(this.http.post<Parameters<typeof startAuthentication>[0]['optionsJSON']>(question, body));
    return JSON.stringify(await startAuthentication({ optionsJSON }));
  }
}

/** Whether somebody closed the browser's window instead of answering. */
export const turnedAway = (error: unknown): boolean => error instanceof Error && ['NotAllowedError', 'AbortError'].includes(error.name);
