import { defineSignature } from '../../src/signature.ts';

export default defineSignature({
  id: 'codebuild-internal-error',
  family: 'limits',
  title: 'A fault of CodeBuild itself',
  patterns: [
    // Context messages; CodePipeline; the API and the event
    /INTERNAL_SERVICE_ERROR|CodeBuild is experiencing (?:an issue|issues|problems)/,
    /^Build status: FAULT$|Build terminated with state: FAULT|"?(?:build|phase)-?[sS]tatus"?: "FAULT"|Phase complete: \w+ State: FAULT/,
    {
      line: /[Ii]nternal [Ss]ervice [Ee]rror.{0,60}(?:CodeBuild|build)|CodeBuild.{0,60}[Ii]nternal (?:[Ss]ervice )?[Ee]rror/,
      strength: 'likely',
    },
    {
      line: /(?:lost connection to|unable to (?:reach|communicate with)) the build (?:agent|container)/i,
      strength: 'likely',
    },
  ],
  above: ['codepipeline-action-failed', 'build-image-pull-failed'],
  sharedBy: [],
  explain: () =>
    'CodeBuild itself failed to run the build: a passing fault on its side, or environment variables that are too large together (about 5,500 characters).',
  fix: ({ build }) => [
    {
      title:
        'Run it again; if it fails the same way, see whether AWS reports a problem of CodeBuild in this region: https://health.aws.amazon.com/health/status',
      changes: false,
    },
    {
      title:
        'If it fails every time, count the characters of all environment variables, and move long ones to Parameter Store (env: parameter-store:)',
      command: 'env | wc -c',
      changes: false,
    },
    {
      title: `If it goes on, open a support case with the build's ARN${build ? `: ${build.arn}` : ''}`,
      changes: false,
    },
  ],
  retryable: true,
  retryReason: 'The fault was in CodeBuild, not in the build.',
});
