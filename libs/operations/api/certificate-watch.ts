import { connect } from 'node:tls';
import { Injectable } from '@nestjs/common';
import { Clock, Recent } from '#kernel/api';

export interface SeenCertificate {
  readonly endsAt: string | null;
  readonly reason: string;
}
const HOUR_MS = 3_600_000;
const PATIENCE_MS = 3000;

/** The certificate people see at the public address, looked at once an hour. */
@Injectable()
export class CertificateWatch {
  private readonly recent = new Recent<SeenCertificate>(HOUR_MS);
  constructor(private readonly clock: Clock) {}

  of(publicUrl: string): Promise<SeenCertificate> {
    return this.recent.of(publicUrl, this.clock.now().getTime(), () => seen(new URL(publicUrl)));
  }
}

function seen({ hostname, port }: URL): Promise<SeenCertificate> {
  return new Promise((done) => {
    // Whoever it was signed by: what matters here is when it ends.
    const socket = connect({ host: hostname, port: Number(port) || 443, servername: hostname, rejectUnauthorized: false, timeout: PATIENCE_MS });
    const end = (endsAt: string | null, reason = '') => {
      socket.destroy();
      done({ endsAt, reason });
    };
    socket.once('secureConnect', () => {
      const { valid_to: until } = socket.getPeerCertificate();
      end(until ? new Date(until).toISOString() : null);
    });
    socket.once('timeout', () => end(null, 'timeout'));
    socket.once('error', (error: NodeJS.ErrnoException) => end(null, error.code ?? 'error'));
  });
}
