import * as z from 'zod';

const oneOrMore = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());
const Principal = z.preprocess(
  (value) => (value === '*' ? { AWS: '*' } : value),
  z.object({ AWS: oneOrMore.optional(), Service: oneOrMore.optional() }),
);
const Statement = z.object({
  Sid: z.string().optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Principal: Principal.optional(),
  Action: oneOrMore.optional(),
  NotAction: oneOrMore.optional(),
  Resource: oneOrMore.optional(),
  NotResource: oneOrMore.optional(),
  Condition: z.record(z.string(), z.record(z.string(), oneOrMore)).optional(),
});
const Document = z.object({
  Statement: z
    .union([z.array(z.unknown()), z.record(z.string(), z.unknown())])
    .transform((value) => [value].flat())
    .pipe(z.array(Statement)),
});

/** A statement as a policy of the account has it: every list is one. */
export type PolicyStatement = z.output<typeof Statement>;

/** Reads the statements of a policy; IAM hands its documents out URL-encoded. Throws for what is none. */
export function parseStatements(document: string): PolicyStatement[] {
  const text = document.startsWith('%7B') ? decodeURIComponent(document) : document;
  return Document.parse(JSON.parse(text)).Statement;
}

/** Whether a statement is about an action, and, where it names resources, about this one. Conditions are not judged. */
export function isAbout(statement: PolicyStatement, action: string, resource: string): boolean {
  const { Action, NotAction, Resource, NotResource } = statement;
  const has = (patterns: readonly string[], value: string) => patterns.some((p) => isGlobMatch(p, value));
  const lower = (patterns: readonly string[] | undefined) => patterns?.map((p) => p.toLowerCase());
  const isAction = NotAction
    ? !has(lower(NotAction) ?? [], action.toLowerCase())
    : has(lower(Action) ?? [], action.toLowerCase());
  const isResource = NotResource ? !has(NotResource, resource) : has(Resource ?? ['*'], resource);
  return isAction && isResource;
}

/**
 * IAM's wildcards: `*` any letters, `?` one. Without backtracking further than the last `*`, so that no pattern takes long.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function isGlobMatch(pattern: string, text: string): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let after = 0;
  while (t < text.length) {
    if (pattern[p] === '*') {
      star = p++;
      after = t;
    } else if (pattern[p] === '?' || pattern[p] === text[t]) {
      p += 1;
      t += 1;
    } else if (star >= 0) {
      p = star + 1;
      t = ++after;
    } else return false;
  }
  return /^\**$/.test(pattern.slice(p));
}
