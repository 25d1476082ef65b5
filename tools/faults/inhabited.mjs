import { spawn } from 'node:child_process';

/** An installation people work in while it is treated badly. Whoever extends it has `instances`, `doors`, a `client`, and after furnishing what was `given`. */
export class Inhabited {
  #turn = 0;

  /** The address of an instance, one after the other. */
  door() {
    return this.doors[this.#turn++ % this.doors.length];
  }
  /** Records are worked on with a key, goods moved by somebody who signed in. */
  authorizationFor({ path }) {
    return /^\/(stock|imports|me)/.test(path) ? this.session : `Bearer ${this.given.key}`;
  }
  /** Renews the session, so that it lasts through the next fault. */
  async refresh() {
    this.session = await this.client.authorization();
  }

  /** Waits until every instance is ready; answers how many milliseconds that took, null when they never were. */
  async recovered(withinMs = 30_000) {
    const begun = performance.now();
    while (performance.now() - begun < withinMs) {
      const ready = await Promise.all(this.instances.map((one) => one.ready()));
      if (ready.every(Boolean)) return performance.now() - begun;
      await new Promise((next) => setTimeout(next, 50));
    }
    return null;
  }

  /** Runs the command line on this installation; answers its exit code and what it said. */
  cli(...args) {
    const env = { ...process.env, ...this.environment };
    const child = spawn(process.execPath, ['dist/apps/api/src/cli.js', ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += text));
    return new Promise((done) => child.once('exit', (code) => done({ code, said })));
  }
}
