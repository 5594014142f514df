import { regionOption, updateProjectStep } from '../../src/fix/project.ts';
import { getQuotaSteps } from '../../src/fix/quota.ts';
import { sh } from '../../src/fix/shell.ts';
import { defineSignature } from '../../src/signature.ts';

export default defineSignature({
  id: 'queue-timed-out',
  family: 'limits',
  title: 'The build waited in the queue past its queued timeout',
  patterns: [
    // `likely` while context messages are matched without their phase: build-timed-out must stay in front.
    { line: /^Build status: TIMED_OUT$/, phases: ['QUEUED'], strength: 'likely' },
    /QUEUED(?:: |_| )TIMED_OUT|QUEUE_TIMED_OUT|QUEUED_TIMEOUT/,
    /[Bb]uild (?:has )?timed out (?:while )?(?:waiting )?in (?:the )?(?:build )?queue|queued timeout (?:was )?(?:reached|exceeded)/,
    { line: /"?phase-?[tT]ype"?: "QUEUED"/, near: { line: /"?phase-?[sS]tatus"?: "TIMED_OUT"/, within: 3 } },
  ],
  above: ['codepipeline-action-failed'],
  checks: () => [{ kind: 'build-quota-used' }],
  sharedBy: [],
  explain: ({ build }) =>
    `The build waited${build?.queuedTimeoutMinutes ? ` ${build.queuedTimeoutMinutes} minutes` : ''} for a free place among the concurrent builds and was then taken out of the queue: nothing of it ran.`,
  fix: ({ build }) => [
    {
      title: 'See what holds the places: builds that run or hang now',
      command: sh`aws codebuild batch-get-builds --ids $(aws codebuild list-builds --max-items 50 --query ids --output text${regionOption(build)} | head -n 1) --query "builds[?buildStatus=='IN_PROGRESS'].[projectName,id,currentPhase,startTime]" --output table${regionOption(build)}`,
      changes: false,
    },
    updateProjectStep(
      {
        title: 'Let builds wait longer: queuedTimeoutInMinutes, up to 480',
        options: { 'queued-timeout-in-minutes': 480 },
        field: 'queuedTimeoutInMinutes',
      },
      build,
    ),
    ...getQuotaSteps('codebuild', build),
  ],
  retryable: true,
  retryReason: 'The place that it waited for may be free by now.',
});
