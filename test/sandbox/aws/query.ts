/**
 * The input of AWS's query protocol: a form whose keys are paths.
 * `ActionNames.member.1=a&Tags.member.1.Key=b` becomes `{ActionNames: ['a'], Tags: [{Key: 'b'}]}`.
 */
type Tree = { [key: string]: Tree | string };

/** Takes the form body; returns the operation's name and its input, lists as arrays, every leaf a string. */
export function parseQuery(body: string): { operation: string; input: Record<string, unknown> } {
  const tree: Tree = Object.create(null);
  const form = new URLSearchParams(body);
  for (const [path, value] of form) {
    if (path !== 'Action' && path !== 'Version') put(tree, path.split('.'), value);
  }
  const input = Object.fromEntries(Object.entries(tree).map(([key, value]) => [key, listed(value)]));
  return { operation: form.get('Action') ?? '', input };
}

function put(tree: Tree, path: string[], value: string): void {
  const [head = '', ...rest] = path;
  if (rest.length === 0) {
    tree[head] = value;
    return;
  }
  const next = tree[head];
  const child: Tree = typeof next === 'object' ? next : Object.create(null);
  tree[head] = child;
  put(child, rest, value);
}

function listed(value: Tree | string): unknown {
  if (typeof value === 'string') return value;
  const keys = Object.keys(value);
  const members = value.member;
  if (keys.length === 1 && typeof members === 'object') {
    return Object.entries(members)
      .sort(([a], [b]) => Number(a) - Number(b))
      .map(([, item]) => listed(item));
  }
  // EC2 numbers its lists without a word in between: `SubnetId.1=a`.
  if (keys.length > 0 && keys.every((key) => /^\d+$/.test(key))) {
    return Object.entries(value)
      .sort(([a], [b]) => Number(a) - Number(b))
      .map(([, item]) => listed(item));
  }
  // An empty list is sent as `Name=` and reaches us as the empty string.
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, listed(child)]));
}
