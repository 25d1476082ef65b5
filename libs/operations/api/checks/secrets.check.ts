import { Injectable } from '@nestjs/common';
import { AuditWatch } from '#audit/api';
import { Clock, Installation, KeyRing, LocalMasterKeys, MasterKeys, MOST_USES } from '#kernel/api';
import type { HealthLine } from '#operations/model';
import { CertificateWatch } from '../certificate-watch.ts';
import { judged, line, type Check } from './check.ts';

const DAY_MS = 86_400_000;
const WORN = 0.8;

/** What protects data and people: keys, the chain of the audit, the certificate people see. */
@Injectable()
export class SecretsCheck implements Check {
  readonly name = 'keys';

  constructor(
    private readonly keys: KeyRing,
    private readonly masters: MasterKeys,
    private readonly audit: AuditWatch,
    private readonly certificates: CertificateWatch,
    private readonly installation: Installation,
    private readonly clock: Clock,
  ) {}

  async lines(): Promise<HealthLine[]> {
    return [await this.ofKeys(), await this.ofAudit(), await this.ofCertificate()];
  }

  /** The server goes on with keys it has in memory; without the master key it would not start again. */
  private async ofKeys(): Promise<HealthLine> {
    const stored = (await this.keys.stored()).filter(({ state }) => state !== 'destroyed');
    const known = new Set((await this.masters.known().catch(() => [])).map(({ id }) => id));
    const missing = stored.filter(({ masterKeyId }) => !known.has(masterKeyId));
    const worn = Math.max(0, ...stored.map(({ used }) => used)) / MOST_USES;
    const exposed = this.masters instanceof LocalMasterKeys && this.masters.exposed;
    return judged('keys', { count: stored.length, master: this.keys.masterKeyId, provider: this.masters.provider, usedPercent: Math.round(worn * 100) }, [missing.length > 0, 'bad', 'missing'], [exposed, 'bad', 'exposed'], [worn > WORN, 'attention', 'worn']);
  }

  private async ofAudit(): Promise<HealthLine> {
    const { verdict } = await this.audit.state();
    if (!verdict) return line('audit', 'good', 'fresh');
    const old = this.clock.now().getTime() - Date.parse(verdict.at) > 2 * DAY_MS;
    return judged('audit', { verifiedAt: verdict.at, rows: verdict.rows }, [!verdict.whole, 'bad', 'broken'], [old, 'attention', 'old']);
  }

  private async ofCertificate(): Promise<HealthLine> {
    const { publicUrl, insecureCookies } = this.installation;
    if (!publicUrl.startsWith('https:')) return insecureCookies ? line('certificate', 'attention', 'plain') : line('certificate', 'good', 'local');
    const { endsAt, reason } = await this.certificates.of(publicUrl);
    if (!endsAt) return line('certificate', 'attention', 'unseen', { reason });
    const days = Math.floor((Date.parse(endsAt) - this.clock.now().getTime()) / DAY_MS);
    return judged('certificate', { endsAt, days }, [days < 0, 'bad', 'over'], [days < 7, 'bad', 'soon'], [days < 21, 'attention', 'soon']);
  }
}
