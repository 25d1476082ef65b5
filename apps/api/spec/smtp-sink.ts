import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, TLSSocket, type TlsOptions } from 'node:tls';

/** A mail as a server takes it: who it is for, and everything it says. */
export interface Received {
  readonly to: string;
  readonly raw: string;
}

/** A mail server that takes everything and sends nothing on. */
export class SmtpSink {
  readonly received: Received[] = [];
  private readonly server: Server;
  /** Answers 450 to every mail while it is set. */
  full = false;

  /** In clear, or with TLS from the start, or from the word STARTTLS on. */
  constructor(way: 'none' | 'tls' | 'starttls' = 'none', private readonly secure: TlsOptions = {}) {
    this.server = way === 'tls' ? createTlsServer(secure, (socket) => this.greet(socket, false)) : createServer((socket) => this.greet(socket, way === 'starttls'));
    // A client that does not like the certificate goes away.
    this.server.on('tlsClientError', () => undefined);
  }

  private greet(socket: Socket, offers: boolean): void {
    socket.write('220 sink\r\n');
    this.listen(socket, offers);
  }
  private listen(socket: Socket, offers: boolean): void {
    let [text, to, inData] = ['', '', false];
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => {
      text += bytes.toString();
      for (let end = text.indexOf('\r\n'); end >= 0; end = text.indexOf('\r\n')) {
        if (inData) {
          const over = text.indexOf('\r\n.\r\n');
          if (over < 0) return;
          this.received.push({ to, raw: text.slice(0, over) });
          [text, inData] = [text.slice(over + 5), false];
          socket.write('250 taken\r\n');
          continue;
        }
        const line = text.slice(0, end);
        text = text.slice(end + 2);
        if (/^starttls/i.test(line)) return this.upgrade(socket);
        if (/^rcpt to:/i.test(line)) to = /<(.*)>/.exec(line)?.[1] ?? '';
        if (/^data/i.test(line)) inData = !this.full;
        if (/^quit/i.test(line)) return void socket.end('221 bye\r\n');
        if (/^ehlo/i.test(line) && offers) socket.write('250-sink\r\n250 STARTTLS\r\n');
        else socket.write(/^data/i.test(line) ? (this.full ? '450 full\r\n' : '354 go on\r\n') : '250 ok\r\n');
      }
    });
  }
  private upgrade(socket: Socket): void {
    socket.removeAllListeners('data').write('220 go on\r\n');
    this.listen(new TLSSocket(socket, { ...this.secure, isServer: true }), false);
  }

  async start(): Promise<number> {
    await new Promise<void>((ready) => this.server.listen(0, '127.0.0.1', ready));
    return (this.server.address() as AddressInfo).port;
  }
  async stop(): Promise<void> {
    await new Promise((end) => this.server.close(end));
  }

  /** The next mail to somebody that says so, decoded; waits for it a while. */
  async next(to: string, says = ''): Promise<string> {
    for (let tries = 0; tries < 200; tries++) {
      const at = this.received.findIndex((mail) => mail.to === to && decoded(mail.raw).includes(says));
      if (at >= 0) return decoded(this.received.splice(at, 1)[0]?.raw ?? '');
      await new Promise((later) => setTimeout(later, 25));
    }
    throw new Error(`No mail for ${to} says ${says}`);
  }
}

/** Quoted-printable and base64 parts as text. */
function decoded(raw: string): string {
  const quoted = raw.replace(/=\r\n/g, '').replace(/((?:=[0-9A-F]{2})+)/g, (signs) => Buffer.from(signs.replaceAll('=', ''), 'hex').toString());
  return quoted.replace(/(Content-Transfer-Encoding: base64\r\n(?:[\w-]+: .*\r\n)*\r\n)([A-Za-z0-9+/=\r\n]+)/g, (_, head: string, body: string) => head + Buffer.from(body, 'base64').toString());
}
