import { type EvaluationResult, type IAMClient, SimulatePrincipalPolicyCommand } from '@aws-sdk/client-iam';
import { getPolicyDocument, type Statement } from '../fix/policy.ts';

/** What IAM says to one action on one resource. */
export interface Judged {
  action: string;
  /** An ARN, or `*`. */
  resource: string;
  decision: string;
  /** The policies with a statement that decided, as IAM calls them. */
  policies: string[];
  byBoundary: boolean | undefined;
  byOrganization: boolean | undefined;
  /** Keys of conditions whose values the simulation does not know. */
  missingContext: string[];
}

/**
 * Asks IAM's own simulator whether a role may do what the statements allow, with or without them added: one call for
 * all that is about the same resources, since it pairs every action with every resource. Throws what the SDK throws.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html
 */
export async function simulate(
  iam: IAMClient,
  role: string,
  statements: readonly Statement[],
  added: readonly Statement[] = [],
): Promise<Judged[]> {
  const groups = Map.groupBy(statements, (s) => JSON.stringify([getResources(s), s.Condition]));
  const judged = await Promise.all(
    [...groups.values()].map((group) => simulateTogether(iam, role, group, added)),
  );
  return judged.flat();
}

async function simulateTogether(
  iam: IAMClient,
  role: string,
  group: readonly Statement[],
  added: readonly Statement[],
): Promise<Judged[]> {
  const [first] = group;
  const resources = first ? getResources(first) : [];
  const actions = [...new Set(group.flatMap((s) => s.Action))];
  const context = getContext(first?.Condition);
  const { EvaluationResults = [] } = await iam.send(
    new SimulatePrincipalPolicyCommand({
      PolicySourceArn: role,
      ActionNames: actions,
      ...(resources.length > 0 && { ResourceArns: resources }),
      ...(added.length > 0 && { PolicyInputList: [getPolicyDocument(added)] }),
      ...(context.length > 0 && { ContextEntries: context }),
    }),
  );
  const asked = resources.length > 0 ? resources : ['*'];
  return actions.flatMap((action) => asked.map((resource) => toJudged(action, resource, EvaluationResults)));
}

/** The ARNs that a statement names; none where it names `*` or leaves a placeholder: then the simulator takes `*`. */
function getResources({ Resource }: Statement): string[] {
  return Resource.filter((resource) => resource.startsWith('arn:'));
}

function getContext(condition: Statement['Condition']) {
  return Object.values(condition ?? {})
    .flatMap((keys) => Object.entries(keys))
    .map(([key, value]) => ({
      ContextKeyName: key,
      ContextKeyType: 'string' as const,
      ContextKeyValues: [value].flat(),
    }));
}

/** With several resources IAM answers once an action, and for each resource within that answer. */
function toJudged(action: string, resource: string, results: readonly EvaluationResult[]): Judged {
  const ofAction = results.filter((result) => result.EvalActionName === action);
  const result = ofAction.find((each) => each.EvalResourceName === resource) ?? ofAction[0];
  const specific = ofAction
    .flatMap((each) => each.ResourceSpecificResults ?? [])
    .find((each) => each.EvalResourceName === resource);
  const source = specific ?? result;
  return {
    action,
    resource,
    decision: specific?.EvalResourceDecision ?? result?.EvalDecision ?? 'unknown',
    policies: (source?.MatchedStatements ?? []).flatMap((each) => each.SourcePolicyId ?? []),
    byBoundary: source?.PermissionsBoundaryDecisionDetail?.AllowedByPermissionsBoundary,
    byOrganization: result?.OrganizationsDecisionDetail?.AllowedByOrganizations,
    missingContext: [
      ...new Set([...(result?.MissingContextValues ?? []), ...(specific?.MissingContextValues ?? [])]),
    ],
  };
}
