import { Choice, Currency, Text } from '#kernel/model';
import { LANGUAGES } from './user.model.ts';

export const isTimeZone = (name: string): boolean => {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
};
/** Without a second factor a password has at least fifteen characters. */
const longEnough = { code: 'password-too-short', holds: (text: string) => [...text].length >= 15 };

export class SignIn {
  @Text({ max: 64 }) username!: string;
  @Text({ max: 500 }) password!: string;
}
/** The first administrator and the company. */
export class SetupForm {
  @Text({ max: 200 }) token!: string;
  @Text({ max: 100 }) name!: string;
  @Text({ max: 64 }) username!: string;
  @Text({ max: 500, rule: longEnough }) password!: string;
  @Text({ max: 100 }) workspace!: string;
  @Choice(LANGUAGES) language!: (typeof LANGUAGES)[number];
  @Text({ max: 64, rule: { code: 'time-zone', holds: isTimeZone } }) timeZone!: string;
  @Currency() currency!: string;
}
export class PasswordByToken {
  @Text({ max: 200 }) token!: string;
  @Text({ max: 500, rule: longEnough }) password!: string;
}
export class PasswordChange {
  @Text({ max: 500 }) current!: string;
  @Text({ max: 500, rule: longEnough }) password!: string;
}
