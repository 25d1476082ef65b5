// Sends requests over keep-alive connections and writes down how long each took.
import { Agent, request } from 'node:http';
import { readFileSync } from 'node:fs';

/** One request; the body as text. */
export function send(agent, { address, method = 'GET', path, body, headers = {} }) {
  const url = new URL(address + path);
  const payload = body === undefined ? null : JSON.stringify(body);
  return new Promise((ready, fail) => {
    const sent = request(
      { agent, host: url.hostname, port: url.port, method, path: url.pathname + url.search, headers: payload ? { ...headers, 'content-type': 'application/json', 'content-length': Buffer.byteLength(payload) } : headers },
      (answer) => {
        const parts = [];
        answer.on('data', (part) => parts.push(part));
        answer.on('end', () => ready({ status: answer.statusCode, text: Buffer.concat(parts).toString() }));
      },
    );
    sent.on('error', fail);
    sent.end(payload);
  });
}

/** Seconds of processor time a process has used. */
export function cpuOf(pid) {
  if (!pid) return 0;
  const [, rest = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
  const fields = rest.split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}
/** Megabytes of memory a process holds now. */
export const rssOf = (pid) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;

/**
 * Loads a server for some seconds: `next(n)` gives the n-th request, or none when there is nothing left to do. Returns requests per second, milliseconds, and what the
 * server and its database spent on each; throws when an answer is not of the expected status.
 */
export async function load(server, next, { connections, seconds, expect = [200] }) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const times = [];
  const bad = new Map();
  const [cpu, databaseCpu] = [cpuOf(server.pid), cpuOf(server.databasePid)];
  const start = performance.now();
  const until = start + seconds * 1000;
  let n = 0;
  let peak = 0;
  const one = async () => {
    while (performance.now() < until) {
      const began = performance.now();
      const asked = next(n++);
      if (!asked) return;
      const { status, text } = await send(agent, { address: server.address, ...asked });
      times.push(performance.now() - began);
      if (!expect.includes(status)) bad.set(status, { count: (bad.get(status)?.count ?? 0) + 1, text: text.slice(0, 200) });
    }
  };
  const watch = setInterval(() => (peak = Math.max(peak, rssOf(server.pid))), 200);
  await Promise.all(Array.from({ length: connections }, one));
  clearInterval(watch);
  agent.destroy();
  if (bad.size > 0) throw new Error(`Answers that should not be: ${JSON.stringify([...bad])}`);
  const took = (performance.now() - start) / 1000;
  return { count: times.length, seconds: took, times, rss: Math.max(peak, rssOf(server.pid)), cpu: cpuOf(server.pid) - cpu, databaseCpu: cpuOf(server.databasePid) - databaseCpu };
}

/** Several rounds as one result: throughput, percentiles and processor milliseconds per request. */
export function summary(rounds) {
  const times = rounds.flatMap((round) => round.times).toSorted((a, b) => a - b);
  const sum = (of) => rounds.reduce((total, round) => total + of(round), 0);
  const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return {
    perSecond: sum((round) => round.count) / sum((round) => round.seconds), p50: at(0.5), p99: at(0.99), rss: Math.max(...rounds.map((round) => round.rss)),
    cpu: (sum((round) => round.cpu) * 1000) / times.length, databaseCpu: (sum((round) => round.databaseCpu) * 1000) / times.length,
  }; // prettier-ignore
}
