import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Account, emptyAccount } from './account.ts';
import { getBuildEvent } from './build-event.ts';
import type { Call, Operations, World } from './call.ts';
import { authorize } from './caller.ts';
import { startDatabase } from './dynamodb.ts';
import { AwsError, UnknownOperation } from './errors.ts';
import { type BusEvent, createEventBus, type Delivery, type FunctionHandler } from './event-bus.ts';
import { createFaults, type Faults } from './faults.ts';
import { loadScenario } from './load.ts';
import { findService, getCall, type Incoming, readRequest } from './request.ts';
import { type Answer, renderError, renderResult } from './respond.ts';
import { ACCOUNT, REGION, type Rerun, readScenario, type Scenario } from './scenario.ts';
import type { Policy } from './scenario-schema.ts';
import { readDeployment } from './serverless-file.ts';
import { codebuild } from './services/codebuild.ts';
import { codecommit } from './services/codecommit.ts';
import { codepipeline } from './services/codepipeline.ts';
import { ecr } from './services/ecr.ts';
import { events } from './services/events.ts';
import { iam } from './services/iam.ts';
import { logs } from './services/logs.ts';
import { s3 } from './services/s3.ts';
import { secretsManager } from './services/secrets-manager.ts';
import { ssm } from './services/ssm.ts';
import { sts } from './services/sts.ts';

const SERVICES: Record<string, Operations> = {
  codebuild,
  codecommit,
  codepipeline,
  ecr,
  events,
  iam,
  logs,
  s3,
  secretsmanager: secretsManager,
  ssm,
  sts,
};

export interface Options {
  region?: string;
  account?: string;
  /** When given, every call is judged by it and refused as AWS does. */
  callerPolicy?: Policy;
  table?: string;
  now?: () => Date;
}

export interface LocalAws {
  url: string;
  account: Account;
  /** What the AWS SDK, the AWS CLI and Faultline's configuration need to find this AWS. */
  environment: Record<string, string>;
  /** Puts a scenario in place, by name or as read. With `keep` the facts of those before stay. */
  load(scenario: string | Scenario, options?: Rerun & { keep?: boolean }): Scenario;
  /** Sends an event as AWS itself would; resolves with what the functions made of it. */
  emit(event: BusEvent | Scenario): Promise<Delivery[]>;
  /** Stands for the function of that name in serverless.yml. */
  route(functionName: string, handler: FunctionHandler): void;
  /** Resolves when no function runs any more. */
  settled(): Promise<void>;
  deliveries: readonly Delivery[];
  /** All events that came over the bus. */
  events: readonly BusEvent[];
  calls: Call[];
  faults: Faults;
  setCallerPolicy(policy: Policy | undefined): void;
  stop(): Promise<void>;
}

/** Starts a local AWS on a free port of this machine. The caller stops it. */
export async function startAws(options: Options = {}): Promise<LocalAws> {
  const { region = REGION, account: id = ACCOUNT, table = 'faultline', now = () => new Date() } = options;
  const deployment = readDeployment();
  const database = await startDatabase();
  await database.createTable(table, deployment.table);
  const account = emptyAccount(id, region);
  const bus = createEventBus(deployment.rules, region, id);
  const world: World = { account, events: bus, now };
  const { faults, apply } = createFaults();
  const calls: Call[] = [];
  let policy = options.callerPolicy;

  async function answer(incoming: Incoming): Promise<Answer> {
    const service = findService(incoming);
    if (!service)
      return renderError(
        '',
        '',
        new AwsError('MissingAuthenticationTokenException', 'Missing Authentication Token', 403),
      );
    let name = '';
    try {
      const call = getCall(incoming, service, now());
      name = call.operation;
      calls.push(call);
      await apply(call);
      if (policy) await authorize(call, account, policy);
      if (service === 'dynamodb') return await database.forward(incoming);
      const run = SERVICES[service]?.[name];
      if (!run) throw new UnknownOperation(`${service}:${name}`);
      return renderResult(call, await run(call.input, world));
    } catch (error) {
      return renderError(service, name, error);
    }
  }

  const { url, stop } = await listen(answer);
  return {
    url,
    account,
    environment: {
      AWS_ENDPOINT_URL: url,
      AWS_REGION: region,
      AWS_DEFAULT_REGION: region,
      AWS_ACCESS_KEY_ID: 'sandbox',
      AWS_SECRET_ACCESS_KEY: 'sandbox',
      FAULTLINE_TABLE: table,
      FAULTLINE_EVENT_BUS: 'default',
    },
    load(scenario, { keep = false, ...rerun } = {}) {
      const found = typeof scenario === 'string' ? readScenario(scenario, rerun) : scenario;
      loadScenario(account, found, keep);
      return found;
    },
    async emit(event) {
      const sent = 'record' in event ? getBuildEvent(event) : event;
      bus.publish(sent);
      await bus.settled();
      return bus.deliveries.filter((delivery) => delivery.event === sent);
    },
    route: bus.route,
    settled: bus.settled,
    deliveries: bus.deliveries,
    events: bus.seen,
    calls,
    faults,
    setCallerPolicy: (next) => {
      policy = next;
    },
    stop: async () => {
      await stop();
      await bus.settled();
      await database.stop();
    },
  };
}

async function listen(
  answer: (incoming: Incoming) => Promise<Answer>,
): Promise<{ url: string; stop(): Promise<void> }> {
  const server = createServer(async (request: IncomingMessage, response) => {
    const { status, headers, body } = await answer(await readRequest(request));
    response.writeHead(status, headers).end(request.method === 'HEAD' ? undefined : body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
