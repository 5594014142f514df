import { replaceCommand } from '../../src/fix/buildspec.ts';
import { regionOption } from '../../src/fix/project.ts';
import { placeholder, sh } from '../../src/fix/shell.ts';
import { defineSignature } from '../../src/signature.ts';

export default defineSignature({
  id: 'cloudformation-capabilities',
  family: 'deploy',
  title: 'CloudFormation wants a capability to be acknowledged',
  patterns: [
    /[Rr]equires capabilities ?: ?\[?(?<capability>CAPABILITY_\w+)/,
    /InsufficientCapabilities(?:Exception)?\b/,
    /must (?:explicitly )?(?:acknowledge|specify).{0,80}(?<capability>CAPABILITY_\w+)/,
  ],
  above: [
    'cloudformation-stack-failed',
    'cloudformation-template-invalid',
    'sam-build-failed',
    'serverless-framework-failed',
    'python-error',
  ],
  explain: ({ facts }) =>
    `The template creates IAM resources or uses a macro, and the deploy command does not acknowledge it: \`--capabilities ${facts.capability ?? 'CAPABILITY_IAM'}\` is missing.`,
  fix: ({ facts, command, build }) => {
    const capability = facts.capability ?? 'CAPABILITY_NAMED_IAM';
    const option = sh`--capabilities ${capability}`;
    const called = command?.trimEnd();
    const isOneLine =
      called !== undefined &&
      !called.includes('\n') &&
      /\b(?:cloudformation|sam)\b/.test(called) &&
      !called.includes('--capabilities');
    return [
      {
        title: `Add ${option} to the deploy command`,
        ...(isOneLine
          ? { patch: replaceCommand(called, `${called} ${option}`, build) }
          : {
              command: sh`aws cloudformation deploy --template-file ${placeholder('template')} --stack-name ${placeholder('stack')} --capabilities ${capability}${regionOption(build)}`,
            }),
        changes: true,
      },
      {
        title:
          'CAPABILITY_NAMED_IAM covers CAPABILITY_IAM too; macros and nested stacks with transforms want CAPABILITY_AUTO_EXPAND besides. With SAM it may stand in samconfig.toml, in CodePipeline in the action (Capabilities)',
        command: sh`git grep -n capabilities -- ${'samconfig.*'} ${'*buildspec*'} ${'*.toml'}`,
        changes: false,
      },
    ];
  },
});
