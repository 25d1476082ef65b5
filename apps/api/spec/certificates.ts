import { generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';

/** A certificate and its key, as servers take them. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}
interface Wish {
  readonly names: readonly string[];
  /** Days from now at which it ends; in the past when it is negative. */
  readonly days?: number;
}
const DAY = 86_400_000;

/** An authority of a test: what it signs is trusted by whoever trusts its certificate. Written out, since Node can read certificates and not make them. */
export class Authority {
  private readonly pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  readonly pem: string;

  constructor(private readonly name = 'Tests of Rapport') {
    this.pem = pemOf(certificate({ issuer: name, subject: name, key: this.pair.publicKey, signer: this.pair.privateKey, days: 3650, extensions: [IS_AUTHORITY] }));
  }

  issue({ names, days = 30 }: Wish): Certificate {
    return issued(names, days, this.name, this.pair.privateKey);
  }
  /** A certificate that vouches for itself. */
  static selfSigned({ names, days = 30 }: Wish): Certificate {
    return issued(names, days, names[0] ?? '', null);
  }
}

function issued(names: readonly string[], days: number, issuer: string, signer: KeyObject | null): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const der = certificate({ issuer, subject: names[0] ?? '', key: publicKey, signer: signer ?? privateKey, days, extensions: [namesOf(names)] });
  return { cert: pemOf(der), key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
}

const node = (tag: number, ...parts: Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  const length = body.length < 128 ? [body.length] : body.length < 256 ? [0x81, body.length] : [0x82, body.length >> 8, body.length & 255];
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
};
const sequence = (...parts: Buffer[]) => node(0x30, ...parts);
const oid = (hex: string) => node(0x06, Buffer.from(hex, 'hex'));
const bits = (bytes: Buffer) => node(0x03, Buffer.from([0]), bytes);
const common = (name: string) => sequence(node(0x31, sequence(oid('550403'), node(0x0c, Buffer.from(name)))));
const moment = (ms: number) => node(0x17, Buffer.from(new Date(ms).toISOString().slice(2).replace(/[-:T]|\.\d+/g, '')));
const ECDSA_SHA256 = sequence(oid('2a8648ce3d040302'));
const IS_AUTHORITY = sequence(oid('551d13'), node(0x01, Buffer.from([255])), node(0x04, sequence(node(0x01, Buffer.from([255])))));
const namesOf = (names: readonly string[]) =>
  sequence(oid('551d11'), node(0x04, sequence(...names.map((name) => (/^[\d.]+$/.test(name) ? node(0x87, Buffer.from(name.split('.').map(Number))) : node(0x82, Buffer.from(name)))))));
const pemOf = (der: Buffer) => `-----BEGIN CERTIFICATE-----\n${(der.toString('base64').match(/.{1,64}/g) ?? []).join('\n')}\n-----END CERTIFICATE-----\n`;

interface Draft {
  readonly issuer: string;
  readonly subject: string;
  readonly key: KeyObject;
  readonly signer: KeyObject;
  readonly days: number;
  readonly extensions: readonly Buffer[];
}
/** X.509, version 3, in DER (RFC 5280). */
function certificate({ issuer, subject, key, signer, days, extensions }: Draft): Buffer {
  const start = Date.now() - (days < 0 ? 60 : 1) * DAY;
  const serial = Buffer.concat([Buffer.from([1]), randomBytes(15)]);
  const body = sequence(
    node(0xa0, node(0x02, Buffer.from([2]))), node(0x02, serial), ECDSA_SHA256, common(issuer), sequence(moment(start), moment(Date.now() + days * DAY)), common(subject),
    key.export({ type: 'spki', format: 'der' }), node(0xa3, sequence(...extensions)),
  ); // prettier-ignore
  return sequence(body, ECDSA_SHA256, bits(sign('sha256', body, signer)));
}
