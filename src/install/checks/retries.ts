import { GetEventSourceMappingCommand, GetFunctionEventInvokeConfigCommand } from '@aws-sdk/client-lambda';
import { sh } from '../../fix/shell.ts';
import { isNotFound } from '../aws-errors.ts';
import { type Context, inRegion } from '../context.ts';
import { type DeployedResource, listResources } from '../find-installation.ts';
import { broken, type Examination, fine, step, type Verdict } from '../finding.ts';

/** Whether failed invocations reach the retry queue, and come back from it. */
export function listRetryExaminations(context: Context): Examination[] {
  const { installation } = context;
  return [
    ...listResources(installation, 'AWS::Lambda::EventSourceMapping').map((mapping) => ({
      check: 'retry-mapping' as const,
      about: getMapped(mapping).queue.split(':').at(-1) ?? mapping.logicalId,
      examine: () => examineMapping(mapping, context),
    })),
    ...listResources(installation, 'AWS::Lambda::EventInvokeConfig').flatMap((config) => {
      const wanted = getDestination(config);
      return wanted
        ? [
            {
              check: 'failure-destination' as const,
              about: wanted.name,
              examine: () => examineDestination(wanted, context),
            },
          ]
        : [];
    }),
  ];
}

function getMapped({ properties }: DeployedResource): { queue: string; name: string } {
  const name =
    String(properties?.FunctionName ?? 'YOUR_FUNCTION')
      .split(':')
      .at(-1) ?? '';
  return { queue: String(properties?.EventSourceArn ?? 'YOUR_QUEUE_ARN'), name };
}

async function examineMapping(mapping: DeployedResource, context: Context): Promise<Verdict> {
  const { queue, name } = getMapped(mapping);
  const found = await context.clients.lambda
    .send(new GetEventSourceMappingCommand({ UUID: mapping.id }))
    .catch((error: unknown) => {
      if (isNotFound(error)) return undefined;
      throw error;
    });
  if (!found)
    return broken(
      `What waits in the queue is not handed to ${name} any more: the event source mapping is gone.`,
      step(
        'Make it again',
        sh`aws lambda create-event-source-mapping --function-name ${name} --event-source-arn ${queue} --batch-size 1 --function-response-types ReportBatchItemFailures ${inRegion(context)}`,
      ),
    );
  if (/^Disabl/.test(found.State ?? ''))
    return broken(
      `What waits in the queue is not handed to ${name}: the event source mapping is ${found.State}.`,
      step(
        'Switch it on',
        sh`aws lambda update-event-source-mapping --uuid ${mapping.id} --enabled ${inRegion(context)}`,
      ),
    );
  return fine(`What failed is handed to ${name} again: the mapping is ${found.State ?? 'there'}.`);
}

interface Destination {
  name: string;
  arn: string;
}

function getDestination({ properties }: DeployedResource): Destination | undefined {
  const config = properties?.DestinationConfig as { OnFailure?: { Destination?: string } } | undefined;
  const arn = config?.OnFailure?.Destination;
  const name = String(properties?.FunctionName ?? '')
    .split(':')
    .at(-1);
  return arn && name ? { name, arn } : undefined;
}

async function examineDestination({ name, arn }: Destination, context: Context): Promise<Verdict> {
  const found = await context.clients.lambda
    .send(new GetFunctionEventInvokeConfigCommand({ FunctionName: name }))
    .catch((error: unknown) => {
      if (isNotFound(error)) return undefined;
      throw error;
    });
  const actual = found?.DestinationConfig?.OnFailure?.Destination;
  if (actual === arn) return fine(`What ${name} fails on goes to ${arn.split(':').at(-1)}.`);
  const config = JSON.stringify({ OnFailure: { Destination: arn } });
  return broken(
    `What ${name} fails on is ${actual ? `sent to ${actual}` : 'lost'}, instead of waiting in ${arn.split(':').at(-1)}.`,
    step(
      'Send it to the queue',
      sh`aws lambda put-function-event-invoke-config --function-name ${name} --maximum-retry-attempts 2 --maximum-event-age-in-seconds 21600 --destination-config ${config} ${inRegion(context)}`,
    ),
  );
}
