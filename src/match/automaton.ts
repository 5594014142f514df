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
  /** What a state reports: the indices of the literals that end in it. */
  outputs(state: number): readonly number[];
  start: number;
}

interface Node {
  next: Map<number, number>;
  fail: number;
  outputs: number[];
}

const encoder = new TextEncoder();

/** Builds the automaton of literals in lower case. The index of each literal is what `outputs` reports. */
export function buildAutomaton(literals: readonly string[]): Automaton {
  const nodes = buildTrie(literals.map((literal) => encoder.encode(literal)));
  const order = linkFailures(nodes);
  const { classes, width } = classifyBytes(nodes);
  // Accepting states last: the scan then tells them by one comparison.
  const numbered = [
    ...order.filter((n) => !nodes[n]?.outputs.length),
    ...order.filter((n) => nodes[n]?.outputs.length),
  ];
  const position = new Map(numbered.map((node, index) => [node, index * width]));
  const next = new Int32Array(numbered.length * width);
  for (const index of order) fillRow(nodes, index, { classes, width, position, next });
  const outputsOf = numbered.map((n) => nodes[n]?.outputs ?? []);
  const firstAccepting = outputsOf.findIndex((outputs) => outputs.length > 0) * width;
  return {
    classes,
    next,
    firstAccepting,
    outputs: (state) => outputsOf[state / width] ?? [],
    start: position.get(0) ?? 0,
  };
}

function buildTrie(words: readonly Uint8Array[]): Node[] {
  const nodes: Node[] = [{ next: new Map(), fail: 0, outputs: [] }];
  words.forEach((word, index) => {
    let at = 0;
    for (const byte of word) {
      let to = nodes[at]?.next.get(byte);
      if (to === undefined) {
        to = nodes.push({ next: new Map(), fail: 0, outputs: [] }) - 1;
        nodes[at]?.next.set(byte, to);
      }
      at = to;
    }
    nodes[at]?.outputs.push(index);
  });
  return nodes;
}

/** Sets each node's failure link and merges outputs along it. Returns the nodes breadth first. */
function linkFailures(nodes: Node[]): number[] {
  const order = [0];
  for (const index of order) {
    const node = nodes[index];
    for (const [byte, child] of node?.next ?? []) {
      order.push(child);
      const target = nodes[child];
      if (!node || !target) continue;
      target.fail = index === 0 ? 0 : step(nodes, node.fail, byte);
      target.outputs = [...target.outputs, ...(nodes[target.fail]?.outputs ?? [])];
    }
  }
  return order;
}

function step(nodes: readonly Node[], from: number, byte: number): number {
  let at = from;
  for (;;) {
    const to = nodes[at]?.next.get(byte);
    if (to !== undefined) return to;
    if (at === 0) return 0;
    at = nodes[at]?.fail ?? 0;
  }
}

/** Bytes that no literal uses share class 0; an upper-case letter is in the class of its lower-case one. */
function classifyBytes(nodes: readonly Node[]): { classes: Uint8Array; width: number } {
  const classes = new Uint8Array(256);
  const used = new Set(nodes.flatMap((node) => [...node.next.keys()]));
  let count = 1;
  for (const byte of used) classes[byte] = count++;
  for (let upper = 65; upper <= 90; upper++) classes[upper] = classes[upper + 32] ?? 0;
  return { classes, width: count };
}

interface Table {
  classes: Uint8Array;
  width: number;
  position: Map<number, number>;
  next: Int32Array;
}

/** A node's row is its failure node's row (already filled, breadth first) with its own edges written over. */
function fillRow(nodes: readonly Node[], index: number, { classes, width, position, next }: Table): void {
  const node = nodes[index];
  const row = position.get(index) ?? 0;
  if (!node) return;
  if (index !== 0) {
    const fail = position.get(node.fail) ?? 0;
    next.copyWithin(row, fail, fail + width);
  } else {
    next.fill(row, row, row + width);
  }
  for (const [byte, child] of node.next) next[row + (classes[byte] ?? 0)] = position.get(child) ?? 0;
}
