import type { CheckId } from '../../src/install/finding.ts';
import { BUILDS } from '../sandbox/slack/index.ts';
import { deploy, STACK, TABLE } from './deploy.ts';
import { aws, entry, grant, setSecret, slack } from './installed.ts';

/** Ways to break an installation, and what doctor has to say of each. */

const TOKEN = '/faultline/slack-bot-token';
const SIGNING = '/faultline/slack-signing-secret';
const WORKER = 'faultline-prod-buildFailed';

export const deployed = () => aws.account.deployed;
const at = <T>(found: T | undefined): T => {
  if (found === undefined) throw new Error('The installation has no such thing');
  return found;
};
const worker = () => at(deployed().functions.get(WORKER));
const rule = () => at(deployed().rules.get(`${STACK}-BuildRule`));
export const stack = () => at(deployed().stacks.get(STACK));
const role = () => at(aws.account.roles.get(`${STACK}-SlackRole`));
const schedule = () => at(deployed().schedules.get(`${STACK}-SweepSchedule`));

export interface Breakage {
  what: string;
  break: () => void;
  check: CheckId;
  /** What the finding and its fix say. */
  says: string[];
}

const LOCK = (Action: string) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Deny', Action, Resource: '*' }],
});

export const breakages: Breakage[] = [
  {
    what: 'the bot token is not stored',
    break: () => aws.account.parameters.delete(TOKEN),
    check: 'bot-token',
    says: [`There is no parameter ${TOKEN}`, 'npm run setup -- --only secrets --region eu-central-1'],
  },
  {
    what: 'the bot token is stored in the clear',
    break: () => setSecret(TOKEN, 'xoxb-local', 'String'),
    check: 'bot-token',
    says: ['not a SecureString', `aws ssm delete-parameter --name ${TOKEN}`, '--only secrets'],
  },
  {
    what: 'a line break was pasted with the bot token',
    break: () => setSecret(TOKEN, 'xoxb-local\n'),
    check: 'bot-token',
    says: ['line break', '--only secrets'],
  },
  {
    what: 'the bot token was revoked',
    break: () => slack.faults.fail('auth.test', 'token_revoked'),
    check: 'slack-app',
    says: ['token_revoked', 'https://api.slack.com/apps', '--only secrets'],
  },
  {
    what: 'the token lacks a scope of the manifest',
    break: () => grant(['chat:write', 'commands']),
    check: 'slack-app',
    says: ['lacks', 'files:write', 'slack-manifest.yml'],
  },
  {
    what: 'a token stands where the signing secret should',
    break: () => setSecret(SIGNING, ['xoxb', 'something', 'else'].join('-')),
    check: 'signing-secret',
    says: ['is a token, not the signing secret', '--only secrets'],
  },
  {
    what: 'the bot was taken out of the channel',
    break: () => slack.changeChannel(BUILDS, { isMember: false }),
    check: 'channel',
    says: [`The app is not in ${BUILDS}`, '/invite @Faultline', '--param channel=YOUR_CHANNEL_ID'],
  },
  {
    what: 'the channel was archived',
    break: () => slack.changeChannel(BUILDS, { isArchived: true }),
    check: 'channel',
    says: ['is archived', 'Unarchive'],
  },
  {
    what: 'the stack could not be rolled back',
    break: () => Object.assign(stack(), { status: 'UPDATE_ROLLBACK_FAILED', reason: 'No more roles.' }),
    check: 'stack',
    says: ['No more roles.', `aws cloudformation continue-update-rollback --stack-name ${STACK}`],
  },
  {
    what: 'the rule is gone',
    break: () => deployed().rules.delete(`${STACK}-BuildRule`),
    check: 'rule',
    says: [
      'There is no rule',
      'aws events put-rule',
      'TIMED_OUT',
      'aws events put-targets',
      `function:${WORKER}`,
    ],
  },
  {
    what: 'the rule is disabled',
    break: () => Object.assign(rule(), { state: 'DISABLED' }),
    check: 'rule',
    says: ['is disabled', `aws events enable-rule --name ${STACK}-BuildRule --event-bus-name default`],
  },
  {
    what: "the rule's pattern was narrowed",
    break: () => Object.assign(rule(), { pattern: { source: ['aws.codebuild'] } }),
    check: 'rule',
    says: ['is not that of the template', 'aws events put-rule'],
  },
  {
    what: "the rule's target is gone",
    break: () => Object.assign(rule(), { targets: [] }),
    check: 'rule',
    says: ['does not hand its events to the function', 'aws events put-targets'],
  },
  {
    what: 'EventBridge may not call the function',
    break: () => worker().callers.shift(),
    check: 'rule',
    says: ['EventBridge may not call', 'aws lambda add-permission'],
  },
  {
    what: 'the function is in a failed state',
    break: () => Object.assign(worker(), { state: 'Failed', stateReason: 'The subnet is gone.' }),
    check: 'function',
    says: ['The subnet is gone.', '--only deploy'],
  },
  {
    what: 'the function runs another file',
    break: () => Object.assign(worker(), { handler: 'index.handler' }),
    check: 'function',
    says: ['index.handler', '--handler handlers/build-failed.handler'],
  },
  {
    what: 'a setting of the function was taken away',
    break: () => Object.assign(worker().variables, { FAULTLINE_EVENT_BUS: '' }),
    check: 'function',
    says: ['FAULTLINE_EVENT_BUS is not set, not default', 'aws lambda update-function-configuration'],
  },
  {
    what: 'the function has no room to run',
    break: () => Object.assign(worker(), { reservedConcurrency: 0 }),
    check: 'function',
    says: ['reserved concurrency', `aws lambda delete-function-concurrency --function-name ${WORKER}`],
  },
  {
    what: 'the function failed and has not worked since',
    break: () =>
      aws.account.logs.set(
        `/aws/lambda/${WORKER}`,
        new Map([
          [
            'a',
            [
              {
                timestamp: Date.now() - 1000,
                ingestionTime: 0,
                message: `ERROR\tInvoke Error\tRefused: ${['xoxb', '1'.repeat(12), 'a'.repeat(24)].join('-')}`,
              },
            ],
          ],
        ]),
      ),
    check: 'function-errors',
    says: ['failed once', 'Invoke Error', `aws logs tail /aws/lambda/${WORKER}`],
  },
  {
    what: 'a statement was taken from the role',
    break: () => Object.assign(role(), { inline: {} }),
    check: 'role',
    says: ['may not do', 'ssm:GetParameter', 'aws iam put-role-policy', 'faultline-restored'],
  },
  {
    what: 'a permissions boundary takes permissions away',
    break: () => {
      aws.account.policies.set('arn:aws:iam::111122223333:policy/Bound', {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', NotAction: 'ssm:GetParameter', Resource: '*' }],
      });
      Object.assign(role(), { boundary: 'arn:aws:iam::111122223333:policy/Bound' });
    },
    check: 'role',
    says: ['permissions boundary', 'ssm:GetParameter', 'aws iam get-role'],
  },
  {
    what: 'an attached policy denies',
    break: () => Object.assign(role().inline, { guard: LOCK('events:PutEvents') }),
    check: 'role',
    says: ['denies events:PutEvents', 'guard', 'aws iam list-role-policies'],
  },
  {
    what: 'records do not expire',
    break: () => deployed().expiry.clear(),
    check: 'table',
    says: ['grows without an end', `aws dynamodb update-time-to-live --table-name ${TABLE}`],
  },
  {
    what: 'failures wait for hours',
    break: () =>
      Object.assign(at(deployed().queues.get(`${STACK}-RetryQueue`)), { waiting: 3, oldest: 7200 }),
    check: 'retry-queue',
    says: ['3 failures', 'the oldest for 2 h', 'aws logs tail'],
  },
  {
    what: 'failures were given up',
    break: () => Object.assign(at(deployed().queues.get(`${STACK}-DeadQueue`)), { waiting: 1 }),
    check: 'dead-letters',
    says: ['1 failure', 'aws sqs start-message-move-task --source-arn', `${STACK}-DeadQueue`],
  },
  {
    what: 'the way back from the retry queue is off',
    break: () => Object.assign(at([...deployed().mappings.values()][0]), { state: 'Disabled' }),
    check: 'retry-mapping',
    says: ['is Disabled', 'aws lambda update-event-source-mapping', '--enabled'],
  },
  {
    what: 'failed invocations go nowhere',
    break: () => Object.assign(worker(), { onFailure: undefined }),
    check: 'failure-destination',
    says: ['lost', 'aws lambda put-function-event-invoke-config', `${STACK}-RetryQueue`],
  },
  {
    what: 'the sweep is switched off',
    break: () => Object.assign(schedule(), { state: 'DISABLED' }),
    check: 'schedule',
    says: ['is disabled', 'aws scheduler update-schedule', "'rate(15 minutes)'", '--state ENABLED'],
  },
  {
    what: 'the schedule of the digest is gone',
    break: () => deployed().schedules.delete(`${STACK}-DigestSchedule`),
    check: 'schedule',
    says: ['There is no schedule', 'aws scheduler create-schedule', 'cron(0 8,12,16 ? * MON *)'],
  },
  {
    what: 'the role of the schedules may not start the functions',
    break: () => Object.assign(at(aws.account.roles.get(`${STACK}-SchedulerRole`)), { inline: {} }),
    check: 'role',
    says: [`${STACK}-SchedulerRole may not do lambda:InvokeFunction`, 'aws iam put-role-policy'],
  },
  {
    what: 'a policy was detached from the role',
    break: () => Object.assign(at(aws.account.roles.get(`${STACK}-SweepRole`)), { attached: [] }),
    check: 'role',
    says: [`${STACK}-DiagnosePolicy is not attached`, 'aws iam attach-role-policy'],
  },
  {
    what: 'the file of own signatures has an error',
    break: () => {
      deploy(aws.account, { channel: BUILDS, signatures: 's3://our-signatures/team.yml' }, entry.url);
      const objects = new Map([
        ['team.yml', { body: Buffer.from('signatures: nonsense'), lastModified: new Date() }],
      ]);
      aws.account.buckets.set('our-signatures', { region: aws.account.region, objects });
    },
    check: 'signatures',
    says: ['do not count', 'team.yml', 'aws s3 cp signatures.yml s3://our-signatures/team.yml'],
  },
  {
    what: 'the function behind the request URL fails',
    break: () => Object.assign(entry, { status: 500 }),
    check: 'request-url',
    says: ['answers 500', 'aws logs tail /aws/lambda/faultline-prod-slack'],
  },
  {
    what: 'another secret is stored than the app signs with',
    break: () => setSecret(SIGNING, 'deadbeef'.repeat(4)),
    check: 'request-url',
    says: ['401', '--only secrets'],
  },
];
