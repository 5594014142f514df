/**
 * CloudFormation's functions, as far as the deployment uses them.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 */

type Json = unknown;
type Fields = { [key: string]: Json };

/** What a template is resolved against. */
export interface Scope {
  /** Parameters and pseudo parameters, and what `Ref` gives of each resource. */
  refs: Readonly<Record<string, string>>;
  /** What `Fn::GetAtt` gives, by `Resource.Attribute`. */
  attributes: Readonly<Record<string, string>>;
  conditions: Readonly<Record<string, Json>>;
}

const NO_VALUE = Symbol('AWS::NoValue');

/** A value of a template with all its functions done. Throws for a name that nothing defines, and for a function that is not known here. */
export function resolve(value: Json, scope: Scope): Json {
  const resolved = resolveValue(value, scope);
  return resolved === NO_VALUE ? undefined : resolved;
}

/** Whether a condition of the template holds. */
export function holds(name: string, scope: Scope): boolean {
  if (!(name in scope.conditions)) throw new Error(`The template has no condition ${name}`);
  return test(scope.conditions[name], scope);
}

function resolveValue(value: Json, scope: Scope): Json {
  if (Array.isArray(value))
    return value.map((each) => resolveValue(each, scope)).filter((each) => each !== NO_VALUE);
  if (!isFields(value)) return value;
  const [name = '', argument] = Object.entries(value)[0] ?? [];
  if (Object.keys(value).length === 1 && (name === 'Ref' || name.startsWith('Fn::'))) {
    const run = FUNCTIONS[name];
    if (!run) throw new Error(`${name} is not known here`);
    return run(argument, scope);
  }
  const entries = Object.entries(value).map(([key, each]) => [key, resolveValue(each, scope)]);
  return Object.fromEntries(entries.filter(([, each]) => each !== NO_VALUE));
}

const FUNCTIONS: Record<string, (argument: Json, scope: Scope) => Json> = {
  Ref: (name, scope) =>
    name === 'AWS::NoValue' ? NO_VALUE : look(scope.refs, String(name), 'neither parameter nor resource'),
  'Fn::GetAtt': (path, scope) =>
    look(scope.attributes, Array.isArray(path) ? path.join('.') : String(path), 'no attribute'),
  'Fn::If': (argument, scope) => {
    const [condition, then, otherwise] = asList(argument);
    return resolveValue(holds(String(condition), scope) ? then : otherwise, scope);
  },
  'Fn::Join': (argument, scope) => {
    const [glue, parts] = asList(argument);
    return asList(resolveValue(parts, scope)).join(String(glue));
  },
  'Fn::Split': (argument, scope) => {
    const [glue, text] = asList(argument);
    return String(resolveValue(text, scope)).split(String(glue));
  },
  'Fn::Select': (argument, scope) => {
    const [index, list] = asList(argument);
    const found = asList(resolveValue(list, scope))[Number(index)];
    if (found === undefined) throw new Error(`Fn::Select has no ${index} in ${JSON.stringify(list)}`);
    return found;
  },
  'Fn::Sub': (argument, scope) => {
    const [text, own = {}] = Array.isArray(argument) ? argument : [argument];
    const names = resolveValue(own, scope) as Record<string, string>;
    return String(text).replaceAll(/\$\{(!?)([^}]+)\}/g, (_, isLiteral, name) => {
      if (isLiteral) return `\${${name}}`;
      const all = { ...scope.refs, ...scope.attributes, ...names };
      return look(all, name, 'no name for Fn::Sub');
    });
  },
};

function test(condition: Json, scope: Scope): boolean {
  const [name = '', argument] = isFields(condition) ? (Object.entries(condition)[0] ?? []) : [];
  const parts = Array.isArray(argument) ? argument : [argument];
  if (name === 'Condition') return holds(String(argument), scope);
  if (name === 'Fn::Not') return !test(parts[0], scope);
  if (name === 'Fn::And') return parts.every((each) => test(each, scope));
  if (name === 'Fn::Or') return parts.some((each) => test(each, scope));
  if (name !== 'Fn::Equals') throw new Error(`${name} is no condition`);
  const [one, other] = parts.map((each) => String(resolveValue(each, scope)));
  return one === other;
}

function look(names: Readonly<Record<string, string>>, name: string, why: string): string {
  const found = names[name];
  if (found === undefined) throw new Error(`The template has ${why} ${name}`);
  return found;
}

function asList(value: Json): Json[] {
  if (!Array.isArray(value)) throw new Error(`A list is expected: ${JSON.stringify(value)}`);
  return value;
}

function isFields(value: Json): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
