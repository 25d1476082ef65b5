import { Choice, Currency, Email, Flag, LongText, Text } from '#kernel/model';
import { LANGUAGES } from './user.model.ts';

export const isTimeZone = (name: string): boolean => {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
};
/** Without a second factor a password has at least fifteen characters, with one eight. */
export const LONG_PASSWORD = 15;
export const SHORT_PASSWORD = 8;
const MOST = 128;
const atLeast = (limit: number) => ({ code: limit === LONG_PASSWORD ? 'password-too-short' : 'password-short', holds: (text: string) => [...text].length >= limit });
/** One spelling of a password, however a keyboard puts its accents together. */
export const spelt = (password: string): string => password.normalize('NFKC');

export class SignIn {
  @Text({ max: 64 }) username!: string;
  @Text({ max: 500, verbatim: true }) password!: string;
  @Flag({ optional: true }) remember!: boolean | null;
  /** The secret of a sign-in provider's identity that is to be connected with this account. */
  @Text({ max: 200, optional: true }) consent!: string | null;
}
/** The second step: a code of an app, or a recovery code. */
export class FactorAnswer {
  @Text({ max: 200 }) token!: string;
  @Text({ max: 64 }) code!: string;
}
/** What a passkey signed, as the browser gives it; the token of the first step, when it is the second. */
export class PasskeyAnswer {
  @Text({ max: 200, optional: true }) token!: string | null;
  @LongText() response!: string;
  @Flag({ optional: true }) remember!: boolean | null;
}
export class PasskeyQuestion {
  @Text({ max: 200, optional: true }) token!: string | null;
}
/** Proves once more who somebody is. */
export class StepUp {
  @Text({ max: 500, optional: true, verbatim: true }) password!: string | null;
  @Text({ max: 64, optional: true }) code!: string | null;
  @LongText({ optional: true }) response!: string | null;
}
/** The first administrator and the company. */
export class SetupForm {
  @Text({ max: 200 }) token!: string;
  @Text({ max: 100 }) name!: string;
  @Text({ max: 64 }) username!: string;
  @Text({ max: MOST, verbatim: true, rule: atLeast(LONG_PASSWORD) }) password!: string;
  @Text({ max: 100 }) workspace!: string;
  @Choice(LANGUAGES) language!: (typeof LANGUAGES)[number];
  @Text({ max: 64, rule: { code: 'time-zone', holds: isTimeZone } }) timeZone!: string;
  @Currency() currency!: string;
}
export class PasswordByToken {
  @Text({ max: 200 }) token!: string;
  @Text({ max: MOST, verbatim: true, rule: atLeast(SHORT_PASSWORD) }) password!: string;
}
export class PasswordChange {
  @Text({ max: 500, verbatim: true }) current!: string;
  @Text({ max: MOST, verbatim: true, rule: atLeast(SHORT_PASSWORD) }) password!: string;
}
export class Forgotten {
  @Text({ max: 64 }) username!: string;
}
export class EmailChange {
  @Email() email!: string;
}
export class LinkToken {
  @Text({ max: 200 }) token!: string;
}
