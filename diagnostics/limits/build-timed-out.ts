import { updateProjectStep } from '../../src/fix/project.ts';
import { PHASES } from '../../src/model.ts';
import { defineSignature } from '../../src/signature.ts';

/** A build that waits is another matter: queue-timed-out. */
const RUNNING = PHASES.filter((phase) => phase !== 'QUEUED' && phase !== 'SUBMITTED');

/** The longest that a project may be given. https://docs.aws.amazon.com/codebuild/latest/userguide/limits.html */
const MAX_MINUTES = 2160;
/** Green builds that take this part of the timeout say that it is too short. */
const CLOSE = 0.8;

export default defineSignature({
  id: 'build-timed-out',
  family: 'limits',
  title: 'The build ran past its timeout',
  patterns: [
    // The phase that was cut off has no other word than its status.
    { line: /^Build status: TIMED_OUT$/, phases: RUNNING },
    // Context message, console, CodePipeline
    /\bBUILD_TIMED_OUT\b|Message: [Bb]uild (?:has )?timed out|^Build has timed out\b/,
    /Build terminated with state: TIMED_OUT|Phase complete: (?:INSTALL|PRE_BUILD|BUILD|POST_BUILD) State: TIMED_OUT/,
    { line: /^Build timed out\b/, strength: 'likely' },
    // What the API and the event say
    /"?build-?[sS]tatus"?: "TIMED_OUT"/,
    { line: /"?phase-?[sS]tatus"?: "TIMED_OUT"/, strength: 'likely' },
  ],
  above: ['build-stopped', 'container-out-of-memory', 'codepipeline-action-failed'],
  checks: () => [{ kind: 'timeout-too-short' }],
  explain: ({ facts, build, command }) => {
    const limit = build?.timeoutMinutes ? ` of ${build.timeoutMinutes} minutes` : '';
    const where = command ? `: \`${command.split('\n')[0]}\` was still running` : '';
    const usual = facts.usualMinutes ? ` Its green builds take up to ${facts.usualMinutes} minutes.` : '';
    return `The build was cut off at its timeout${limit}${where}.${usual}`;
  },
  fix: ({ facts, build, command }) => {
    const minutes = Math.min((build?.timeoutMinutes ?? 60) * 2, MAX_MINUTES);
    const look = {
      title: `See whether ${command ? 'that command' : 'the last command'} hangs or is merely slow: a question that nobody answers, a server or watch mode that never ends, a host that does not reply. Let it give up by itself`,
      command: 'timeout 600 YOUR_COMMAND < /dev/null',
      changes: false,
    };
    const isSlow = Number(facts.usualMinutes) >= CLOSE * (build?.timeoutMinutes ?? 60);
    const raise = updateProjectStep(
      {
        title: `${isSlow ? 'Raise' : 'If it is slow, raise'} the timeout (timeoutInMinutes) to ${minutes} minutes`,
        options: { 'timeout-in-minutes': minutes },
        field: 'timeoutInMinutes',
      },
      build,
    );
    return [
      ...(isSlow ? [raise, look] : [look, raise]),
      {
        title:
          'Then make it faster: cache dependencies, take a larger compute type, split the tests into a batch build',
        changes: false,
      },
    ];
  },
});
