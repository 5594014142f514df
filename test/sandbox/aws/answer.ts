import { emptyAccount } from './account.ts';
import type { Call, World } from './call.ts';
import { authorize } from './caller.ts';
import type { Database } from './dynamodb.ts';
import { AwsError, UnknownOperation } from './errors.ts';
import { findScope, getCall, type Incoming } from './request.ts';
import { type Answer, renderError, renderResult } from './respond.ts';
import type { Policy } from './scenario-schema.ts';
import { SERVICES } from './services/index.ts';
import { findAssumed } from './services/sts.ts';

/** What the answers depend on. */
export interface Desk {
  world: World;
  database: Database;
  /** Lets a fault that was asked for happen; returns the answer that was set. */
  apply(call: Call): Promise<object | undefined>;
  calls: Call[];
  policy: Policy | undefined;
  /** Of who signs with a key of their own. */
  policies?: Map<string, Policy> | undefined;
}

const GLOBAL = new Set(['iam', 'sts', 's3']);
const UNSIGNED = 'Missing Authentication Token';

/** Answers one request, a result or an error, in the protocol of its service. Never throws. */
export async function answer(desk: Desk, incoming: Incoming): Promise<Answer> {
  const scope = findScope(incoming);
  if (!scope) return renderError('', '', new AwsError('MissingAuthenticationTokenException', UNSIGNED, 403));
  let operation = '';
  try {
    const call = getCall(incoming, scope, desk.world.now());
    operation = call.operation;
    desk.calls.push(call);
    const instead = await desk.apply(call);
    if (instead) return renderResult(call, instead);
    const policy = desk.policies?.get(scope.key) ?? desk.policy;
    if (policy && !findAssumed(call.key)) await authorize(call, desk.world.account, policy);
    const run = SERVICES[call.service]?.[operation];
    if (call.service === 'dynamodb' && !run) return await desk.database.forward(incoming);
    if (!run) throw new UnknownOperation(`${call.service}:${operation}`);
    return renderResult(call, await run(call.input, findWorld(desk.world, call)));
  } catch (error) {
    return renderError(scope.service, operation, error);
  }
}

/** The account whose key signed, in the region that is asked. Regions in which nobody put anything are there, and empty. */
function findWorld(world: World, { key, service, region }: Call): World {
  const id = findAssumed(key) ?? world.account.id;
  const known = [...(world.others?.values() ?? []), world.account].filter((account) => account.id === id);
  const isGlobal = GLOBAL.has(service);
  const here = known.find((account) => account.region === region) ?? (isGlobal ? known.at(-1) : undefined);
  return { ...world, region, account: here ?? emptyAccount(id, region) };
}
