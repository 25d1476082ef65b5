import { LongText, Text } from '#kernel/model';

export type FactorWay = 'totp' | 'passkey' | 'recovery';
/** A passkey as its owner sees it. */
export interface PasskeyView {
  readonly id: string;
  readonly name: string;
  readonly createdAt: string;
  readonly usedAt: string | null;
}
/** A session as its owner sees it. */
export interface SessionView {
  readonly id: string;
  readonly device: string | null;
  readonly address: string | null;
  readonly createdAt: string;
  readonly usedAt: string;
  readonly ways: string;
  readonly current: boolean;
}
/** How somebody's account is protected. */
export interface SecurityView {
  readonly password: boolean;
  readonly totp: boolean;
  readonly passkeys: readonly PasskeyView[];
  readonly recoveryCodes: number;
  readonly identities: readonly { readonly id: string; readonly issuer: string }[];
  readonly provider: string | null;
  /** Permissions of theirs rest until they have a second factor. */
  readonly needed: boolean;
}
export class TotpCode {
  @Text({ max: 10 }) code!: string;
}
export class NewPasskey {
  @Text({ max: 100 }) name!: string;
  @LongText() response!: string;
}

const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/\bEdg\//, 'Edge'], [/\bOPR\//, 'Opera'], [/MicroMessenger/, 'WeChat'], [/Firefox\//, 'Firefox'], [/(Chrome|Chromium|CriOS)\//, 'Chrome'], [/Safari\//, 'Safari'], [/curl|node|python|undici/i, 'API'],
]; // prettier-ignore
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/Windows/, 'Windows'], [/iPhone|iPad/, 'iOS'], [/Android/, 'Android'], [/Mac OS X/, 'macOS'], [/HarmonyOS/, 'HarmonyOS'], [/Linux/, 'Linux'],
]; // prettier-ignore

/** A browser's long description in the two words people know it by. */
export function deviceOf(userAgent: string | null): string {
  const word = (of: typeof BROWSERS) => of.find(([sign]) => sign.test(userAgent ?? ''))?.[1];
  return [word(BROWSERS), word(SYSTEMS)].filter(Boolean).join(' · ');
}
