import { runSimulation, type Simulation } from '@cloud-copilot/iam-simulate';
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

/**
 * IAM's answer to one request. Throws where the request or a policy makes no sense to IAM,
 * with its reason (an unknown action, a document that is not valid).
 */
export async function evaluate(question: Question): Promise<Verdict> {
  const simulation: Simulation = {
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
    resourcePolicy: question.resourcePolicy,
    ...(question.boundaries && { permissionBoundaryPolicies: question.boundaries }),
  };
  const outcome = await runSimulation(simulation, { simulationMode: 'Strict' });
  if (outcome.resultType === 'error') throw new Error(outcome.errors.message);
  const analysis = outcome.resultType === 'single' ? outcome.result.analysis : outcome.results[0]?.analysis;
  const identity = analysis?.identityAnalysis;
  const decisive =
    outcome.overallResult === 'ExplicitlyDenied' ? identity?.denyStatements : identity?.allowStatements;
  return {
    decision: DECISIONS[outcome.overallResult],
    matched: [...new Set((decisive ?? []).map((statement) => statement.policyId ?? 'policy'))],
    allowedByBoundary: question.boundaries && analysis?.permissionBoundaryAnalysis?.result === 'Allowed',
    allowedByOrganizations:
      question.serviceControlPolicies?.length === 0 ? undefined : analysis?.scpAnalysis?.result === 'Allowed',
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
