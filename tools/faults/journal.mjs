/** What may come of a request once it was sent. */
const OPEN = ['sent', 'unknown'];
/** The longest anybody waits for an answer, usually. */
const PATIENCE_MS = 30_000;

/** Every operation with its key and its marker, and what is known of it: sent, acknowledged, refused, or unknown. */
export class Journal {
  entries = [];
  /** What is wrong with answers: hangs, bare errors, problems without a code. */
  faults = [];
  constructor(seed, patienceMs = PATIENCE_MS) {
    Object.assign(this, { seed, patienceMs });
  }

  /** Writes down an operation before it is sent. */
  open(what, { method, path, body, bytes, version, about = null }) {
    const n = this.entries.length + 1;
    const marker = `f${this.seed}-${n}`;
    const entry = { n, what, marker, method, path, bytes, version, about, state: 'sent', status: 0, answer: null, tries: 0, ms: 0 };
    entry.key = `faults-${this.seed}-${n}`;
    entry.body = typeof body === 'function' ? body(marker) : body;
    this.entries.push(entry);
    return entry;
  }

  /** Sends it, or sends it again with the same key. */
  async send(entry, url, authorization) {
    entry.tries++;
    const begun = performance.now();
    try {
      const answer = await fetch(`${url}/api/v1${entry.path}`, { ...asked(entry, authorization), signal: AbortSignal.timeout(this.patienceMs) });
      const text = await answer.text();
      this.heard(entry, answer, text);
    } catch (error) {
      if (error.name === 'TimeoutError') this.faults.push(`${entry.method} ${entry.path}: no answer within ${this.patienceMs / 1000} s`);
      entry.state = 'unknown';
      entry.status = 0;
    }
    entry.ms = performance.now() - begun;
    return entry;
  }

  /** Takes an answer down: what came to a conclusion, and what must be asked again. */
  heard(entry, answer, text) {
    entry.status = answer.status;
    const json = parsed(text);
    if (answer.ok) Object.assign(entry, { state: 'acknowledged', answer: json });
    else {
      const fault = faultOf(answer, json, text);
      if (fault) this.faults.push(`${entry.method} ${entry.path}: ${fault}`);
      const again = [429, 500, 502, 503, 504].includes(answer.status) || json?.code === 'in-flight';
      Object.assign(entry, { state: again ? 'unknown' : 'refused', answer: json });
    }
  }

  get unknown() {
    return this.entries.filter(({ state }) => OPEN.includes(state));
  }
  count(state) {
    return this.entries.filter((entry) => entry.state === state).length;
  }
}

function asked({ method, body, bytes, version, key }, authorization) {
  const headers = { authorization };
  if (version !== undefined) headers['if-match'] = `"${version}"`;
  if (method === 'POST') headers['idempotency-key'] = key;
  if (bytes) {
    const form = new FormData();
    form.append('file', new Blob([bytes.content]), bytes.name);
    return { method, headers, body: form };
  }
  if (body) headers['content-type'] = 'application/json';
  return { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) };
}

function parsed(text) {
  try {
    return text ? JSON.parse(text) : null;
  } catch {
    return null;
  }
}

/** What an answer that is no success lacks: each is a problem with a code, and says when to come back. */
export function faultOf({ status, headers }, json, text) {
  if (!headers.get('content-type')?.startsWith('application/problem+json')) return `${status} is no problem+json: ${text.slice(0, 120)}`;
  if (typeof json?.code !== 'string') return `${status} has no code: ${text.slice(0, 120)}`;
  if ([429, 503].includes(status) && !(Number(headers.get('retry-after')) > 0)) return `${status} ${json.code} does not say when to come back`;
  return status === 500 ? `a bare 500 ${json.code}` : null;
}
