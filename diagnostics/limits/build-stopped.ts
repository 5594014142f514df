import { placeholder, sh } from '../../src/fix/shell.ts';
import { defineSignature } from '../../src/signature.ts';

export default defineSignature({
  id: 'build-stopped',
  family: 'limits',
  title: 'Someone or something stopped the build',
  patterns: [
    // The build's status; CodePipeline; the agent; the API and the event
    /^Build status: STOPPED$/,
    /Build terminated with state: STOPPED|Phase complete: \w+ State: STOPPED/,
    /"?(?:build|phase)-?[sS]tatus"?: "STOPPED"/,
    /\bBUILD_STOPPED\b|^(?:Phase context status code: \S* ?Message: )?(?:The )?[Bb]uild (?:was|has been) stopped\b/,
  ],
  above: ['container-out-of-memory', 'codepipeline-action-failed'],
  explain: ({ build }) =>
    build?.stoppedBy
      ? `The build did not fail by itself: ${build.stoppedBy} stopped it.`
      : 'The build did not fail by itself: it was stopped by a person, by a pipeline that was superseded or abandoned, or by an API call (StopBuild).',
  fix: ({ build }) => {
    const region = build ? sh` --region ${build.region}` : '';
    return [
      {
        title: 'See who stopped it: CloudTrail keeps the call for 90 days',
        command: `aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=StopBuild --max-results 20 --query "Events[].[EventTime,Username,CloudTrailEvent]" --output text${region} | grep -F ${sh`${build?.id ?? placeholder('build_id')}`}`,
        changes: false,
      },
      {
        title: 'If that was wanted, nothing is broken: run it again when it is needed',
        changes: false,
      },
    ];
  },
  retryable: true,
  retryReason: 'It was stopped; nothing in it failed.',
});
