import { holds, type Item, update, type Value, type Words } from './expressions.ts';

/**
 * A table of DynamoDB in this process: strongly consistent, one index, no limits. It answers the requests that the real
 * client makes, some hundred times as fast as an embedded server; test/resilience/light-table.test.ts compares the two.
 */
export interface LightTable {
  /** Answers the body of one request. */
  answer(operation: string, body: string): { status: number; body: string };
  /** What the requests so far cost on demand. */
  units: { read: number; write: number };
  items(): Iterable<Item>;
}

interface Request {
  Key?: Item;
  Item?: Item;
  IndexName?: string;
  ConditionExpression?: string;
  UpdateExpression?: string;
  KeyConditionExpression?: string;
  FilterExpression?: string;
  ReturnValues?: string;
  Select?: string;
  ScanIndexForward?: boolean;
  ConsistentRead?: boolean;
  ExpressionAttributeNames?: Record<string, string>;
  ExpressionAttributeValues?: Record<string, Value>;
}

interface State {
  partitions: Map<string, Map<string, Item>>;
  index: Map<string, Map<string, Item>>;
  units: { read: number; write: number };
}

const REFUSED = {
  __type: 'com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException',
  message: 'The conditional request failed',
};

/** Makes an empty one. */
export function createLightTable(): LightTable {
  const state: State = { partitions: new Map(), index: new Map(), units: { read: 0, write: 0 } };
  return {
    units: state.units,
    *items() {
      for (const partition of state.partitions.values()) yield* partition.values();
    },
    answer(operation, body) {
      const result = OPERATIONS[operation]?.(state, JSON.parse(body) as Request);
      if (result === 'unknown' || result === undefined)
        throw new Error(`The light table has no ${operation}.`);
      return result === 'refused'
        ? { status: 400, body: JSON.stringify(REFUSED) }
        : { status: 200, body: JSON.stringify(result) };
    },
  };
}

const OPERATIONS: Record<string, (state: State, request: Request) => object | 'refused' | 'unknown'> = {
  GetItem(state, { Key = {} }) {
    const found = find(state, Key);
    state.units.read += Math.max(1, Math.ceil(size(found) / 4096));
    return found ? { Item: found } : {};
  },
  PutItem(state, request) {
    const { Item: item = {} } = request;
    return write(state, item, item, request);
  },
  UpdateItem(state, request) {
    const { Key = {}, UpdateExpression = '' } = request;
    const before = find(state, Key);
    return write(state, Key, () => update(before ?? Key, UpdateExpression, getWords(request)), request);
  },
  Query(state, request) {
    const { IndexName, KeyConditionExpression = '', FilterExpression, ScanIndexForward = true } = request;
    const words = getWords(request);
    const [pk, sk] = IndexName ? ['gsi1pk', 'gsi1sk'] : ['pk', 'sk'];
    const partition = findPartition(
      IndexName ? state.index : state.partitions,
      KeyConditionExpression,
      words,
    );
    const within = [...partition.values()]
      .filter((item) => item[pk] && holds(KeyConditionExpression, item, words))
      .sort((a, b) => (String(a[sk]?.S) < String(b[sk]?.S) ? -1 : 1));
    const bytes = within.reduce((sum, item) => sum + size(item), 0);
    state.units.read += Math.max(1, Math.ceil(bytes / 4096));
    const matching = within.filter((item) => holds(FilterExpression, item, words));
    const counts = { Count: matching.length, ScannedCount: within.length };
    if (request.Select === 'COUNT') return counts;
    return { ...counts, Items: ScanIndexForward ? matching : matching.reverse() };
  },
};

function write(state: State, key: Item, next: Item | (() => Item), request: Request): object | 'refused' {
  const before = find(state, key);
  if (!holds(request.ConditionExpression, before, getWords(request))) {
    state.units.write += Math.max(1, Math.ceil(size(before) / 1024));
    return 'refused';
  }
  const item = typeof next === 'function' ? next() : next;
  const [pk, sk] = [String(item.pk?.S), String(item.sk?.S)];
  const partition = state.partitions.get(pk) ?? new Map<string, Item>();
  state.partitions.set(pk, partition.set(sk, item));
  const indexed = [before, item].map((each) => each?.gsi1pk?.S as string | undefined);
  if (indexed[0] !== undefined) state.index.get(indexed[0])?.delete(`${pk} ${sk}`);
  if (indexed[1] !== undefined) {
    const listed = state.index.get(indexed[1]) ?? new Map<string, Item>();
    state.index.set(indexed[1], listed.set(`${pk} ${sk}`, item));
  }
  // What is in the index is written twice.
  const units = Math.ceil(Math.max(size(item), size(before)) / 1024);
  state.units.write += Math.max(1, units) * (indexed.some((each) => each !== undefined) ? 2 : 1);
  return request.ReturnValues === 'ALL_NEW' ? { Attributes: item } : {};
}

function find(state: State, { pk, sk }: Item): Item | undefined {
  return state.partitions.get(String(pk?.S))?.get(String(sk?.S));
}

/** The partition is the first comparison of the key condition. */
function findPartition(all: Map<string, Map<string, Item>>, condition: string, { values }: Words) {
  const name = /=\s*(:\w+)/.exec(condition)?.[1] ?? '';
  return all.get(String(values[name]?.S)) ?? new Map<string, Item>();
}

function getWords({ ExpressionAttributeNames, ExpressionAttributeValues }: Request): Words {
  return { names: ExpressionAttributeNames ?? {}, values: ExpressionAttributeValues ?? {} };
}

function size(item: Item | undefined): number {
  return item ? JSON.stringify(item).length : 0;
}
