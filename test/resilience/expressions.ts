/** DynamoDB's expressions, as far as Faultline writes them. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.html */

/** An attribute in DynamoDB's JSON: `{ S: 'text' }`. */
export type Value = Readonly<Record<string, unknown>>;
export type Item = Record<string, Value>;

export interface Words {
  names: Readonly<Record<string, string>>;
  values: Readonly<Record<string, Value>>;
}

interface Reader extends Words {
  tokens: string[];
  at: number;
}

function createReader(text: string, words: Words): Reader {
  return { ...words, tokens: text.match(/[#:]?[\w.#]+|<=|>=|<>|[-=<>(),+]/g) ?? [], at: 0 };
}

function take(reader: Reader): string {
  const token = reader.tokens[reader.at++];
  if (token === undefined) throw new Error('The expression ends too early.');
  return token;
}

function isNext(reader: Reader, ...words: string[]): boolean {
  if (!words.includes(reader.tokens[reader.at] ?? '')) return false;
  reader.at += 1;
  return true;
}

/** Whether a condition holds of an item; none holds of all. */
export function holds(condition: string | undefined, item: Item | undefined, words: Words): boolean {
  if (condition === undefined) return true;
  return readOr(createReader(condition, words), item ?? {});
}

function readOr(reader: Reader, item: Item): boolean {
  let result = readAnd(reader, item);
  while (isNext(reader, 'OR')) result = readAnd(reader, item) || result;
  return result;
}

function readAnd(reader: Reader, item: Item): boolean {
  let result = readTerm(reader, item);
  while (isNext(reader, 'AND')) result = readTerm(reader, item) && result;
  return result;
}

function readTerm(reader: Reader, item: Item): boolean {
  if (isNext(reader, '(')) {
    const inner = readOr(reader, item);
    take(reader);
    return inner;
  }
  if (isNext(reader, 'NOT')) return !readTerm(reader, item);
  const word = take(reader);
  if (/^attribute_(?:not_)?exists$|^begins_with$/.test(word)) return readFunction(word, reader, item);
  return compare(read(word, reader, item), take(reader), read(take(reader), reader, item));
}

function readFunction(name: string, reader: Reader, item: Item): boolean {
  take(reader);
  const value = read(take(reader), reader, item);
  if (name === 'begins_with') {
    take(reader);
    const start = read(take(reader), reader, item);
    take(reader);
    return typeof value?.S === 'string' && value.S.startsWith(String(start?.S));
  }
  take(reader);
  return (value !== undefined) === (name === 'attribute_exists');
}

/** The value of an operand: `:value`, or a path with names in it. */
function read(word: string, { names, values }: Words, item: Item): Value | undefined {
  if (word.startsWith(':')) return values[word];
  const [first = '', ...rest] = word.split('.').map((part) => names[part] ?? part);
  return rest.reduce<Value | undefined>((value, part) => (value?.M as Item | undefined)?.[part], item[first]);
}

function compare(a: Value | undefined, operator: string, b: Value | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  const [left, right] = [getScalar(a), getScalar(b)];
  if (typeof left !== typeof right) return false;
  if (operator === '=') return left === right;
  if (operator === '<>') return left !== right;
  if (operator === '<') return left < right;
  if (operator === '<=') return left <= right;
  return operator === '>' ? left > right : left >= right;
}

function getScalar(value: Value): string | number | boolean {
  if ('N' in value) return Number(value.N);
  if ('S' in value) return String(value.S);
  return 'BOOL' in value ? value.BOOL === true : JSON.stringify(value);
}

/** The item after an update. Throws for what Faultline does not write. */
export function update(item: Item, expression: string, words: Words): Item {
  const reader = createReader(expression, words);
  const next = { ...item };
  let clause = '';
  while (reader.at < reader.tokens.length) {
    if (isNext(reader, ',')) continue;
    const word = take(reader);
    if (/^(?:SET|ADD|REMOVE)$/.test(word)) clause = word;
    else change(clause, words.names[word] ?? word, next, reader, item);
  }
  return next;
}

function change(clause: string, name: string, next: Item, reader: Reader, before: Item): void {
  if (clause === 'REMOVE') {
    delete next[name];
    return;
  }
  if (clause === 'ADD') {
    next[name] = add(before[name], reader.values[take(reader)]);
    return;
  }
  take(reader);
  next[name] = readNewValue(reader, before);
}

function readNewValue(reader: Reader, before: Item): Value {
  const word = take(reader);
  if (word !== 'if_not_exists') return demand(read(word, reader, before), word);
  take(reader);
  const known = read(take(reader), reader, before);
  take(reader);
  const otherwise = read(take(reader), reader, before);
  take(reader);
  return demand(known ?? otherwise, word);
}

function demand(value: Value | undefined, word: string): Value {
  if (value === undefined) throw new Error(`The expression names ${word}, which has no value.`);
  return value;
}

function add(before: Value | undefined, more: Value | undefined): Value {
  if (more && 'N' in more) return { N: String(Number(before?.N ?? 0) + Number(more.N)) };
  return {
    SS: [...new Set([...((before?.SS as string[]) ?? []), ...((more?.SS as string[]) ?? [])])].sort(),
  };
}
