import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { TAGS } from '../sandbox/aws/serverless-file.ts';

const FILE = join(import.meta.dirname, '..', '..', 'serverless.yml');

type Fields = Record<string, unknown>;
const fileSchema = z.looseObject({
  params: z.object({ default: z.record(z.string(), z.union([z.string(), z.number()])) }),
  provider: z.looseObject({ runtime: z.string(), environment: z.record(z.string(), z.unknown()) }),
  functions: z.record(z.string(), z.looseObject({ handler: z.string(), role: z.string() })),
  resources: z.looseObject({
    Parameters: z.record(z.string(), z.looseObject({ Default: z.string() })),
    Conditions: z.record(z.string(), z.unknown()),
    Resources: z.record(z.string(), z.looseObject({ Type: z.string(), Properties: z.unknown() })),
    Outputs: z.record(z.string(), z.looseObject({ Value: z.unknown() })),
  }),
});

export interface StackTemplate {
  Parameters: Record<string, { Default: string }>;
  Conditions: Fields;
  Resources: Record<string, { Type: string; Condition?: string; Properties: Fields }>;
  Outputs: Record<string, { Value: unknown }>;
}

let file: z.infer<typeof fileSchema> | undefined;

/** The template that a deployment of serverless.yml leaves with CloudFormation, as far as doctor looks at it. */
export function makeTemplate(params: Record<string, string>): StackTemplate {
  file ??= fileSchema.parse(parse(readFileSync(FILE, 'utf8'), { customTags: TAGS, merge: true }));
  const { functions, provider, resources } = file;
  const given: Record<string, string | number> = { ...file.params.default, ...params };
  const Parameters = Object.entries(resources.Parameters).map(([name, { Default }]) => [
    name,
    { Default: Default.replaceAll(/\$\{param:(\w+)\}/g, (_, param: string) => String(given[param])) },
  ]);
  const made = Object.entries(functions).flatMap(([name, { handler, role }]) =>
    makeFunction(name, { handler, role, provider }),
  );
  return {
    Parameters: Object.fromEntries(Parameters),
    Conditions: resources.Conditions,
    Resources: {
      ...(resources.Resources as StackTemplate['Resources']),
      ...Object.fromEntries(made),
      BuildFailedLambdaEvConf: {
        Type: 'AWS::Lambda::EventInvokeConfig',
        Properties: {
          FunctionName: { Ref: 'BuildFailedLambdaFunction' },
          DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': ['RetryQueue', 'Arn'] } } },
          Qualifier: '$LATEST',
        },
      },
      BuildFailedEventSourceMappingSQSRetryQueue: {
        Type: 'AWS::Lambda::EventSourceMapping',
        Properties: {
          EventSourceArn: { 'Fn::GetAtt': ['RetryQueue', 'Arn'] },
          FunctionName: { 'Fn::GetAtt': ['BuildFailedLambdaFunction', 'Arn'] },
        },
      },
      HttpApi: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'prod-faultline' } },
    },
    Outputs: resources.Outputs,
  };
}

/** As both frameworks make it of a function. */
function makeFunction(
  name: string,
  {
    handler,
    role,
    provider,
  }: { handler: string; role: string; provider: { runtime: string; environment: Fields } },
): [string, StackTemplate['Resources'][string]][] {
  const id = `${name[0]?.toUpperCase()}${name.slice(1)}`;
  const Properties = {
    Handler: handler,
    Runtime: provider.runtime,
    FunctionName: `faultline-prod-${name}`,
    Environment: { Variables: provider.environment },
    Role: { 'Fn::GetAtt': [role, 'Arn'] },
  };
  return [
    [`${id}LambdaFunction`, { Type: 'AWS::Lambda::Function', Properties }],
    [
      `${id}LogGroup`,
      { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: `/aws/lambda/faultline-prod-${name}` } },
    ],
  ];
}
