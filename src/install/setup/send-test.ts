import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { WebClient } from '@slack/web-api';
import * as z from 'zod';
import { sh } from '../../fix/shell.ts';
import { redact } from '../../redact.ts';
import { findInstallation } from '../find-installation.ts';
import { caution, done, SetupError } from './talk.ts';
import { getTestEvent, TEST_PROJECT } from './test-event.ts';
import type { Work } from './work.ts';

/** A diagnosis may take as long as its function. */
const PATIENCE = 70_000;

/** A message that a test left in Slack. */
export interface TestMessage {
  channel: string;
  ts: string;
}

const toldSchema = z.looseObject({
  kind: z.string(),
  channel: z.string().optional(),
  ts: z.string().optional(),
});

/**
 * Hands a failure to the function that diagnoses, and then a success, and looks whether the message stands in Slack.
 * Throws SetupError where it does not.
 */
export async function sendTest(slack: WebClient, work: Work): Promise<TestMessage> {
  const name = await findWorker(work);
  const failed = await work.talk.during('A test failure is being diagnosed', invoke(name, 'FAILED', work));
  if (failed.channel === undefined || failed.ts === undefined)
    throw new SetupError(
      `The function took the test failure and answered "${failed.kind}": it posted nothing.${failed.kind === 'muted' ? ` ${TEST_PROJECT} is muted.` : ''}`,
    );
  const { channel, ts } = failed;
  work.talk.say(
    done(`The function diagnosed a test failure and posted it: ${await findLink(slack, { channel, ts })}`),
  );
  const green = await invoke(name, 'SUCCEEDED', work).catch((error: Error) => error);
  if (green instanceof Error)
    work.talk.say(caution(`It did not take the success after it: ${green.message}`));
  else work.talk.say(done('It took the success after it, so that nothing stays red.'));
  return { channel, ts };
}

async function findWorker({ clients, stackName, caller }: Work): Promise<string> {
  const { functions } = await findInstallation(clients, { stackName, ...caller });
  const worker = functions.find(({ configuration }) => /build-failed/.test(configuration?.Handler ?? ''));
  if (!worker)
    throw new SetupError(`The stack ${stackName} has no function that diagnoses. npm run doctor says more.`);
  return worker.name;
}

async function invoke(name: string, status: 'FAILED' | 'SUCCEEDED', { clients, caller, now }: Work) {
  const lambda = new LambdaClient({
    region: clients.region,
    maxAttempts: 1,
    requestHandler: { requestTimeout: PATIENCE, throwOnRequestTimeout: true },
  });
  const event = getTestEvent(status, { ...caller, region: clients.region }, now());
  const { Payload, FunctionError } = await lambda
    .send(new InvokeCommand({ FunctionName: name, Payload: Buffer.from(JSON.stringify(event)) }))
    .catch((error: Error) => {
      throw new SetupError(`The function ${name} could not be called: ${error.message}`);
    });
  const answer = Buffer.from(Payload ?? []).toString() || 'null';
  if (FunctionError)
    throw new SetupError(
      `The function ${name} failed on the test failure: ${await redact(readMessage(answer))}\nIts log: ${sh`aws logs tail ${`/aws/lambda/${name}`} --since 5m --region ${clients.region}`}`,
    );
  return toldSchema.catch({ kind: 'nothing' }).parse(JSON.parse(answer));
}

function readMessage(answer: string): string {
  const parsed = z.looseObject({ errorMessage: z.string() }).safeParse(JSON.parse(answer));
  return parsed.data?.errorMessage ?? answer;
}

/** The address of the message; that Slack gives one shows that it stands there. */
async function findLink(slack: WebClient, { channel, ts }: TestMessage): Promise<string> {
  const { permalink } = await slack.chat.getPermalink({ channel, message_ts: ts }).catch((error: Error) => {
    throw new SetupError(
      `The function says that it posted to ${channel}, but Slack does not find the message: ${error.message}`,
    );
  });
  return permalink ?? `${channel} ${ts}`;
}
