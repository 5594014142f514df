import { getRoleName, type Statement } from '../fix/policy.ts';
import { confirmed, type Result } from './check.ts';
import { type Asked, nameStatement } from './denial-reasons.ts';
import { isAbout } from './policy-document.ts';
import { readRolePolicies } from './role-policies.ts';
import { type Judged, simulate } from './simulate.ts';
import { tryReading } from './try-reading.ts';

/** No statement allows it: says what else the command lacks, and what the simulation says with the fix added (`proof`, where that was asked before). */
export async function explainMissing(
  asked: Asked & { proof?: Promise<Judged[]> | undefined },
  question: { action: string },
  statements: readonly Statement[],
): Promise<Result> {
  const { iam, role, worst, denied, proof } = asked;
  const [after, condition] = await Promise.all([
    proof ?? simulate(iam, role, statements, statements),
    worst.missingContext.length > 0 ? findCondition(asked) : undefined,
  ]);
  const still = after.filter(({ decision }) => decision !== 'allowed');
  const why = condition?.words ?? `No policy of the role allows ${worst.action}`;
  const proven = wordProof(still, after);
  const further = denied.filter(({ action }) => action !== question.action);
  return confirmed(`${why}${wordMore(denied, worst)}; ${proven}`, {
    ...(condition?.key && { condition: condition.words }),
    further: further.map(({ action, resource }) => `${action} ${resource}`).join('\n') || 'none',
  });
}

function wordMore(denied: readonly Judged[], { action }: Judged): string {
  const others = [...new Set(denied.map((each) => each.action))].filter((other) => other !== action);
  const resources = new Set(denied.filter((each) => each.action === action).map((each) => each.resource));
  const on = resources.size > 1 ? ` on ${resources.size} resources` : '';
  if (others.length === 0) return on;
  return `${on}, nor ${others.length === 1 ? others[0] : `${others.length} more that the command needs`}`;
}

function wordProof(still: readonly Judged[], after: readonly Judged[]): string {
  const [first] = still;
  if (!first)
    return `simulated with the fix's statement added, IAM allows it${after.length > 1 ? ' all' : ''}.`;
  const why =
    first.byOrganization === false
      ? ' (the organization)'
      : first.byBoundary === false
        ? ' (the permissions boundary)'
        : '';
  return `simulated with the fix's statement added, IAM still refuses ${first.action}${why}.`;
}

/** A statement that would allow it if its condition held, and the keys of that. */
async function findCondition({
  iam,
  role,
  worst,
}: Asked): Promise<{ words: string; key?: string } | undefined> {
  const { action, resource, missingContext } = worst;
  const { value: policies = [], lacking } = await tryReading(readRolePolicies(iam, getRoleName(role)));
  if (lacking)
    return {
      words: `No statement allows ${action} as it stands (one with a condition on ${missingContext.join(', ')} was not read: ${lacking})`,
    };
  for (const { name, statements } of policies) {
    const at = statements.findIndex(
      (s) => s.Effect === 'Allow' && s.Condition && isAbout(s, action, resource),
    );
    if (at < 0) continue;
    const key = Object.values(statements[at]?.Condition ?? {})
      .flatMap(Object.keys)
      .join(', ');
    const statement = nameStatement(statements[at], at);
    return {
      words: `Statement ${statement} of ${name} allows ${action} only under a condition on ${key}`,
      key,
    };
  }
  return undefined;
}
