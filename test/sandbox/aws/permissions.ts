import { type RequestAnalysis, runSimulation, type Simulation } from '@cloud-copilot/iam-simulate';
import type { Account } from './account.ts';
import type { Policy, Role } from './scenario-schema.ts';

export interface NamedPolicy {
  name: string;
  policy: unknown;
}

export interface Question {
  principal: string;
  action: string;
  resource: string;
  account: string;
  identityPolicies: NamedPolicy[];
  boundaries?: NamedPolicy[] | undefined;
  serviceControlPolicies?: unknown[] | undefined;
  resourcePolicy?: unknown;
  context?: Record<string, string | string[]> | undefined;
}

export type Decision = 'allowed' | 'explicitDeny' | 'implicitDeny';

export interface Verdict {
  decision: Decision;
  /** Names of the policies with a statement that decided. */
  matched: string[];
  allowedByBoundary: boolean | undefined;
  allowedByOrganizations: boolean | undefined;
}

const DECISIONS = {
  Allowed: 'allowed',
  ExplicitlyDenied: 'explicitDeny',
  ImplicitlyDenied: 'implicitDeny',
} as const;

/** The simulator's errors for a resource that the action has nothing to do with: to IAM just one that only `*` matches. */
const NO_RESOURCE = new Set(['must.use.wildcard', 'no.resource.types']);

/**
 * IAM's answer to one request. Throws where the request or a policy makes no sense to IAM,
 * with its reason (an unknown action, a document that is not valid).
 */
export async function evaluate(question: Question): Promise<Verdict> {
  const outcome = await runSimulation(toSimulation(question), { simulationMode: 'Strict' });
  if (outcome.resultType === 'error') {
    if (NO_RESOURCE.has(outcome.errors.message)) return evaluate({ ...question, resource: '*' });
    throw new Error(outcome.errors.message);
  }
  if (outcome.resultType === 'single') return toVerdict(question, outcome.result.analysis);
  // IAM takes a `*` in the question for a letter: only statements that cover it count, not those that lie within.
  const covering = outcome.results.filter(({ resourcePattern }) =>
    covers(resourcePattern, question.resource),
  );
  const denied = covering.find(({ analysis }) => analysis.result === 'ExplicitlyDenied');
  const allowed = covering.find(({ analysis }) => analysis.result === 'Allowed');
  return toVerdict(question, (denied ?? allowed ?? covering[0])?.analysis);
}

function toSimulation(question: Question): Simulation {
  return {
    request: {
      principal: question.principal,
      action: question.action,
      resource: { resource: question.resource, accountId: question.account },
      contextVariables: { 'aws:PrincipalArn': question.principal, ...question.context },
    },
    identityPolicies: question.identityPolicies,
    resourceControlPolicies: [],
    serviceControlPolicies: (question.serviceControlPolicies ?? []).map((policy, i) => ({
      orgIdentifier: `ou-${i}`,
      policies: [{ name: `scp-${i}`, policy }],
    })),
    resourcePolicy: question.resourcePolicy ?? findKeyPolicy(question),
    ...(question.boundaries && { permissionBoundaryPolicies: question.boundaries }),
  };
}

/**
 * The policy that a key has unless somebody wrote another: it leaves the decision to IAM. IAM's simulator looks at no
 * key policy that it is not given, ours does.
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 */
function findKeyPolicy({ action, principal, account }: Question): unknown {
  if (!action.startsWith('kms:')) return undefined;
  const root = `arn:${principal.split(':')[1]}:iam::${account}:root`;
  const Statement = [{ Effect: 'Allow', Principal: { AWS: root }, Action: 'kms:*', Resource: '*' }];
  return { Version: '2012-10-17', Statement };
}

function covers(pattern: string, resource: string): boolean {
  const parts = pattern.split('*').map((part) => part.replaceAll(/[\\^$.+?()[\]{}|]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(resource);
}

function toVerdict(question: Question, analysis: RequestAnalysis | undefined): Verdict {
  const result = analysis?.result ?? 'ImplicitlyDenied';
  const identity = analysis?.identityAnalysis;
  const decisive = result === 'ExplicitlyDenied' ? identity?.denyStatements : identity?.allowStatements;
  return {
    decision: DECISIONS[result],
    matched: [...new Set((decisive ?? []).map((statement) => statement.policyId ?? 'policy'))],
    allowedByBoundary: question.boundaries && analysis?.permissionBoundaryAnalysis?.result === 'Allowed',
    allowedByOrganizations: question.serviceControlPolicies?.length
      ? analysis?.scpAnalysis?.result === 'Allowed'
      : undefined,
  };
}

/** The policies of a role, inline and attached, by name. */
export function getRolePolicies(account: Account, role: Role): NamedPolicy[] {
  const inline = Object.entries(role.inline).map(([name, policy]) => ({ name, policy }));
  const attached = role.attached.flatMap((arn) => {
    const policy: Policy | undefined = account.policies.get(arn);
    return policy ? [{ name: arn.split('/').at(-1) ?? arn, policy }] : [];
  });
  return [...inline, ...attached];
}

/** What bounds a role, or nothing. */
export function findBoundary(account: Account, role: Role): NamedPolicy[] | undefined {
  const policy = role.boundary === undefined ? undefined : account.policies.get(role.boundary);
  return policy && [{ name: role.boundary ?? '', policy }];
}
