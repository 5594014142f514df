import { z } from 'zod';
import type { Stack } from './stack.ts';

const document = z.object({ Version: z.literal('2012-10-17'), Statement: z.array(z.unknown()) });
const roleSchema = z.looseObject({
  AssumeRolePolicyDocument: document,
  ManagedPolicyArns: z.array(z.string()).default([]),
  Policies: z.array(z.object({ PolicyName: z.string(), PolicyDocument: document })),
});

/** All that the role of a function may do, as one policy. Throws where Lambda may not assume it. */
export function getRolePolicy(stack: Stack, functionName: string) {
  const role = readRole(stack, String(findProperties(stack, functionName).Role));
  if (!JSON.stringify(role.AssumeRolePolicyDocument).includes('"lambda.amazonaws.com"'))
    throw new Error(`Lambda may not assume the role of ${functionName}`);
  const managed = role.ManagedPolicyArns.map((arn) =>
    document.parse(findProperties(stack, arn.split('/').at(-1) ?? '').PolicyDocument),
  );
  const inline = role.Policies.map(({ PolicyDocument }) => PolicyDocument);
  return { Version: '2012-10-17', Statement: [...managed, ...inline].flatMap(({ Statement }) => Statement) };
}

/** A role of the stack, by its ARN or the id of its resource. */
export function readRole(stack: Stack, role: string): z.output<typeof roleSchema> {
  return roleSchema.parse(findProperties(stack, role.split('/').at(-1) ?? role));
}

function findProperties(stack: Stack, id: string): Record<string, unknown> {
  const found = stack.resources.find((resource) => resource.id === id);
  if (!found) throw new Error(`The stack has no ${id}`);
  return found.properties;
}
