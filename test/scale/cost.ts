import { COSTS, type Cost, type Kind } from './calls.ts';
import { PRICES } from './quotas.ts';
import type { Outcome } from './simulate.ts';

/** Bytes that an invocation logs, Lambda's own three lines included. */
const LOG_BYTES = 900;

/** US dollars a day, by what they are for. */
export interface Bill {
  lambda: number;
  table: number;
  logs: number;
  rest: number;
  total: number;
}

/** What a day comes to, by the prices of test/scale/quotas.ts. An attempt that was tried again pays its reads and its claim again. */
export function getBill({ events, invocations, gigabyteSeconds, turnedAway }: Outcome): Bill {
  const kinds = Object.keys(events) as Kind[];
  const all = (field: keyof Cost) => kinds.reduce((sum, kind) => sum + events[kind] * COSTS[kind][field], 0);
  const again = turnedAway.logs + turnedAway.post + turnedAway.update;
  const lambda = invocations * PRICES.lambdaRequest.dollars + gigabyteSeconds * PRICES.lambdaSecond.dollars;
  const writes = all('writeUnits') + again * COSTS.new.writeUnits;
  const reads = all('readUnits') + again * COSTS.new.readUnits;
  const table = writes * PRICES.writeUnit.dollars + reads * PRICES.readUnit.dollars;
  const logs = invocations * LOG_BYTES * PRICES.logByte.dollars;
  // A message that comes back is sent, received and deleted.
  const rest = all('events') * PRICES.ownEvent.dollars + 3 * again * PRICES.queueRequest.dollars;
  return { lambda, table, logs, rest, total: lambda + table + logs + rest };
}
