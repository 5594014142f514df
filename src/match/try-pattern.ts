import type { ForeignPattern } from '../signature.ts';
import type { Probe } from './catalogue.ts';

export type Match = NonNullable<ReturnType<ForeignPattern['exec']>>;

/** Milliseconds that one pattern of a team's own may take on one log, and all of them together. */
const MAX_EACH = 1000;
const MAX_ALL = 3000;

export interface Tries {
  /** Tries a probe on a line. */
  exec(probe: number, line: string): Match | null | undefined;
  /** The probes that took too long and were not tried further. */
  stopped(): number[];
}

/**
 * Tries patterns on the lines of one log. Those of a team's own take linear time, but the log may be long and each
 * of its lines made to be slow: what they may take is bounded, so that the built-in ones always get through.
 */
export function startTries(probes: readonly Probe[]): Tries {
  const spent = new Map<number, number>();
  let all = 0;
  const isStopped = (probe: number) => all > MAX_ALL || (spent.get(probe) ?? 0) > MAX_EACH;
  const exec = (probe: number, line: string) => {
    const pattern = probes[probe]?.regex;
    if (pattern === undefined || pattern instanceof RegExp) return pattern?.exec(line);
    if (isStopped(probe)) return null;
    const start = performance.now();
    const match = pattern.exec(line);
    const taken = performance.now() - start;
    all += taken;
    spent.set(probe, (spent.get(probe) ?? 0) + taken);
    return match;
  };
  return { exec, stopped: () => [...spent.keys()].filter(isStopped) };
}
