import { createServer } from 'node:net';

/** A mail server that takes everything, keeps it, and sends nothing on. */
export class Mailbox {
  /** Whom each mail was for. */
  taken = [];
  port = 0;
  #server = createServer((socket) => this.#greet(socket));

  async open() {
    await new Promise((ready) => this.#server.listen(0, '127.0.0.1', ready));
    this.port = this.#server.address().port;
    return this;
  }
  close() {
    return new Promise((done) => this.#server.close(done));
  }

  #greet(socket) {
    let [text, to, inData] = ['', '', false];
    socket.write('220 mailbox\r\n');
    socket.on('error', () => undefined).on('data', (bytes) => {
      text += bytes;
      for (let at = text.indexOf('\r\n'); at >= 0; at = text.indexOf('\r\n')) {
        const line = text.slice(0, at);
        text = text.slice(at + 2);
        if (inData) {
          if (line !== '.') continue;
          inData = false;
          this.taken.push(to);
          socket.write('250 taken\r\n');
        } else if (/^data/i.test(line)) {
          inData = true;
          socket.write('354 go on\r\n');
        } else if (/^quit/i.test(line)) socket.end('221 bye\r\n');
        else {
          to = /^rcpt to:<(.*)>/i.exec(line)?.[1] ?? to;
          socket.write('250 ok\r\n');
        }
      }
    }); // prettier-ignore
  }
}
