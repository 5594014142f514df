/** A clock that stands while anything is to be done, and then jumps to the next timer: a day takes seconds. */
export interface VirtualTime {
  /** Milliseconds since 1970. */
  now(): number;
  sleep(milliseconds: number): Promise<void>;
  /** Runs until `isDone`; throws when nothing is left to wait for before that. */
  runUntil(isDone: () => boolean): Promise<void>;
  /** Gives the process its own timers back. */
  restore(): void;
}

interface Timer {
  at: number;
  order: number;
  run: () => void;
  isOff: boolean;
}

/** Puts a clock of its own in the place of the process's timers and of `Date.now`. */
export function startVirtualTime(start: number): VirtualTime {
  const real = { setTimeout, clearTimeout, now: Date.now, setImmediate };
  const heap: Timer[] = [];
  let now = start;
  let order = 0;
  // Whole milliseconds, and one at least, as Node's own timers: whoever waits for the rest of a fraction would for ever.
  const set = (run: () => void, milliseconds = 0): Timer => {
    const timer = { at: now + Math.max(1, Math.trunc(milliseconds)), order: order++, run, isOff: false };
    push(heap, timer);
    return timer;
  };
  const turn = () => new Promise<void>((resolve) => real.setImmediate(resolve));
  globalThis.setTimeout = ((run: (...args: unknown[]) => void, milliseconds?: number, ...args: unknown[]) => {
    const timer = set(() => run(...args), milliseconds);
    const handle = {
      timer,
      unref: () => handle,
      ref: () => handle,
      hasRef: () => true,
      [Symbol.toPrimitive]: () => 0,
    };
    return handle;
  }) as unknown as typeof setTimeout;
  globalThis.clearTimeout = ((handle?: { timer?: Timer }) => {
    if (handle?.timer) handle.timer.isOff = true;
  }) as unknown as typeof clearTimeout;
  Date.now = () => now;
  return {
    now: () => now,
    sleep: (milliseconds) => new Promise((resolve) => set(resolve, milliseconds)),
    async runUntil(isDone) {
      for (;;) {
        // What a timer set off runs to its end first; two turns, since some libraries put theirs off by one.
        await turn();
        await turn();
        if (isDone()) return;
        const next = pop(heap);
        if (!next) throw new Error('Nothing is left to wait for.');
        if (next.isOff) continue;
        now = Math.max(now, next.at);
        next.run();
      }
    },
    restore() {
      Object.assign(globalThis, { setTimeout: real.setTimeout, clearTimeout: real.clearTimeout });
      Date.now = real.now;
    },
  };
}

function isSooner(a: Timer, b: Timer): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}

function push(heap: Timer[], timer: Timer): void {
  let index = heap.push(timer) - 1;
  while (index > 0) {
    const parent = (index - 1) >> 1;
    const above = heap[parent];
    if (!above || !isSooner(timer, above)) break;
    heap[index] = above;
    index = parent;
  }
  heap[index] = timer;
}

function pop(heap: Timer[]): Timer | undefined {
  const first = heap[0];
  const last = heap.pop();
  if (!last || heap.length === 0) return first;
  let index = 0;
  for (;;) {
    const left = heap[2 * index + 1];
    const right = heap[2 * index + 2];
    const child = left && right && isSooner(right, left) ? right : left;
    if (!child || !isSooner(child, last)) break;
    heap[index] = child;
    index = child === left ? 2 * index + 1 : 2 * index + 2;
  }
  heap[index] = last;
  return first;
}
