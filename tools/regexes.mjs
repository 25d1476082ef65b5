// Which regular expressions of the server could take more than linear time, told from their automaton.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RegExpParser } from '@eslint-community/regexpp';
import ts from 'typescript';

const ANY = [...'aAzZmM019_-.,:;@/\\+*#%&=!?"\'`~|<>()[]{}$^ \t\n\r\v\0', '\u00e9', '\u00a0', '\u2028', '\u4e2d', '\u3002', '\ud83d\ude00', '\u200b', '\ufeff'];

/** Every expression written as a literal, and the places where one is made from a text. */
export function regexesIn(file, source) {
  const literals = [];
  const made = [];
  const visit = (node) => {
    const line = () => tree.getLineAndCharacterOfPosition(node.getStart()).line + 1;
    if (ts.isRegularExpressionLiteral(node)) literals.push({ file, line: line(), text: node.text });
    if (ts.isNewExpression(node) && node.expression.getText() === 'RegExp') made.push({ file, line: line(), text: node.getText() });
    ts.forEachChild(node, visit);
  };
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  visit(tree);
  return { literals, made };
}

/** The expressions of all files below folders that a name fits. */
export function regexesBelow(folders, fits) {
  const files = folders.flatMap((folder) => readdirSync(folder, { recursive: true }).map((name) => join(folder, name)).filter(fits));
  const found = files.map((file) => regexesIn(file, readFileSync(file, 'utf8')));
  return { literals: found.flatMap(({ literals }) => literals), made: found.flatMap(({ made }) => made) };
}

const range = (from, to) => [from, to, Math.floor((from + to) / 2), Math.max(0, from - 1), to + 1].map((code) => String.fromCodePoint(Math.min(code, 0x10ffff)));
/** One letter of each kind the expression tells apart. */
function alphabetOf(node, letters = new Set(ANY)) {
  if (node.type === 'Character') for (const letter of range(node.value, node.value)) letters.add(letter);
  if (node.type === 'CharacterClassRange') for (const letter of range(node.min.value, node.max.value)) letters.add(letter);
  for (const part of [...(node.alternatives ?? []), ...(node.elements ?? []), ...(node.element ? [node.element] : [])]) alphabetOf(part, letters);
  return letters;
}

/** Its positions: the letters each takes, and which may follow which. Bounded repetition counts as unbounded, unless it is spelt out. */
class Automaton {
  takes = [];
  follow = [];
  /** Steps that two loops around each other both make. */
  doubled = [];
  constructor(pattern, flags, spelt) {
    const whole = new RegExpParser().parseLiteral(`/${pattern}/${flags}`);
    this.flags = flags.replace(/[gy]/g, '');
    this.letters = [...alphabetOf(whole.pattern)];
    this.spelt = spelt;
    this.failing = new Set();
    const { first, last, empty } = this.alternatives(whole.pattern.alternatives);
    const anchored = flags.includes('y') || (!flags.includes('m') && whole.pattern.alternatives.every(({ elements: [start] }) => start?.type === 'Assertion' && start.kind === 'start'));
    this.accepting = new Set(last.filter((state) => !this.failing.has(state)));
    if (!anchored) {
      const before = this.position(this.letters.map(() => true));
      for (const next of [before, ...first]) this.follow[before].add(next);
    }
  }
  position(takes) {
    this.follow.push(new Set());
    return this.takes.push(takes) - 1;
  }
  link(from, to, again = false) {
    for (const one of from) {
      for (const next of to) {
        if (again && this.follow[one].has(next)) this.doubled.push([one, next]);
        this.follow[one].add(next);
      }
    }
  }
  alternatives(parts) {
    const all = parts.map(({ elements }) => this.sequence(elements.map((element) => () => this.node(element))));
    return { first: all.flatMap(({ first }) => first), last: all.flatMap(({ last }) => last), empty: all.some(({ empty }) => empty), asks: all.some(({ asks }) => asks) };
  }
  sequence(parts) {
    let whole = { first: [], last: [], empty: true, asks: false };
    for (const part of parts) {
      const next = part();
      // What is asked for there may fail: none of the letters before it is the last of a match.
      if (next.asks) for (const state of whole.last) this.failing.add(state);
      this.link(whole.last, next.first);
      whole = { first: whole.empty ? [...whole.first, ...next.first] : whole.first, last: next.empty ? [...whole.last, ...next.last] : next.last, empty: whole.empty && next.empty, asks: whole.asks || next.asks };
    }
    return whole;
  }
  one(takes) {
    const at = this.position(takes);
    return { first: [at], last: [at], empty: false };
  }
  node(node) {
    if (node.type === 'Group' || node.type === 'CapturingGroup') return this.alternatives(node.alternatives);
    if (node.type === 'Quantifier') return this.quantified(node);
    if (node.type === 'Assertion') return { first: [], last: [], empty: true, asks: node.kind !== 'start' };
    if (node.type === 'Backreference') return this.one(this.letters.map(() => true));
    const own = new RegExp(`^(?:${node.raw})$`, this.flags);
    return this.one(this.letters.map((letter) => own.test(letter)));
  }
  quantified({ element, min, max }) {
    if (max === 0) return { first: [], last: [], empty: true };
    if (max !== Infinity && (max === 1 || this.spelt)) {
      const optional = () => ({ ...this.node(element), empty: true });
      return this.sequence(Array.from({ length: max }, (_, index) => (index < min ? () => this.node(element) : optional)));
    }
    const inner = this.node(element);
    this.link(inner.last, inner.first, true);
    return { ...inner, empty: inner.empty || min === 0 };
  }
  /** The states that may come next by a letter. */
  next(state, letter) {
    return [...this.follow[state]].filter((to) => this.takes[to][letter] === true);
  }
}

/** States that are on a way back to themselves, by the loop they are part of. */
function loopsOf(automaton) {
  const reach = automaton.follow.map((_, start) => {
    const seen = new Set();
    for (const queue = [start]; queue.length > 0; ) for (const to of automaton.follow[queue.pop()]) if (!seen.has(to) && automaton.takes[to].includes(true)) queue.push(seen.add(to) && to);
    return seen;
  });
  return { reach, looping: reach.flatMap((seen, state) => (seen.has(state) ? [state] : [])) };
}

/** Two states between which the same letters lead in more and more ways, where the rest may fail afterwards. */
function ambiguous(automaton) {
  const { reach, looping } = loopsOf(automaton);
  if (automaton.doubled.some(([from, to]) => reach[to].has(from) && !automaton.accepting.has(to))) return true;
  const steps = automaton.letters.map((_, letter) => automaton.follow.map((_own, state) => automaton.next(state, letter)));
  for (const p of looping) {
    for (const q of looping) {
      if (p === q || !reach[p].has(q) || automaton.accepting.has(q)) continue;
      const seen = new Set();
      const queue = [[p, p, q]];
      while (queue.length > 0) {
        const [a, b, c] = queue.pop();
        for (const step of steps) {
          for (const x of step[a]) {
            if (!reach[x].has(p)) continue;
            for (const y of step[b]) {
              if (y !== q && !reach[y].has(q)) continue;
              for (const z of step[c]) {
                if (!reach[z].has(q)) continue;
                if (x === p && y === q && z === q) return true;
                const key = `${x} ${y} ${z}`;
                if (!seen.has(key)) queue.push(seen.add(key) && [x, y, z]);
              }
            }
          }
        }
      }
    }
  }
  return false;
}

/** Whether an expression takes time in proportion to the text, whatever the text. */
export function isLinear(text) {
  const end = text.lastIndexOf('/');
  const [pattern, flags] = [text.slice(1, end), text.slice(end + 1)];
  if (!ambiguous(new Automaton(pattern, flags, false))) return true;
  const spelt = new Automaton(pattern, flags, true);
  return spelt.takes.length < 400 && !ambiguous(spelt);
}
