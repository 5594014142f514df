import * as z from 'zod';

const value = z.string().min(1).max(300).describe('{fact} stands for a fact.');

/**
 * Questions that need no code: their words are templates. One of them is asked where all facts in it are known. What
 * each means is said in src/checks/questions.ts.
 */
export const checkSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('permission-missing'),
    action: value.describe('The IAM action, such as s3:GetObject.'),
    resource: value.describe('The ARN.').optional(),
    principal: value.describe("A role's name or ARN. Default: the build's role.").optional(),
  }),
  z.strictObject({ kind: z.literal('parameter-missing'), name: value }),
  z.strictObject({ kind: z.literal('secret-missing'), id: value, stage: value.optional() }),
  z.strictObject({ kind: z.literal('key-unusable'), key: value }),
  z.strictObject({ kind: z.literal('bucket-elsewhere'), bucket: value }),
  z.strictObject({ kind: z.literal('object-missing'), bucket: value, key: value }),
  z.strictObject({ kind: z.literal('log-group-missing'), group: value }),
  z.strictObject({ kind: z.literal('ecr-repository-missing'), repository: value, region: value.optional() }),
  z.strictObject({
    kind: z.literal('ecr-image-missing'),
    repository: value,
    tag: value,
    region: value.optional(),
  }),
  z.strictObject({ kind: z.literal('vpc-way-out-missing'), host: value.optional(), port: value.optional() }),
  z.strictObject({ kind: z.literal('subnet-full') }),
  z.strictObject({ kind: z.literal('build-quota-used') }),
  z.strictObject({ kind: z.literal('timeout-too-short') }),
  z.strictObject({ kind: z.literal('privileged-mode-off') }),
  z.strictObject({
    kind: z.literal('file-misplaced'),
    path: value,
    what: z.enum(['file', 'directory']).optional(),
  }),
  z.strictObject({ kind: z.literal('not-executable'), path: value }),
]);

/** A question whose words may hold facts. */
export type DeclaredCheck = z.infer<typeof checkSchema>;
