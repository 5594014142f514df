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

/** A trie whose missing edges are filled in by `linkFailures`; node 0 is the root. */
interface Trie {
  width: number;
  /** `edges[node * width + class]`; 0 where there is none, since no edge leads to the root. */
  edges: Int32Array;
  size: number;
  outputs: number[][];
}

const encoder = new TextEncoder();
const NOTHING: readonly number[] = [];

/** Builds the automaton of literals in lower case. The index of each literal is what `outputs` reports. */
export function buildAutomaton(literals: readonly string[]): Automaton {
  const words = literals.map((literal) => encoder.encode(literal));
  const { classes, width } = classifyBytes(words);
  const trie = buildTrie(words, classes, width);
  linkFailures(trie);
  return renumber(trie, classes);
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
  const trie: Trie = { width, edges: new Int32Array(most * width), size: 1, outputs: [[]] };
  for (const [index, word] of words.entries()) {
    let node = 0;
    for (const byte of word) {
      const edge = node * width + (classes[byte] ?? 0);
      if (trie.edges[edge] === 0) {
        trie.edges[edge] = trie.size++;
        trie.outputs.push([]);
      }
      node = trie.edges[edge] ?? 0;
    }
    trie.outputs[node]?.push(index);
  }
  return trie;
}

/** Breadth first: where a node has no edge it takes that of the longest suffix that is a node too, and reports what that one reports. */
function linkFailures({ edges, width, size, outputs }: Trie): void {
  const failure = new Int32Array(size);
  const queue = [0];
  for (const node of queue) {
    for (let byteClass = 0; byteClass < width; byteClass++) {
      const fallback = node === 0 ? 0 : (edges[(failure[node] ?? 0) * width + byteClass] ?? 0);
      const child = edges[node * width + byteClass] ?? 0;
      if (child === 0) {
        edges[node * width + byteClass] = fallback;
        continue;
      }
      failure[child] = fallback;
      outputs[child]?.push(...(outputs[fallback] ?? NOTHING));
      queue.push(child);
    }
  }
}

/** Accepting states last: the scan then tells them by one comparison. */
function renumber({ edges, width, size, outputs }: Trie, classes: Uint8Array): Automaton {
  const nodes = Array.from({ length: size }, (_, node) => node);
  const isAccepting = (node: number) => (outputs[node]?.length ?? 0) > 0;
  const order = [...nodes.filter((node) => !isAccepting(node)), ...nodes.filter(isAccepting)];
  const stateOf = new Int32Array(size);
  for (const [position, node] of order.entries()) stateOf[node] = position * width;
  const next = new Int32Array(size * width);
  for (const [position, node] of order.entries()) {
    for (let byteClass = 0; byteClass < width; byteClass++) {
      next[position * width + byteClass] = stateOf[edges[node * width + byteClass] ?? 0] ?? 0;
    }
  }
  const reports = order.map((node) => outputs[node] ?? NOTHING);
  return {
    classes,
    next,
    firstAccepting: order.findIndex(isAccepting) * width,
    start: stateOf[0] ?? 0,
    outputs: (state) => reports[state / width] ?? NOTHING,
  };
}
