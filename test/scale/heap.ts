/** What happens next, by time. */
export interface Heap<T> {
  push(at: number, value: T): void;
  pop(): { at: number; value: T } | undefined;
}

/** A binary heap: the earliest comes first, of equals whichever. */
export function createHeap<T>(): Heap<T> {
  const items: { at: number; value: T }[] = [];
  const time = (i: number) => items[i]?.at ?? Number.POSITIVE_INFINITY;
  const swap = (i: number, j: number) => {
    const [a, b] = [items[i], items[j]];
    if (a && b) [items[i], items[j]] = [b, a];
  };
  return {
    push(at, value) {
      let i = items.push({ at, value }) - 1;
      for (let parent = (i - 1) >> 1; i > 0 && time(parent) > time(i); parent = (i - 1) >> 1) {
        swap(i, parent);
        i = parent;
      }
    },
    pop() {
      const first = items[0];
      const last = items.pop();
      if (first === undefined || last === undefined || items.length === 0) return first;
      items[0] = last;
      for (let i = 0; ; ) {
        const [left, right] = [2 * i + 1, 2 * i + 2];
        const least = time(right) < time(left) ? right : left;
        if (time(least) >= time(i)) return first;
        swap(i, least);
        i = least;
      }
    },
  };
}
