/** A commit as its host lists it. */
export interface Commit {
  sha: string;
  parents: readonly { sha: string }[];
}

/**
 * How many of the commits listed lead from `before` to `after`: those that `after` comes from and `before` does not.
 * Undefined where the list does not reach back far enough to tell.
 */
export function countAhead(commits: readonly Commit[], before: string, after: string): number | undefined {
  const bySha = new Map(commits.map((commit) => [commit.sha, commit]));
  if (!bySha.has(before) || !bySha.has(after)) return undefined;
  const old = walk(bySha, before, new Set()).reached;
  if (old.has(after)) return undefined;
  const { reached, isCut } = walk(bySha, after, old);
  return isCut ? undefined : reached.size;
}

/** All that a commit comes from, itself included, up to those to stop at; whether a parent is not in the list. */
function walk(
  bySha: ReadonlyMap<string, Commit>,
  from: string,
  stopAt: ReadonlySet<string>,
): { reached: Set<string>; isCut: boolean } {
  const reached = new Set<string>();
  const open = [from];
  let isCut = false;
  for (let sha = open.pop(); sha !== undefined; sha = open.pop()) {
    const commit = bySha.get(sha);
    if (!commit) isCut = true;
    if (!commit || reached.has(sha) || stopAt.has(sha)) continue;
    reached.add(sha);
    open.push(...commit.parents.map((parent) => parent.sha));
  }
  return { reached, isCut };
}
