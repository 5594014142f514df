import { stringify } from 'yaml';
import * as z from 'zod';

const resource = z.looseObject({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
});
const packagedSchema = z.looseObject({
  AWSTemplateFormatVersion: z.string(),
  Description: z.string(),
  Parameters: z.record(z.string(), z.unknown()),
  Conditions: z.record(z.string(), z.unknown()),
  Resources: z.record(z.string(), resource),
  Outputs: z.record(z.string(), z.looseObject({ Value: z.unknown() })),
});
type Resource = z.output<typeof resource>;

/** What only the frameworks need: where they upload to. */
const OF_FRAMEWORK = /^ServerlessDeployment/;

/**
 * The template that Serverless packaged, as one that CloudFormation takes without it: no deployment bucket, no names that
 * two stacks could not share, the code as a file beside the template (`aws cloudformation package` uploads it).
 * Throws for a template of another form.
 */
export function getPlainTemplate(packaged: unknown): Record<string, unknown> {
  const { AWSTemplateFormatVersion, Description, Parameters, Conditions, Resources, Outputs } =
    packagedSchema.parse(packaged);
  const own = Object.entries(Resources).filter(([id]) => !OF_FRAMEWORK.test(id));
  const outputs = Object.entries(Outputs).filter(([id]) => !OF_FRAMEWORK.test(id));
  return {
    AWSTemplateFormatVersion,
    Description,
    Parameters,
    Conditions,
    Resources: Object.fromEntries(own.map(([id, each]) => [id, getPlainResource(each)])),
    Outputs: Object.fromEntries(outputs.map(([id, { Export: _, ...output }]) => [id, output])),
  };
}

function getPlainResource({ DependsOn: _, Properties, ...rest }: Resource): Record<string, unknown> {
  const change = CHANGES[rest.Type];
  // What a resource depends on, it names.
  return { ...rest, Properties: change ? change(Properties) : Properties };
}

type Change = (properties: Record<string, unknown>) => Record<string, unknown>;

const CHANGES: Readonly<Record<string, Change | undefined>> = {
  'AWS::Lambda::Function': ({ FunctionName: _, Code, ...rest }) => ({ Code: getZip(Code), ...rest }),
  'AWS::Logs::LogGroup': ({ LogGroupName: _, ...rest }) => rest,
  'AWS::ApiGatewayV2::Api': (properties) => ({ ...properties, Name: { Ref: 'AWS::StackName' } }),
};

/** `serverless/faultline/prod/.../slack.zip` -> `slack.zip` */
function getZip(code: unknown): string {
  const { S3Key } = z.object({ S3Key: z.string() }).parse(code);
  return S3Key.split('/').at(-1) ?? S3Key;
}

/** The template as text. In YAML 1.1, since the AWS CLI reads that: there `OFF` without quotes is no text. */
export function renderTemplate(template: Record<string, unknown>): string {
  return stringify(template, {
    version: '1.1',
    aliasDuplicateObjects: false,
    lineWidth: 0,
    indentSeq: false,
  });
}
