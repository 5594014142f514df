/**
 * An Aho-Corasick automaton over bytes, letters folded to lower case, as one dense table.
 * A. V. Aho and M. J. Corasick, "Efficient string matching", CACM 18(6), 1975.
 */
export interface Automaton {
  /** Class of each of the 256 bytes. */
  classes: Uint8Array;
  /** `next[state + class]` is the next state; states are multiples of the row's length. */
  next: Int32Array;
  /** States from here on have something to report. */
  firstAccepting: number;
  start: number;
  /** What a state reports: the indices of the literals that end in it. */
  outputs(state: number): readonly number[];
}

/** Node 0 is the root. Of each node the children are a list: `firstChild`, then `sibling`; 0 ends it. */
interface Trie {
  width: number;
  size: number;
  /** `edges[node * width + class]`; 0 where there is none, since no edge leads to the root. */
  edges: Int32Array;
  firstChild: Int32Array;
  sibling: Int32Array;
  /** The class on the edge that leads to a node. */
  classOf: Uint8Array;
  /** Undefined where nothing ends. */
  outputs: (readonly number[] | undefined)[];
}

const encoder = new TextEncoder();
const NOTHING: readonly number[] = [];

/** Builds the automaton of literals in lower case. The index of each literal is what `outputs` reports. */
export function buildAutomaton(literals: readonly string[]): Automaton {
  const words = literals.map((literal) => encoder.encode(literal));
  const { classes, width } = classifyBytes(words);
  const trie = buildTrie(words, classes, width);
  const { order, failure } = linkFailures(trie);
  return fillTable(trie, classes, order, failure);
}

/** Bytes that no literal uses share class 0; an upper-case letter is in the class of its lower-case one. */
function classifyBytes(words: readonly Uint8Array[]): { classes: Uint8Array; width: number } {
  const classes = new Uint8Array(256);
  let count = 1;
  for (const word of words) for (const byte of word) if (classes[byte] === 0) classes[byte] = count++;
  for (let upper = 65; upper <= 90; upper++) classes[upper] = classes[upper + 32] ?? 0;
  return { classes, width: count };
}

function buildTrie(words: readonly Uint8Array[], classes: Uint8Array, width: number): Trie {
  const most = words.reduce((sum, word) => sum + word.length, 1);
  const trie: Trie = {
    width,
    size: 1,
    edges: new Int32Array(most * width),
    firstChild: new Int32Array(most),
    sibling: new Int32Array(most),
    classOf: new Uint8Array(most),
    outputs: [],
  };
  for (const [index, word] of words.entries()) {
    let node = 0;
    for (const byte of word) node = follow(trie, node, classes[byte] ?? 0);
    trie.outputs[node] = [...(trie.outputs[node] ?? NOTHING), index];
  }
  return trie;
}

/** The child behind an edge, which is made where there is none. */
function follow(trie: Trie, node: number, byteClass: number): number {
  const { edges, width, firstChild, sibling, classOf } = trie;
  const known = edges[node * width + byteClass] ?? 0;
  if (known !== 0) return known;
  const child = trie.size++;
  edges[node * width + byteClass] = child;
  classOf[child] = byteClass;
  sibling[child] = firstChild[node] ?? 0;
  firstChild[node] = child;
  return child;
}

/**
 * Nodes breadth first, and for each the longest suffix of it that is a node too; it reports what that one reports.
 */
function linkFailures({ edges, width, size, firstChild, sibling, classOf, outputs }: Trie): {
  order: Int32Array;
  failure: Int32Array;
} {
  const failure = new Int32Array(size);
  const order = new Int32Array(size);
  let queued = 1;
  for (const node of order) {
    for (let child = firstChild[node] ?? 0; child !== 0; child = sibling[child] ?? 0) {
      const byteClass = classOf[child] ?? 0;
      let suffix = node;
      let found = 0;
      while (suffix !== 0 && found === 0) {
        suffix = failure[suffix] ?? 0;
        found = edges[suffix * width + byteClass] ?? 0;
      }
      failure[child] = found;
      const inherited = outputs[found];
      if (inherited) outputs[child] = [...(outputs[child] ?? NOTHING), ...inherited];
      order[queued++] = child;
    }
  }
  return { order, failure };
}

/**
 * The dense table: a node's row is that of its suffix but for its own edges, so most of it is copied whole. Accepting
 * states come last: the scan then tells them by one comparison.
 */
function fillTable(
  { width, size, firstChild, sibling, classOf, outputs }: Trie,
  classes: Uint8Array,
  order: Int32Array,
  failure: Int32Array,
): Automaton {
  const isAccepting = (node: number) => outputs[node] !== undefined;
  const silent = order.filter((node) => !isAccepting(node));
  const accepting = order.filter(isAccepting);
  const stateOf = new Int32Array(size);
  for (const [position, node] of silent.entries()) stateOf[node] = position * width;
  for (const [position, node] of accepting.entries()) stateOf[node] = (silent.length + position) * width;
  const next = new Int32Array(size * width).fill(stateOf[0] ?? 0, 0, width);
  for (const node of order) {
    const state = stateOf[node] ?? 0;
    const suffix = stateOf[failure[node] ?? 0] ?? 0;
    if (node !== 0) next.copyWithin(state, suffix, suffix + width);
    for (let child = firstChild[node] ?? 0; child !== 0; child = sibling[child] ?? 0)
      next[state + (classOf[child] ?? 0)] = stateOf[child] ?? 0;
  }
  return {
    classes,
    next,
    firstAccepting: silent.length * width,
    start: stateOf[0] ?? 0,
    outputs: (state) => outputs[accepting[state / width - silent.length] ?? 0] ?? NOTHING,
  };
}
