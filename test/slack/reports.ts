import type { Report, ReportBuild } from '../../src/model.ts';

const ACCOUNT = '111122223333';

/** A build of project `payments-api` with what is given put over it. */
export function sampleBuild(given: Partial<ReportBuild> = {}): ReportBuild {
  const project = given.project ?? 'payments-api';
  const id = given.id ?? `${project}:3f6f0a5e-8a3c-4f57-9a0c-5d0c4a3c1b2e`;
  return {
    id,
    arn: `arn:aws:codebuild:eu-west-1:${ACCOUNT}:build/${id}`,
    account: ACCOUNT,
    region: 'eu-west-1',
    project,
    number: 214,
    status: 'FAILED',
    phase: 'BUILD',
    startedAt: '2026-11-03T10:00:00.000Z',
    endedAt: '2026-11-03T10:03:12.000Z',
    durationSeconds: 192,
    branch: 'main',
    commit: '9c1185a5c5e9fc54612808977ee8f548b2258d31',
    initiator: 'GitHub-Hookshot/5ac72a7',
    image: 'aws/codebuild/standard:7.0',
    url: `https://eu-west-1.console.aws.amazon.com/codesuite/codebuild/${ACCOUNT}/projects/${project}/build/${encodeURIComponent(id.toWellFormed())}/?region=eu-west-1`,
    logUrl: `https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#logsV2:log-groups/log-group/$252Faws$252Fcodebuild$252F${project}/log-events/${id.split(':')[1]}`,
    ...given,
  };
}

/** The report of a refused ssm:GetParameters with what is given put over it. */
export function sampleReport(given: Partial<Report> = {}): Report {
  const resource = `arn:aws:ssm:eu-west-1:${ACCOUNT}:parameter/payments/db-password`;
  return {
    build: sampleBuild({ phase: 'DOWNLOAD_SOURCE' }),
    cause: 'ssm-access-denied',
    family: 'iam',
    title: 'The build role may not read a Parameter Store parameter',
    explanation: `The role payments-build may not call ssm:GetParameters on ${resource}.`,
    confidence: 'high',
    reason: 'the line is decisive and IAM confirms it',
    phase: 'DOWNLOAD_SOURCE',
    command: null,
    exitCode: null,
    evidence: [
      {
        line: 17,
        text: `AccessDeniedException: User: arn:aws:sts::${ACCOUNT}:assumed-role/payments-build/AWSCodeBuild-3f6f0a5e is not authorized to perform: ssm:GetParameters on resource: ${resource} because no identity-based policy allows the ssm:GetParameters action`,
      },
    ],
    excerpt: { from: 15, to: 19 },
    facts: { action: 'ssm:GetParameters', resource, role: 'payments-build' },
    checks: [
      {
        question: 'IAM refuses ssm:GetParameters to payments-build',
        result: 'confirmed',
        detail: 'no policy allows it; allowed once the statement below is added',
      },
      {
        question: 'The parameter is missing',
        result: 'refuted',
        detail: 'Parameter Store knows the name',
      },
      { question: 'An SCP denies it', result: 'unknown', detail: 'Faultline may not read the organization' },
    ],
    fix: [
      {
        title: 'Let payments-build read that parameter, and no other',
        command: `aws iam put-role-policy --role-name payments-build --policy-name faultline-parameter-store --policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["ssm:GetParameters"],"Resource":["${resource}"]}]}'`,
        changes: true,
        verify: `aws iam simulate-principal-policy --policy-source-arn arn:aws:iam::${ACCOUNT}:role/payments-build --action-names ssm:GetParameters --resource-arns ${resource} --query 'EvaluationResults[].EvalDecision' --output text`,
      },
      {
        title: 'Run the build again',
        command:
          'aws codebuild retry-build --id payments-api:3f6f0a5e-8a3c-4f57-9a0c-5d0c4a3c1b2e --region eu-west-1',
        changes: true,
      },
    ],
    alternatives: [],
    retryable: false,
    fingerprint: '0c6ad70beb3a7e76',
    notes: [],
    ...given,
  };
}

const retry = {
  title: 'Run the build again',
  command:
    'aws codebuild retry-build --id payments-api:3f6f0a5e-8a3c-4f57-9a0c-5d0c4a3c1b2e --region eu-west-1',
  changes: true,
};

const missingFile = sampleReport({
  build: sampleBuild({
    branch: 'feature/split-packages',
    initiator: 'codepipeline/release',
    pipeline: { name: 'release', stage: 'Build', action: 'Package' },
  }),
  cause: 'package-json-missing',
  family: 'files',
  title: 'npm finds no package.json where it runs',
  explanation: '`npm ci` runs in the source root, but package.json is in services/api.',
  reason: 'the line is decisive and the commit has the file elsewhere',
  phase: 'BUILD',
  command: 'npm ci',
  exitCode: 254,
  evidence: [
    { line: 61, text: 'npm error code ENOENT' },
    { line: 63, text: 'npm error path /codebuild/output/src1/src/package.json' },
    {
      line: 65,
      text: "npm error enoent Could not read package.json: Error: ENOENT: no such file or directory, open '/codebuild/output/src1/src/package.json'",
    },
  ],
  facts: { path: 'package.json', found: 'services/api/package.json' },
  checks: [
    {
      question: 'package.json is at another path',
      result: 'confirmed',
      detail: 'services/api/package.json at 9c1185a',
    },
  ],
  fix: [
    {
      title: 'Change into services/api in the buildspec',
      patch:
        '--- a/buildspec.yml\n+++ b/buildspec.yml\n@@ -4,3 +4,4 @@\n   build:\n     commands:\n+      - cd services/api\n       - npm ci\n',
      changes: true,
      verify: '(cd services/api && npm ci --dry-run)',
    },
    retry,
  ],
  alternatives: [{ cause: 'npm-failed', title: 'An npm command failed', confidence: 'low', line: 70 }],
});

const unknown = sampleReport({
  cause: 'unknown',
  family: 'other',
  title: 'Cause unknown',
  explanation:
    '`./gradlew assemble` failed with exit status 1, and Faultline does not know why: no signature matches. The lines shown stand out.',
  confidence: 'low',
  reason: 'no signature matches the output of the failing command',
  build: sampleBuild(),
  phase: 'BUILD',
  command: './gradlew assemble',
  exitCode: 1,
  evidence: Array.from({ length: 8 }, (_, i) => ({
    line: 480 + i,
    text: `> widget ${i}: invalid frobnication of *block* <@U012AB3CD> & co`,
  })),
  facts: {},
  checks: [],
  fix: [retry],
  notes: ['Only the last 10,000 lines of the log were read.', 'The log went on after the build had ended.'],
});

const hostile = sampleReport({
  explanation: 'The role <!channel> may not call `*ssm*` on <https://evil.example|here>.',
  facts: { role: '<!channel>', action: '`*ssm*`', resource: '<https://evil.example|here>' },
  evidence: [{ line: 3, text: '```<!everyone> \u202Egnp.exe _hi_ @here https://evil.example' }],
  fix: [{ title: 'Say `hi` to <@U012AB3CD>', command: "echo '```' '<!here>' '*'", changes: false }, retry],
});

/** Hand-made reports, one for each way that a message can look. */
export const sampleReports = {
  refused: sampleReport(),
  missingFile,
  unknown,
  hostile,
  timedOut: sampleReport({
    build: sampleBuild({ status: 'TIMED_OUT', durationSeconds: 3600, initiator: 'alice' }),
    cause: 'build-timeout',
    family: 'limits',
    title: 'The build ran into its time limit',
    explanation: 'The build was ended after 60 minutes, its limit, while `npm run e2e` was running.',
    phase: 'BUILD',
    command: 'npm run e2e',
    evidence: [{ line: 0, text: 'BUILD_TIMED_OUT: Build has timed out.' }],
    facts: {},
    checks: [],
    fix: [
      {
        title: 'Give the project 90 minutes',
        command:
          'aws codebuild update-project --name payments-api --timeout-in-minutes 90 --region eu-west-1',
        changes: true,
      },
      retry,
    ],
    retryable: true,
  }),
  stopped: sampleReport({
    build: sampleBuild({ status: 'STOPPED' }),
    cause: 'build-stopped',
    family: 'other',
    title: 'The build was stopped',
    explanation: 'Somebody stopped the build while `npm test` was running.',
    confidence: 'high',
    reason: 'CodeBuild says so',
    phase: 'BUILD',
    command: 'npm test',
    evidence: [],
    facts: {},
    checks: [],
    fix: [retry],
  }),
  succeeded: sampleReport({
    build: sampleBuild({ status: 'SUCCEEDED' }),
    cause: 'none',
    family: 'other',
    title: 'Nothing failed',
    explanation: 'Every phase of this build succeeded.',
    reason: '',
    phase: null,
    evidence: [],
    facts: {},
    checks: [],
    fix: [],
  }),
  longFix: sampleReport({
    fix: [
      {
        title: 'Write the policy',
        command: `cat > policy.json <<'EOF'\n${'{"Effect":"Allow"}\n'.repeat(120)}EOF`,
        changes: false,
      },
      {
        title: 'Attach it',
        command:
          'aws iam put-role-policy --role-name payments-build --policy-name p --policy-document file://policy.json',
        changes: true,
      },
      { title: 'Print the whole world', command: `echo ${'a'.repeat(4000)}`, changes: false },
      retry,
    ],
  }),
  logOnly: sampleReport({ build: null, checks: [] }),
} satisfies Record<string, Report>;
