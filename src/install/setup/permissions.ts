import { GetRoleCommand } from '@aws-sdk/client-iam';
import { simulate } from '../../checks/simulate.ts';
import { allow, type Statement } from '../../fix/policy.ts';
import { explainAws } from '../aws-errors.ts';
import type { Caller } from '../checks/identity.ts';
import type { InstallClients } from '../clients.ts';

/** What IAM says of the caller: what will be refused, or why that is not known. */
export type Foresight =
  | { kind: 'known'; refused: string[]; asked: number }
  | { kind: 'unknown'; reason: string };

/** Asks IAM whether the caller may do what setup and the deployment do. Never throws. */
export async function foresee(
  clients: InstallClients,
  caller: Caller,
  { stackName, parameters }: { stackName: string; parameters: readonly string[] },
): Promise<Foresight> {
  if (caller.arn.endsWith(':root'))
    return { kind: 'unknown', reason: 'The root user may do everything; IAM simulates it not.' };
  try {
    const principal = await findPrincipal(clients, caller.arn);
    const wanted = listNeeded(clients.region, caller, stackName, parameters);
    const judged = await simulate(clients.iam, principal, wanted);
    const refused = judged.filter(({ decision }) => decision !== 'allowed').map(({ action }) => action);
    return { kind: 'known', refused: [...new Set(refused)], asked: judged.length };
  } catch (error) {
    return { kind: 'unknown', reason: explainAws(error, ['iam:SimulatePrincipalPolicy', 'iam:GetRole']) };
  }
}

/** The role behind a session: its path stands in the role's ARN only. */
async function findPrincipal({ iam }: InstallClients, arn: string): Promise<string> {
  const [, name] = /:assumed-role\/([^/]+)\//.exec(arn) ?? [];
  if (name === undefined) return arn;
  const { Role } = await iam.send(new GetRoleCommand({ RoleName: name }));
  return Role?.Arn ?? arn;
}

/** What CloudFormation does with the caller's permissions, each on a resource as the stack names it. */
function listNeeded(
  region: string,
  { account, partition }: Caller,
  stack: string,
  parameters: readonly string[],
): Statement[] {
  const at = (service: string, rest: string) => `arn:${partition}:${service}:${region}:${account}:${rest}`;
  const iam = (rest: string) => `arn:${partition}:iam::${account}:${rest}`;
  return [
    allow(
      ['cloudformation:CreateStack', 'cloudformation:UpdateStack', 'cloudformation:DescribeStacks'],
      [at('cloudformation', `stack/${stack}/*`)],
    ),
    allow(['s3:CreateBucket'], [`arn:${partition}:s3:::${stack}-deployment`]),
    allow(['s3:PutObject'], [`arn:${partition}:s3:::${stack}-deployment/package.zip`]),
    allow(['iam:CreateRole', 'iam:PutRolePolicy', 'iam:PassRole'], [iam(`role/${stack}-role`)]),
    allow(['iam:CreatePolicy'], [iam(`policy/${stack}-policy`)]),
    allow(
      ['lambda:CreateFunction', 'lambda:AddPermission', 'lambda:InvokeFunction'],
      [at('lambda', `function:${stack}-buildFailed`)],
    ),
    allow(['events:PutRule', 'events:PutTargets'], [at('events', `rule/${stack}-rule`)]),
    allow(['scheduler:CreateSchedule'], [at('scheduler', `schedule/default/${stack}-schedule`)]),
    allow(['sqs:CreateQueue'], [at('sqs', `${stack}-queue`)]),
    allow(['dynamodb:CreateTable'], [at('dynamodb', `table/${stack}-table`)]),
    allow(['logs:CreateLogGroup'], [at('logs', `log-group:/aws/lambda/${stack}-buildFailed:*`)]),
    allow(['cloudwatch:PutMetricAlarm'], [at('cloudwatch', `alarm:${stack}-alarm`)]),
    allow(
      ['ssm:GetParameter', 'ssm:PutParameter'],
      parameters.map((name) => at('ssm', `parameter/${name.replace(/^\//, '')}`)),
    ),
  ];
}
