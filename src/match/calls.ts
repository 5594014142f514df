/** Among probes: the agent may be speaking. */
export const AGENT_CALL = -1;

/** The probes that a line calls for by its literals, each once. */
export interface Calls {
  list: readonly number[];
  /** Whether the line has to be looked at. */
  isAny: boolean;
  /** Whether the agent may be speaking. */
  isAgent: boolean;
  add(probes: readonly number[]): void;
  clear(): void;
}

/** For `count` probes, of which `always` are tried on every line. */
export function newCalls(count: number, always: readonly number[]): Calls {
  const seen = new Uint8Array(count);
  const list: number[] = [];
  const hasAlways = always.length > 0;
  return {
    list,
    isAny: hasAlways,
    isAgent: false,
    add(probes) {
      this.isAny = true;
      for (const probe of probes) {
        if (probe === AGENT_CALL) this.isAgent = true;
        else if (!seen[probe]) {
          seen[probe] = 1;
          list.push(probe);
        }
      }
    },
    clear() {
      for (const probe of list) seen[probe] = 0;
      list.length = 0;
      this.isAny = hasAlways;
      this.isAgent = false;
    },
  };
}
