import type { Death } from './live-through.ts';
import type { Story } from './stories.ts';

/** Every way for a worker of a story to die: at each call, before and after it. Takes the calls of the story without a death. */
export function listDeaths(calls: readonly string[][][], { steps }: Story): Death[] {
  return calls.flatMap((events, step) =>
    events.flatMap((made, event) =>
      made.flatMap((_, index) =>
        (['before', 'after'] as const).map((when) => ({
          step,
          event,
          kill: { at: index + 1, when },
          // Each second and third one in harder circumstances.
          isOverlapped: index % 2 === 1 && step < steps.length - 1,
          isTwice: index % 3 === 2,
        })),
      ),
    ),
  );
}

/** Some of them, the same for the same seed: at least one for each kind of call, before and after it. */
export function pickDeaths(
  all: readonly Death[],
  calls: readonly string[][][],
  isNew: (kind: string) => boolean,
): Death[] {
  return all.filter(({ step, event, kill }) => {
    const made = calls[step]?.[event] ?? [];
    const name = made[kill.at - 1] ?? '';
    // The first, second ... call of a kind do different things.
    const nth = made.slice(0, kill.at).filter((each) => each === name).length;
    return isNew(`${step} ${name} ${nth} ${kill.when}`);
  });
}
