import { describe, expect, it } from 'vitest';
import { findFormFaults } from '../diagnosed/find-form-faults.ts';
import { getBuildEvent, listScenarios, readScenario, type Scenario } from '../sandbox/aws/index.ts';
import { BUILDS, type LocalMessage } from '../sandbox/slack/index.ts';
import { aws, slack, useWorld } from './world.ts';

useWorld({ FAULTLINE_DOCS_URL: 'https://docs.example/signatures/' });

let runs = 0;
/** A run of a scenario in a project of its own, so that no test joins another's incident. */
function arrange(scenario: string): Scenario {
  runs += 1;
  return aws.load(scenario, { project: `project-${runs}` });
}

async function tell(scenario: string): Promise<string> {
  await aws.emit(arrange(scenario));
  return JSON.stringify(getMessages());
}

function getMessages(): LocalMessage[] {
  return slack.messages(BUILDS);
}

/** What each failure of the seed has to say: the fix, pasteable, and what makes it right. */
const expectations: Record<string, (string | RegExp)[]> = {
  'parameter-store-access-denied': [
    'aws iam put-role-policy',
    'ssm:GetParameters',
    'parameter/my_app_Docker_credentials_username',
  ],
  'parameter-store-denied-in-command': ['aws iam put-role-policy', 'ssm:GetParameter'],
  'parameter-store-kms-denied': ['aws iam put-role-policy', 'kms:Decrypt'],
  'parameter-not-found': ['aws ssm put-parameter', 'SecureString', 'my_app_Docker_credentials_username'],
  'requirements-not-found': ['day14/simple_python_app', 'cd '],
  'empty-variable-in-tag': ['$IMAGE_TAG'],
  'docker-hub-push-denied': ['docker login'],
  'ecr-push-denied': ['ecr:InitiateLayerUpload', 'ecr:PutImage', 'ecr:CompleteLayerUpload'],
  'ecr-login-denied': ['ecr:GetAuthorizationToken'],
  'docker-daemon-unavailable': ['privilegedMode'],
  'other-action-denied': ['lambda:UpdateFunctionCode'],
  'role-not-assumable': ['codebuild.amazonaws.com', 'update-assume-role-policy'],
  'pipeline-build-failed': ['aws codepipeline retry-stage-execution', 'flask-app-pipeline'],
  'pipeline-artifact-bucket-denied': ['s3:GetObject', 'aws codepipeline retry-stage-execution'],
  'ecs-task-definition-missing': ['task-definition'],
  'kubectl-unauthorized': ['aws eks'],
  'image-pull-failed': ['ecr'],
  'build-timed-out': ['--timeout-in-minutes'],
  'build-stopped': ['bob stopped it'],
  'log-expired': ['The log is gone'],
  'log-in-s3': ['requests'],
  'batch-build-failed': ['flask'],
  'action-denied-by-boundary': ['BuildBoundary', 'permissions boundary'],
  'action-denied-by-organization': ['aws organizations list-policies-for-target'],
  'action-denied-explicitly': ['NoDeployments', 'arn:aws:iam::111122223333:policy/Guardrail'],
  'action-allowed-under-condition': ['only under a condition on aws:SourceIp'],
  'bucket-refuses-role': ['Add no permission', 'aws s3api get-bucket-policy'],
  'bucket-sync-denied': ['s3:PutObject', 's3:DeleteObject', 'flask-app-releases/site/*'],
  'bucket-in-other-region': ['us-east-1', '--region us-east-1'],
  'ecr-tag-immutable': ['put-image-tag-mutability', 'and the tags are immutable'],
  'ecr-image-tag-missing': ['its newest are 3.12-slim, 3.11-slim'],
  'vpc-without-way-out': ['subnet-0aa11bb22cc33dd44', 'internet gateway'],
  'subnet-without-addresses': ['subnet-0aa11bb22cc33dd44 0'],
  'build-quota-used': ['This account may run 0 Linux/Small builds at once', '--quota-code L-'],
  'secret-not-found': ['prod/flask-app/database'],
  'connection-pending': ['PENDING', 'aws codeconnections get-connection'],
  'kms-key-scheduled-for-deletion': ['aws kms cancel-key-deletion', 'scheduled for deletion'],
  'role-trusts-other-account': ['444455556666', 'update-assume-role-policy'],
  'unknown-failure': ['We do not know the cause'],
  'file-elsewhere-twice': [
    '+      - cd "$CODEBUILD_SRC_DIR"/admin',
    'if the one at web/package.json is meant',
  ],
  'file-in-other-case': ['git mv dockerfile Dockerfile', 'docker build -t flask-app --file dockerfile .'],
  'file-nowhere': ['Nothing of that name is in the commit', 'git check-ignore --verbose requirements.txt'],
  'pipeline-zip-source': [
    '--- a/ci/buildspec.yml',
    '/services/api',
    'aws codepipeline retry-stage-execution',
  ],
  'github-source': ['git update-index --chmod=+x ci/release.sh', 'Line 9 of ci/buildspec.yml'],
  'tests-with-report': ['tests.test_cart.test_total_with_discount (AssertionError: assert 90 == 95)'],
  'unknown-after-image-change': [
    'Changed since the last green build #75: image version: aws/codebuild/standard:6.0 → aws/codebuild/standard:7.0',
    'channel ............. amber',
  ],
};

describe('the handler of failed builds', () => {
  it.each(Object.keys(expectations))('tells %s in one message, with its fix', async (scenario) => {
    const text = await tell(scenario);
    expect(getMessages()).toHaveLength(1);
    expect(findFormFaults('build-diagnosed', aws.events.at(-1)?.detail)).toEqual([]);
    for (const words of expectations[scenario] ?? []) expect(text.replaceAll('\\"', '"')).toContain(words);
  });

  it('has an expectation for every scenario of a failed build', () => {
    const others = ['succeeded-build'];
    expect(
      listScenarios()
        .filter((name) => !others.includes(name))
        .sort(),
    ).toEqual(Object.keys(expectations).sort());
  });

  it('links to the page of the cause', async () => {
    expect(await tell('requirements-not-found')).toContain(
      'https://docs.example/signatures/requirements-file-missing.md',
    );
  });

  it('says nothing of a build that succeeded', async () => {
    await tell('succeeded-build');
    expect(getMessages()).toEqual([]);
  });

  it('posts nothing new for a repeated event', async () => {
    const scenario = arrange('requirements-not-found');
    await aws.emit(scenario);
    await aws.emit(scenario);
    expect(getMessages()).toHaveLength(1);
    expect(getMessages()[0]?.edits).toEqual([]);
  });

  it('posts once when two workers get the same event at once', async () => {
    const scenario = arrange('requirements-not-found');
    await Promise.all([aws.emit(scenario), aws.emit(scenario)]);
    await aws.redeliver();
    expect(getMessages()).toHaveLength(1);
  });

  it('changes the message of the incident when the same failure comes again, and tells once that it is over', async () => {
    const project = `project-${++runs}`;
    const at = (minutes: number, number: number) => ({
      project,
      number,
      startedAt: new Date(Date.UTC(2026, 10, 20, 10, minutes)),
    });
    await aws.emit(aws.load('requirements-not-found', at(0, 1)));
    await aws.emit(aws.load('requirements-not-found', at(10, 2)));
    expect(getMessages()).toHaveLength(1);
    expect(JSON.stringify(getMessages())).toContain('2nd failure');
    await aws.emit(aws.load('succeeded-build', at(20, 3)));
    await aws.emit(aws.load('succeeded-build', at(30, 4)));
    const green = getMessages()[0]?.thread.filter((reply) =>
      JSON.stringify(reply).includes('green again after 2 builds'),
    );
    expect(green).toHaveLength(1);
  });

  it('says how often a retry alone made the project green', async () => {
    const project = `project-${++runs}`;
    const at = (minutes: number, number: number) => ({
      project,
      number,
      startedAt: new Date(Date.UTC(2026, 10, 20, 10, minutes)),
    });
    // Both are of the same commit.
    await aws.emit(aws.load('unknown-failure', at(0, 1)));
    await aws.emit(aws.load('succeeded-build', at(10, 2)));
    slack.clear();
    const { record } = aws.load('unknown-failure', at(20, 3));
    // What differs between the two scenarios is not what this is about.
    for (const build of aws.account.builds.values())
      if (build.data.project === project) build.data.environment = record.data.environment;
    await aws.emit(readScenario('unknown-failure', at(20, 3)));
    const text = JSON.stringify(getMessages());
    expect(text).toContain('Nothing that CodeBuild knows of changed since the last green build #2');
    expect(text).toContain('A retry alone made this project green once before.');
  });

  it('fails, so that it is retried, while Slack is down; and posts when it is back', async () => {
    slack.faults.down();
    const [delivery] = await aws.emit(arrange('requirements-not-found'));
    expect(String(delivery?.error)).toContain('Slack');
    slack.faults.up();
    await aws.redeliver();
    expect(getMessages()).toHaveLength(1);
  });

  it('fails for a malformed event, naming the field', async () => {
    const { handler } = await import('../../handlers/build-failed.ts');
    const event = getBuildEvent(arrange('requirements-not-found'));
    const context = {} as Parameters<typeof handler>[1];
    await expect(
      handler({ ...event, detail: { ...event.detail, 'build-status': 'LOST' } }, context),
    ).rejects.toThrow('build-status');
  });

  it('still says what broke when neither log nor build may be read', async () => {
    aws.faults.fail('logs', { code: 'AccessDeniedException' });
    aws.faults.fail('codebuild', { code: 'AccessDeniedException' });
    const text = await tell('parameter-store-access-denied');
    expect(text).toContain('aws iam put-role-policy');
    expect(text).toContain('logs:GetLogEvents');
  });

  it('still says what broke when the account may not be asked', async () => {
    aws.faults.fail('iam', { code: 'AccessDenied', status: 403 });
    const text = await tell('other-action-denied');
    expect(text).toContain('lambda:UpdateFunctionCode');
    expect(text).toContain('iam:SimulatePrincipalPolicy');
  });
});
