import { findAwsFaults } from './check-aws-call.ts';
import { CANARY, TORN } from './hostile-facts.ts';
import { type Recorded, recordCalls } from './record-calls.ts';

/** All that is wrong with some commands, each fault with the command that has it. */
export function findCommandFaults(
  commands: readonly string[],
  judge: (recorded: Recorded) => string[],
): string[] {
  const unique = [...new Set(commands)];
  if (unique.length === 0) return [];
  return recordCalls(unique).flatMap((recorded, i) =>
    [...(recorded.syntax ? [recorded.syntax] : []), ...recorded.errors, ...judge(recorded)].map(
      (fault) => `${fault}\n    in: ${unique[i]}`,
    ),
  );
}

/** Of commands with plain values: whether the AWS CLI knows all that they say. */
export function judgeKnown({ calls }: Recorded): string[] {
  return calls.flatMap((words) => findAwsFaults(words, { isExact: true }));
}

/** Of commands with hostile values: whether one was executed, split into words or taken for an option. */
export function judgeHostile({ calls }: Recorded): string[] {
  return calls.flatMap((words) => [
    ...(words[0] === CANARY ? ['a value was executed'] : []),
    ...(words.includes(TORN) ? [`a value was split: ${words.join(' ')}`] : []),
    ...(words.some((word) => word.startsWith('--option='))
      ? [`an option was smuggled in: ${words.join(' ')}`]
      : []),
    ...findAwsFaults(words, { isExact: false }),
  ]);
}
