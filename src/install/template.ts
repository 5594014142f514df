import { type CollectionTag, parse, type ScalarTag, type YAMLSeq } from 'yaml';
import * as z from 'zod';

const resourceSchema = z.looseObject({
  Type: z.string(),
  Condition: z.string().optional(),
  Properties: z.record(z.string(), z.unknown()).default({}),
});
const templateSchema = z.looseObject({
  Parameters: z.record(z.string(), z.looseObject({ Default: z.unknown() })).default({}),
  Conditions: z.record(z.string(), z.unknown()).default({}),
  Resources: z.record(z.string(), resourceSchema),
});

export type Template = z.infer<typeof templateSchema>;

const SHORT = [
  ...['Ref', 'Condition'].map((name) => ({ tag: `!${name}`, name })),
  ...['GetAtt', 'Sub', 'Join', 'If', 'Equals', 'Not', 'And', 'Or', 'Select', 'Split', 'ImportValue'].map(
    (name) => ({ tag: `!${name}`, name: `Fn::${name}` }),
  ),
];

/** CloudFormation's short forms, as the long ones that JSON has. */
export const TAGS: (ScalarTag | CollectionTag)[] = SHORT.flatMap(({ tag, name }) => [
  { tag, resolve: (text: string) => ({ [name]: text }) },
  { tag, collection: 'seq' as const, resolve: (items: unknown) => ({ [name]: (items as YAMLSeq).toJSON() }) },
]);

/** Reads a template as CloudFormation gives it back: JSON or YAML. Throws where it is neither or has no resources. */
export function parseTemplate(body: string): Template {
  return templateSchema.parse(parse(body, { customTags: TAGS }));
}
