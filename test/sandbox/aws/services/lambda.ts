import { z } from 'zod';
import { arnOf } from '../account.ts';
import { type Operations, operation, type World } from '../call.ts';
import type { StoredFunction } from '../deployed.ts';
import { AwsError } from '../errors.ts';
import { restJson } from '../respond.ts';

const named = z.looseObject({ FunctionName: z.string() });

/** A function may be named by its ARN, too. */
function bareName(name: string): string {
  return name.split(':').at(-1) ?? name;
}

function missing(what: string): AwsError {
  return new AwsError('ResourceNotFoundException', what, 404);
}

function needFunction(world: World, name: string): { name: string; stored: StoredFunction; arn: string } {
  const bare = bareName(name);
  const arn = arnOf(world.account, 'lambda', `function:${bare}`);
  const stored = world.account.deployed.functions.get(bare);
  if (!stored) throw missing(`Function not found: ${arn}`);
  return { name: bare, stored, arn };
}

async function invoke(input: { FunctionName: string; Payload: string }, world: World) {
  const { stored } = needFunction(world, input.FunctionName);
  const { result, error } = await world.events.invoke(stored.routed, JSON.parse(input.Payload));
  if (error === undefined) return restJson(200, result ?? null, { 'x-amz-executed-version': '$LATEST' });
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  return restJson(200, { errorType: name, errorMessage: message }, { 'x-amz-function-error': 'Unhandled' });
}

export const lambda: Operations = {
  GetFunctionConfiguration: operation(named, ({ FunctionName }, world) => {
    const { name, stored, arn } = needFunction(world, FunctionName);
    return restJson(200, {
      FunctionName: name,
      FunctionArn: arn,
      Runtime: stored.runtime,
      Role: stored.role,
      Handler: stored.handler,
      MemorySize: 512,
      Timeout: 60,
      Environment: { Variables: stored.variables },
      State: stored.state ?? 'Active',
      StateReason: stored.stateReason,
      LastUpdateStatus: 'Successful',
      LoggingConfig: { LogFormat: 'Text', LogGroup: stored.logGroup ?? `/aws/lambda/${name}` },
    });
  }),
  GetFunctionConcurrency: operation(named, ({ FunctionName }, world) => {
    const { stored } = needFunction(world, FunctionName);
    return restJson(200, { ReservedConcurrentExecutions: stored.reservedConcurrency });
  }),
  GetPolicy: operation(named, ({ FunctionName }, world) => {
    const { stored, arn } = needFunction(world, FunctionName);
    if (stored.callers.length === 0) throw missing('The resource you requested does not exist.');
    const Statement = stored.callers.map((rule, i) => ({
      Sid: `rule-${i}`,
      Effect: 'Allow',
      Principal: { Service: 'events.amazonaws.com' },
      Action: 'lambda:InvokeFunction',
      Resource: arn,
      Condition: { ArnLike: { 'AWS:SourceArn': rule } },
    }));
    return restJson(200, { Policy: JSON.stringify({ Version: '2012-10-17', Id: 'default', Statement }) });
  }),
  GetFunctionEventInvokeConfig: operation(named, ({ FunctionName }, world) => {
    const { stored, arn } = needFunction(world, FunctionName);
    if (!stored.onFailure) throw missing(`The function ${arn} doesn't have an EventInvokeConfig`);
    return restJson(200, {
      FunctionArn: `${arn}:$LATEST`,
      MaximumRetryAttempts: 2,
      DestinationConfig: { OnSuccess: {}, OnFailure: { Destination: stored.onFailure } },
    });
  }),
  GetEventSourceMapping: operation(z.looseObject({ UUID: z.string() }), ({ UUID }, world) => {
    const stored = world.account.deployed.mappings.get(UUID);
    if (!stored) throw missing('The resource you requested does not exist.');
    const FunctionArn = arnOf(world.account, 'lambda', `function:${stored.functionName}`);
    return restJson(200, {
      UUID,
      BatchSize: 1,
      EventSourceArn: stored.queue,
      FunctionArn,
      State: stored.state,
    });
  }),
  Invoke: operation(named.extend({ Payload: z.string().default('{}') }), invoke),
};
