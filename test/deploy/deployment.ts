import { type BusEvent, type LocalAws, startAws } from '../sandbox/aws/index.ts';
import { toQueueEvent } from '../sandbox/aws/retry-queue.ts';
import {
  BOT_TOKEN,
  BUILDS,
  type LocalSlack,
  SIGNING_SECRET,
  startSlack,
  TEAM,
} from '../sandbox/slack/index.ts';
import { type Lambda, startLambda } from './lambda.ts';
import type { Package } from './package.ts';
import { getRolePolicy } from './role-policy.ts';
import { type Routes, readRoutes } from './routes.ts';
import { makeStack, type Stack } from './stack.ts';

/** A packaged template, deployed between a local AWS and a local Slack: what it says is what is routed. */
export interface Deployment {
  aws: LocalAws;
  slack: LocalSlack;
  stack: Stack;
  routes: Routes;
  lambda: Lambda;
  /** Hands what waits in the queues to the functions that are mapped to them; what fails stays. */
  drain(): Promise<void>;
  /** Messages by queue (ARN). */
  queues: Map<string, unknown[]>;
  /** Starts what a schedule starts, with its input. */
  runSchedule(id: string, at: Date): Promise<unknown>;
  /** Sends a request to the API. */
  request(event: { routeKey: string }): Promise<unknown>;
  stop(): Promise<void>;
}

const PLACE = { account: '111122223333', region: 'eu-central-1' };
const SECRETS = {
  '/faultline/slack-bot-token': BOT_TOKEN,
  '/faultline/slack-signing-secret': SIGNING_SECRET,
};

/** Takes the package and the parameters of the deployment. The caller stops it. */
export async function deploy(
  { template, folders }: Pick<Package, 'template' | 'folders'>,
  parameters: Record<string, string> = {},
): Promise<Deployment> {
  const given = { Channel: BUILDS, SlackTeam: TEAM.id, ...parameters };
  // The sandbox has made the table already.
  const stack = makeStack(template, given, PLACE, { Table: 'faultline' });
  const routes = readRoutes(stack);
  const [aws, slack] = await Promise.all([startAws({ rules: routes.rules }), startSlack()]);
  const functions = Object.keys(folders);
  for (const name of functions) aws.setKeyPolicy(name, getRolePolicy(stack, name));
  keepSecrets(aws);
  const lambda = startLambda(stack, folders, (name) => ({
    AWS_REGION: PLACE.region,
    AWS_ENDPOINT_URL: aws.url,
    FAULTLINE_GITHUB_API_URL: aws.github.url,
    // Whoever signs with the function's name has the function's role.
    AWS_ACCESS_KEY_ID: name,
    AWS_SECRET_ACCESS_KEY: 'sandbox',
    SLACK_API_URL: slack.apiUrl,
    POWERTOOLS_LOG_LEVEL: 'SILENT',
  }));
  const queues = new Map<string, unknown[]>();
  for (const name of functions)
    aws.route(name, (event: BusEvent) => invokeAsynchronously({ routes, lambda, queues }, name, event));
  return {
    aws,
    slack,
    stack,
    routes,
    lambda,
    queues,
    drain: () => drain({ routes, lambda, queues }),
    runSchedule: (id, at) => runSchedule({ routes, lambda, queues }, id, at),
    request: (event) => lambda.invoke(findRoute(routes, event.routeKey), event),
    async stop() {
      lambda.stop();
      await Promise.all([aws.stop(), slack.stop()]);
    },
  };
}

function keepSecrets({ account }: LocalAws): void {
  for (const [name, value] of Object.entries(SECRETS))
    account.parameters.set(name, {
      type: 'SecureString',
      value,
      version: 1,
      lastModified: new Date(),
    } as never);
}

type Parts = Pick<Deployment, 'routes' | 'lambda' | 'queues'>;

/** As Lambda does with what a service hands it: tries it again, then puts it where the function's destination says. */
async function invokeAsynchronously({ routes, lambda, queues }: Parts, name: string, event: BusEvent) {
  const { attempts, destination } = routes.retries[name] ?? { attempts: 2, destination: undefined };
  for (let attempt = 0; ; attempt++) {
    try {
      return await lambda.invoke(name, event);
    } catch (error) {
      if (attempt < attempts) continue;
      if (destination !== undefined)
        queues.set(destination, [
          ...(queues.get(destination) ?? []),
          toQueueEvent({ functionName: name, event, error }),
        ]);
      throw error;
    }
  }
}

async function drain({ routes, lambda, queues }: Parts): Promise<void> {
  for (const { queue, functionName, responses } of routes.mappings) {
    const waiting = queues.get(queue) ?? [];
    const left: unknown[] = [];
    for (const message of waiting) {
      const answer = await lambda.invoke(functionName, message).catch(() => 'failed');
      const failed = responses.includes('ReportBatchItemFailures')
        ? (answer as { batchItemFailures?: unknown[] }).batchItemFailures
        : [];
      if (answer === 'failed' || (failed?.length ?? 0) > 0) left.push(message);
    }
    queues.set(queue, left);
  }
}

/** The Scheduler fills in the time for which it fires. */
async function runSchedule(parts: Parts, id: string, at: Date): Promise<unknown> {
  const schedule = parts.routes.schedules.find((each) => each.id === id);
  if (!schedule) throw new Error(`There is no schedule ${id}`);
  const input = schedule.input.replaceAll('<aws.scheduler.scheduled-time>', at.toISOString());
  return invokeAsynchronously(parts, schedule.functionName, JSON.parse(input));
}

function findRoute({ http }: Routes, key: string): string {
  const found = http.find(({ route }) => route === key);
  if (!found) throw new Error(`The API has no route ${key}`);
  return found.functionName;
}
