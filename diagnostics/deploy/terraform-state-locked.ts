import { regionWord } from '../../src/fix/reach.ts';
import { placeholder, sh } from '../../src/fix/shell.ts';
import { defineSignature } from '../../src/signature.ts';

const LOCKED = /Error acquiring the state lock|Error locking state: /;

export default defineSignature({
  id: 'terraform-state-locked',
  family: 'deploy',
  title: 'The Terraform state is locked',
  patterns: [
    { line: LOCKED, near: { line: /\bID: +(?<lock>[0-9a-f]{8}-[0-9a-f-]{27,})/, within: 16 } },
    {
      line: LOCKED,
      near: { line: /ConditionalCheckFailed|PreconditionFailed|already locked|Lock Info:/, within: 16 },
    },
    // The lock's table or the permission on it may be what is missing: then that line says more.
    { line: LOCKED, strength: 'likely' },
    {
      line: /state (?:blob )?is already locked|Terraform acquires a state lock to protect the state/,
      strength: 'likely',
    },
    /Error releasing the state lock/,
  ],
  above: ['terraform-failed', 'terraform-init-failed', 'npm-script-failed'],
  explain: () =>
    'Another run holds the lock of the Terraform state, or one that was cut off (timed out, stopped) left it behind; `Who` and `Created` in the message tell which.',
  fix: ({ facts, build }) => {
    const lock = facts.lock ?? placeholder('lock id');
    const project = build?.project ?? placeholder('project');
    const region = regionWord(build);
    return [
      {
        title: 'See whether a build is still at work: then wait for it, and run this one again',
        command: sh`aws codebuild batch-get-builds${region} --ids $(aws codebuild list-builds-for-project --project-name ${project}${region} --max-items 10 --query ids --output text | head -n 1) --query ${"builds[?buildStatus=='IN_PROGRESS'].[id,startTime]"} --output text`,
        changes: false,
      },
      {
        title: 'If nobody holds it any more, release the lock (in the directory and workspace of this state)',
        command: sh`terraform force-unlock ${lock}`,
        changes: true,
        verify: 'terraform plan -lock-timeout=60s',
      },
      {
        title:
          'So that builds do not meet again: let one run at a time, and let Terraform wait (-lock-timeout=10m)',
        command: sh`aws codebuild update-project --name ${project}${region} --concurrent-build-limit 1`,
        changes: true,
        verify: sh`aws codebuild batch-get-projects --names ${project}${region} --query ${'projects[0].concurrentBuildLimit'}`,
      },
    ];
  },
});
