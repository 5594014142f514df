import { askPermission } from '../../src/checks/ask-permission.ts';
import { getPlace } from '../../src/fix/arn.ts';
import { explainDenial, getAccessSteps } from '../../src/fix/denial.ts';
import { allow } from '../../src/fix/policy.ts';
import { CONSEQUENCES_OF_REFUSAL, getRefusedName, refused } from '../../src/fix/refused.ts';
import { placeholder } from '../../src/fix/shell.ts';
import { defineSignature, type Situation } from '../../src/signature.ts';

/** What CodeBuild does with a log. https://docs.aws.amazon.com/codebuild/latest/userguide/setting-up-service-role.html */
const ACTIONS = ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'];

export default defineSignature({
  id: 'logs-access-denied',
  family: 'iam',
  title: 'The service role may not write the build log',
  patterns: [
    ...refused('logs:(?:CreateLogStream|PutLogEvents)'),
    // A log group of CodeBuild's own; any other that a command creates is iam-access-denied.
    {
      line: /not authorized to perform: (?<action>logs:CreateLogGroup) on resource: (?<resource>arn:\S+:log-group:\/aws\/codebuild\/[^\s"]+)/,
    },
    // CodeBuild, before the build begins: CloudWatch Logs, or a log in S3.
    /Service role (?<principal>arn:\S+) does not allow AWS CodeBuild to create Amazon CloudWatch Logs/,
    /does not (?:allow AWS CodeBuild|have permission) to .{0,60}(?:CloudWatch Logs|log stream|S3 logs)/,
  ],
  above: ['codebuild-internal-error', 'iam-access-denied', ...CONSEQUENCES_OF_REFUSAL],
  checks: (situation) => [
    askPermission(situation.facts, [allow(ACTIONS, getGroups(situation))], 'logs:CreateLogStream'),
    { kind: 'log-group-missing', group: getGroups(situation)[0]?.split(':log-group:')[1] ?? '' },
  ],
  sharedBy: ['action'],
  explain: (situation) =>
    `${getRefusedName(situation)} may not write the log of the build (${situation.facts.action ?? 'logs:CreateLogStream'}), and CodeBuild does not start without one.${explainDenial(situation.facts)}`,
  fix: (situation) =>
    getAccessSteps(
      {
        role: situation.facts.principal,
        policyName: 'faultline-logs',
        statements: [allow(ACTIONS, getGroups(situation))],
      },
      situation.facts,
      situation.build,
    ),
});

/** The log group by itself, for its creation, and with what is in it. */
function getGroups({ facts, build }: Situation): string[] {
  const place = getPlace(build, facts.resource, facts.principal);
  const group =
    /:log-group:([^:]+)/.exec(facts.resource ?? '')?.[1] ??
    (build?.log.kind === 'cloudwatch'
      ? build.log.group
      : `/aws/codebuild/${build?.project ?? placeholder('project')}`);
  const arn = `arn:${place.partition}:logs:${place.region}:${place.account}:log-group:${group}`;
  return [arn, `${arn}:*`];
}
