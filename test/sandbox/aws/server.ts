import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type LocalGitHub, startGitHub } from '../github.ts';
import { type Account, emptyAccount } from './account.ts';
import { answer, type Desk } from './answer.ts';
import { getBuildEvent } from './build-event.ts';
import type { Call, World } from './call.ts';
import { startDatabase } from './dynamodb.ts';
import { type BusEvent, createEventBus, type Delivery, type FunctionHandler } from './event-bus.ts';
import { createFaults, type Faults } from './faults.ts';
import { loadScenario } from './load.ts';
import type { Moved } from './move.ts';
import { type Incoming, readRequest } from './request.ts';
import type { Answer } from './respond.ts';
import { ACCOUNT, REGION, type Rerun, readScenario, type Scenario } from './scenario.ts';
import type { Policy } from './scenario-schema.ts';
import { type Rule, readDeployment } from './serverless-file.ts';

export interface Options {
  region?: string;
  account?: string;
  /** When given, every call is judged by it and refused as AWS does. */
  callerPolicy?: Policy;
  table?: string;
  /** The rules of the bus; those of serverless.yml when left out. */
  rules?: readonly Rule[];
  now?: () => Date;
}

export interface LocalAws {
  url: string;
  account: Account;
  /** GitHub, with the repositories of the scenario. */
  github: LocalGitHub;
  /** What the AWS SDK, the AWS CLI and Faultline's configuration need to find this AWS. */
  environment: Record<string, string>;
  /** The same for a client made by hand: `new SSMClient(aws.client)`. */
  client: { endpoint: string; region: string; credentials: { accessKeyId: string; secretAccessKey: string } };
  /** Puts a scenario in place, by name or as read. With `keep` the facts of those before stay. */
  load(scenario: string | Scenario, options?: Rerun & { keep?: boolean }): Scenario;
  /** The account in another place, with whatever was put there; it is made at the first word of it. */
  accountIn(place: Moved): Account;
  /** Sends an event as AWS itself would; resolves with what the functions made of it. */
  emit(event: BusEvent | Scenario): Promise<Delivery[]>;
  /** Stands for the function of that name in serverless.yml. */
  route(functionName: string, handler: FunctionHandler): void;
  /** Hands every delivery that failed to its function again, as the retry queue does. */
  redeliver(): Promise<Delivery[]>;
  /** Resolves when no function runs any more. */
  settled(): Promise<void>;
  deliveries: readonly Delivery[];
  /** All events that came over the bus. */
  events: readonly BusEvent[];
  calls: Call[];
  faults: Faults;
  setCallerPolicy(policy: Policy | undefined): void;
  /** What the caller with this access key may do. */
  setKeyPolicy(key: string, policy: Policy): void;
  stop(): Promise<void>;
}

/** Starts a local AWS on a free port of this machine. The caller stops it. */
export async function startAws(options: Options = {}): Promise<LocalAws> {
  const { region = REGION, account: id = ACCOUNT, table = 'faultline', now = () => new Date() } = options;
  const deployment = readDeployment();
  const database = await startDatabase();
  await database.createTable(table, deployment.table);
  const bus = createEventBus(options.rules ?? deployment.rules, region, id);
  const others = new Map<string, Account>();
  const world: World = { account: emptyAccount(id, region), others, region, events: bus, now };
  const find = (place: Moved) => findAccount(world.account, others, place);
  const { faults, apply, holdBack } = createFaults();
  const desk: Desk = { world, database, apply, calls: [], policy: options.callerPolicy, policies: new Map() };
  const { url, stop } = await listen(async (incoming) => {
    const begun = performance.now();
    const answered = await answer(desk, incoming);
    await holdBack(begun);
    return answered;
  });
  const github = await startGitHub(world.account.github);
  return {
    ...getAccess(url, region, table, github.url),
    github,
    account: world.account,
    load(scenario, { keep = false, ...rerun } = {}) {
      const found = typeof scenario === 'string' ? readScenario(scenario, rerun) : scenario;
      loadScenario(find(rerun), found, keep);
      return found;
    },
    accountIn: find,
    async emit(event) {
      const sent = 'record' in event ? getBuildEvent(event) : event;
      bus.publish(sent);
      await bus.settled();
      return bus.deliveries.filter((delivery) => delivery.event === sent);
    },
    route: bus.route,
    redeliver: bus.redeliver,
    settled: bus.settled,
    deliveries: bus.deliveries,
    events: bus.seen,
    calls: desk.calls,
    faults,
    setCallerPolicy: (policy) => {
      desk.policy = policy;
    },
    setKeyPolicy: (key, policy) => {
      desk.policies?.set(key, policy);
    },
    stop: async () => {
      await Promise.all([stop(), github.stop()]);
      await bus.settled();
      await database.stop();
    },
  };
}

function findAccount(
  home: Account,
  others: Map<string, Account>,
  { account = home.id, region = home.region }: Moved,
): Account {
  if (account === home.id && region === home.region) return home;
  const key = `${account}/${region}`;
  const found = others.get(key) ?? emptyAccount(account, region);
  others.set(key, found);
  return found;
}

/** Where it is and how to sign in: any key will do. */
function getAccess(
  url: string,
  region: string,
  table: string,
  gitHubUrl: string,
): Pick<LocalAws, 'url' | 'client' | 'environment'> {
  return {
    url,
    client: { endpoint: url, region, credentials: { accessKeyId: 'sandbox', secretAccessKey: 'sandbox' } },
    environment: {
      AWS_ENDPOINT_URL: url,
      AWS_REGION: region,
      AWS_DEFAULT_REGION: region,
      AWS_ACCESS_KEY_ID: 'sandbox',
      AWS_SECRET_ACCESS_KEY: 'sandbox',
      FAULTLINE_TABLE: table,
      FAULTLINE_EVENT_BUS: 'default',
      FAULTLINE_RETRY_QUEUE: `${url}/${ACCOUNT}/faultline-retry`,
      FAULTLINE_GITHUB_API_URL: gitHubUrl,
    },
  };
}

async function listen(
  respond: (incoming: Incoming) => Promise<Answer>,
): Promise<{ url: string; stop(): Promise<void> }> {
  const server = createServer(async (request, response) => {
    try {
      const { status, headers, body } = await respond(await readRequest(request));
      response.writeHead(status, headers).end(request.method === 'HEAD' ? undefined : body);
    } catch {
      // The caller went away in the middle of its request.
      response.destroy();
    }
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
