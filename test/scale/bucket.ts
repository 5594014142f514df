/** A limit of so many a second with a burst: each use is granted at the time when its token is there. */
export interface Bucket {
  /** When a token would be granted that is asked for at `at` (seconds); nothing is taken. */
  peek(at: number): number;
  /** Takes a token; returns when it is granted. */
  take(at: number): number;
}

/** The generic cell rate algorithm: a virtual time that runs ahead by one token a use. */
export function createBucket({ perSecond, burst }: { perSecond: number; burst: number }): Bucket {
  const interval = 1 / perSecond;
  let ahead = Number.NEGATIVE_INFINITY;
  const peek = (at: number) => Math.max(at, ahead - (burst - 1) * interval);
  return {
    peek,
    take(at) {
      const granted = peek(at);
      ahead = Math.max(ahead, granted) + interval;
      return granted;
    },
  };
}
