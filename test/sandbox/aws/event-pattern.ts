/**
 * Whether an event matches an EventBridge pattern.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 * No maintained library in the registry does this.
 */
type Json = unknown;
type Fields = { [key: string]: Json };

function isFields(value: Json): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Takes a pattern and an event, both as parsed JSON. Every field of the pattern must match;
 * a list in the pattern is a choice, an array in the event matches by any of its values.
 * Throws on an operator that EventBridge does not have.
 */
export function matchesPattern(pattern: Fields, event: Json): boolean {
  const fields = isFields(event) ? event : {};
  return Object.entries(pattern).every(([key, expected]) => {
    if (key === '$or') return asList(expected).some((each) => isFields(each) && matchesPattern(each, fields));
    const actual = Object.hasOwn(fields, key) ? fields[key] : undefined;
    if (isFields(expected)) {
      // An array of objects matches if any of them does.
      return Array.isArray(actual)
        ? actual.some((each) => matchesPattern(expected, each))
        : matchesPattern(expected, actual);
    }
    return asList(expected).some((choice) => matchesField(choice, actual));
  });
}

function asList(value: Json): Json[] {
  if (!Array.isArray(value)) throw new Error(`A pattern's leaf must be a list: ${JSON.stringify(value)}`);
  return value;
}

function matchesField(choice: Json, actual: Json): boolean {
  if (isFields(choice) && 'exists' in choice) return (actual !== undefined) === choice.exists;
  const values = Array.isArray(actual) ? actual : [actual];
  return values.some((value) => value !== undefined && matchesValue(choice, value));
}

function matchesValue(choice: Json, value: Json): boolean {
  if (!isFields(choice)) return choice === value;
  const [operator = '', operand] = Object.entries(choice)[0] ?? [];
  const test = OPERATORS[operator];
  if (!test) throw new Error(`EventBridge has no operator '${operator}'`);
  return test(operand, value);
}

const OPERATORS: Record<string, (operand: Json, value: Json) => boolean> = {
  prefix: (operand, value) => compare(operand, value, (text, part) => text.startsWith(part)),
  suffix: (operand, value) => compare(operand, value, (text, part) => text.endsWith(part)),
  'equals-ignore-case': (operand, value) =>
    typeof value === 'string' && value.toLowerCase() === String(operand).toLowerCase(),
  wildcard: (operand, value) => typeof value === 'string' && matchesWildcard(String(operand), value),
  'anything-but': (operand, value) =>
    !(Array.isArray(operand) ? operand : [operand]).some((each) => isExcluded(each, value)),
  numeric: (operand, value) => typeof value === 'number' && isInRange(asList(operand), value),
};

/** `{prefix: "a"}` or `{prefix: {"equals-ignore-case": "a"}}`. */
function compare(operand: Json, value: Json, test: (text: string, part: string) => boolean): boolean {
  if (typeof value !== 'string') return false;
  if (isFields(operand))
    return test(value.toLowerCase(), String(operand['equals-ignore-case']).toLowerCase());
  return test(value, String(operand));
}

/** Under `anything-but` stands a value, or an operator whose own operand may be a list. */
function isExcluded(excluded: Json, value: Json): boolean {
  if (!isFields(excluded)) return excluded === value;
  return Object.entries(excluded).some(([operator, operand]) =>
    (Array.isArray(operand) ? operand : [operand]).some((each) => matchesValue({ [operator]: each }, value)),
  );
}

function matchesWildcard(pattern: string, value: string): boolean {
  const parts = pattern
    .split(/(?<!\\)\*/)
    .map((part) => escapeForRegExp(part.replaceAll(/\\([*\\])/g, '$1')));
  return new RegExp(`^${parts.join('.*')}$`, 's').test(value);
}

function escapeForRegExp(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

/** `[">", 0, "<=", 5]` */
function isInRange(bounds: Json[], value: number): boolean {
  for (let i = 0; i < bounds.length; i += 2) {
    const bound = Number(bounds[i + 1]);
    const holds: Record<string, boolean> = {
      '=': value === bound,
      '<': value < bound,
      '<=': value <= bound,
      '>': value > bound,
      '>=': value >= bound,
    };
    const held = holds[String(bounds[i])];
    if (held === undefined) throw new Error(`EventBridge has no numeric comparison '${bounds[i]}'`);
    if (!held) return false;
  }
  return true;
}
