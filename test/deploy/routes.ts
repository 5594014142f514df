import { z } from 'zod';
import { list, type Stack } from './stack.ts';

/** What a deployed stack sends where, read from its resources alone. Functions go by the ids of their resources. */
export interface Routes {
  rules: { functionName: string; pattern: Record<string, unknown>; bus: string }[];
  schedules: {
    id: string;
    functionName: string;
    expression: string;
    timezone: string | undefined;
    input: string;
  }[];
  /** Queue (ARN) -> who is handed its messages. */
  mappings: { queue: string; functionName: string; concurrency: number; responses: string[] }[];
  /** Function -> how it is tried again, and where what still failed goes (ARN). */
  retries: Record<string, { attempts: number; destination: string | undefined }>;
  http: { route: string; functionName: string }[];
}

const text = z.string();
const invoke = z.object({
  FunctionName: text,
  Principal: text,
  SourceArn: text,
  Action: z.literal('lambda:InvokeFunction'),
});

/** Throws where something is routed that may not be invoked, as AWS would drop it. */
export function readRoutes(stack: Stack): Routes {
  const permissions = list(stack, 'AWS::Lambda::Permission', invoke);
  const check = (principal: string, source: string, target: string) => {
    const isAllowed = permissions.some(
      ({ FunctionName, Principal, SourceArn }) =>
        Principal === principal && SourceArn.replace(/\/\*$/, '') === source && FunctionName === target,
    );
    if (!isAllowed) throw new Error(`${source} may not invoke ${target}`);
  };
  return {
    rules: readRules(stack, check),
    schedules: readSchedules(stack),
    mappings: readMappings(stack),
    retries: readRetries(stack),
    http: readHttp(stack, check),
  };
}

type Check = (principal: string, source: string, target: string) => void;
const nameOf = (arn: string) => arn.split(':function:').at(-1)?.split(':')[0] ?? arn;

function readRules(stack: Stack, check: Check): Routes['rules'] {
  const schema = z.object({
    EventBusName: text,
    EventPattern: z.record(z.string(), z.unknown()),
    Targets: z.array(z.object({ Arn: text })),
  });
  return list(stack, 'AWS::Events::Rule', schema).flatMap(({ id, EventBusName, EventPattern, Targets }) =>
    Targets.map(({ Arn }) => {
      const self = stack.resources.find((each) => each.id === `${id}Permission`)?.properties.SourceArn;
      check('events.amazonaws.com', String(self), Arn);
      return { functionName: nameOf(Arn), pattern: EventPattern, bus: EventBusName };
    }),
  );
}

function readSchedules(stack: Stack): Routes['schedules'] {
  const schema = z.object({
    ScheduleExpression: text,
    ScheduleExpressionTimezone: text.optional(),
    Target: z.object({ Arn: text, RoleArn: text, Input: text }),
  });
  const roles = list(stack, 'AWS::IAM::Role', z.looseObject({}));
  return list(stack, 'AWS::Scheduler::Schedule', schema).map(({ id, Target, ...schedule }) => {
    const role = roles.find((each) => Target.RoleArn.endsWith(`:role/${each.id}`));
    const words = JSON.stringify(role);
    if (!words.includes('"scheduler.amazonaws.com"') || !words.includes(`"${Target.Arn}"`))
      throw new Error(`${id} may not invoke ${Target.Arn}`);
    return {
      id,
      functionName: nameOf(Target.Arn),
      expression: schedule.ScheduleExpression,
      timezone: schedule.ScheduleExpressionTimezone,
      input: Target.Input,
    };
  });
}

function readMappings(stack: Stack): Routes['mappings'] {
  const schema = z.object({
    EventSourceArn: text,
    FunctionName: text,
    Enabled: z.literal(true),
    FunctionResponseTypes: z.array(text),
    ScalingConfig: z.object({ MaximumConcurrency: z.number() }),
  });
  return list(stack, 'AWS::Lambda::EventSourceMapping', schema).map((mapping) => ({
    queue: mapping.EventSourceArn,
    functionName: nameOf(mapping.FunctionName),
    concurrency: mapping.ScalingConfig.MaximumConcurrency,
    responses: mapping.FunctionResponseTypes,
  }));
}

function readRetries(stack: Stack): Routes['retries'] {
  const schema = z.object({
    FunctionName: text,
    MaximumRetryAttempts: z.number().default(2),
    DestinationConfig: z.object({ OnFailure: z.object({ Destination: text }).optional() }).optional(),
  });
  const entries = list(stack, 'AWS::Lambda::EventInvokeConfig', schema).map((config) => [
    config.FunctionName,
    { attempts: config.MaximumRetryAttempts, destination: config.DestinationConfig?.OnFailure?.Destination },
  ]);
  return Object.fromEntries(entries);
}

function readHttp(stack: Stack, check: Check): Routes['http'] {
  const route = z.object({ ApiId: text, RouteKey: text, Target: text });
  const integration = z.object({ IntegrationUri: text, PayloadFormatVersion: z.literal('2.0') });
  const integrations = list(stack, 'AWS::ApiGatewayV2::Integration', integration);
  return list(stack, 'AWS::ApiGatewayV2::Route', route).map(({ ApiId, RouteKey, Target }) => {
    const found = integrations.find(({ id }) => Target === `integrations/${id}`);
    if (!found) throw new Error(`${RouteKey} goes to ${Target}, which is not there`);
    check(
      'apigateway.amazonaws.com',
      `arn:aws:execute-api:eu-central-1:111122223333:${ApiId}`,
      found.IntegrationUri,
    );
    return { route: RouteKey, functionName: nameOf(found.IntegrationUri) };
  });
}
