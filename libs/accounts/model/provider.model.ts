import { isLoopback, Text } from '#kernel/model';

/** Addresses that nobody on the way can read or answer for: https, or this machine. */
export function isGuarded(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  return username + password === '' && (protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname)));
}
const isIssuer = (text: string) => isGuarded(text) && !/[\s?#]/.test(text);

/** Another place where people sign in: an OpenID Connect provider. */
export class ProviderSettings {
  @Text({ max: 300, rule: { code: 'issuer', holds: isIssuer } }) issuer!: string;
  @Text({ max: 200 }) clientId!: string;
  /** Written, never read; null keeps the one that is there. */
  @Text({ max: 500, optional: true, verbatim: true }) clientSecret!: string | null;
  /** What its button says. */
  @Text({ max: 60 }) name!: string;
}
export type ProviderView = Omit<ProviderSettings, 'clientSecret'> & { readonly hasSecret: boolean; readonly callback: string };
/** Where to go after signing in, and the invitation one came with. */
export class ProviderStart {
  @Text({ max: 500, optional: true }) to!: string | null;
  @Text({ max: 200, optional: true }) invitation!: string | null;
}
/** What the provider sent back, as it stands in the address. */
export class ProviderAnswer {
  @Text({ max: 4000 }) query!: string;
}
