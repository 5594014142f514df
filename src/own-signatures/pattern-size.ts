const TOKEN = /\\[\s\S]|\[\^?\]?(?:\\[\s\S]|[^\]\\])*\]|\{(\d+)(?:,(\d*))?\}|[\s\S]/g;

/**
 * About how many instructions a pattern compiles to, at least where repeats are nested: known before it is compiled,
 * since writing them out is what takes long.
 */
export function estimateSize(pattern: string): number {
  // For each open group what it holds so far, and the size of its last piece.
  const open = [{ sum: 0, last: 0 }];
  const add = (size: number) => {
    const group = open.at(-1);
    if (!group) return;
    group.sum += size;
    group.last = size;
  };
  for (const [token, min, max] of pattern.matchAll(TOKEN)) {
    if (token === '(') open.push({ sum: 0, last: 0 });
    else if (token === ')' && open.length > 1) add((open.pop()?.sum ?? 0) + 2);
    else if (min !== undefined) {
      const group = open.at(-1);
      const more = (group?.last ?? 0) * (Number(max || min) - 1);
      if (group) group.sum += more;
      if (group) group.last += more;
    } else add(1);
  }
  return open.reduce((sum, group) => sum + group.sum, 0);
}
