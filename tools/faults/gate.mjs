import { connect, createServer } from 'node:net';

/** A wire that can be cut, held, slowed down or broken: what stands between a client and whom it speaks to. */
export class Gate {
  port = 0;
  /** Milliseconds that every piece waits. */
  delay = 0;
  /** Answers are read and thrown away. */
  mute = false;
  #held = false;
  #closed = false;
  #pairs = new Set();
  #server = createServer((client) => this.#join(client));

  constructor(target) {
    this.target = target;
  }
  async open() {
    await new Promise((ready) => this.#server.listen(0, '127.0.0.1', ready));
    this.port = this.#server.address().port;
    return this;
  }
  async close() {
    this.cut();
    await new Promise((done) => this.#server.close(done));
  }

  /** Resets every connection that is open; new ones are let in. Answers how many there were. */
  cut() {
    const pairs = [...this.#pairs];
    for (const { client, server } of pairs) for (const socket of [client, server]) socket.resetAndDestroy();
    return pairs.length;
  }
  /** Lets nobody in, as a machine that is off the network. */
  refuse(on) {
    this.#closed = on;
    if (on) this.cut();
  }
  /** Passes nothing on in either direction; nobody is told. */
  hold(on) {
    this.#held = on;
    for (const { client, server } of this.#pairs) for (const socket of [client, server]) on ? socket.pause() : socket.resume();
  }

  #join(client) {
    client.on('error', () => undefined);
    if (this.#closed) return void client.resetAndDestroy();
    const server = connect(this.target, '127.0.0.1').on('error', () => undefined);
    const pair = { client, server };
    this.#pairs.add(pair);
    for (const socket of [client, server]) socket.setNoDelay(true);
    const pass = (to, answers) => (bytes) => {
      if (answers && this.mute) return;
      if (this.delay > 0) setTimeout(() => to.writable && to.write(bytes), this.delay);
      else if (to.writable) to.write(bytes);
    };
    client.on('data', pass(server, false)).on('close', () => this.#part(pair));
    server.on('data', pass(client, true)).on('close', () => this.#part(pair));
    if (this.#held) for (const socket of [client, server]) socket.pause();
  }
  #part(pair) {
    this.#pairs.delete(pair);
    pair.client.destroy();
    pair.server.destroy();
  }
}
