import type { Death } from './live-through.ts';
import { GREEN, type Story } from './stories.ts';

/** Every way for a worker of a story to die: at each call, before and after it. Takes the calls of the story without a death. */
export function listDeaths(calls: readonly string[][][], story: Story): Death[] {
  return calls.flatMap((events, step) =>
    events.flatMap((made, event) =>
      made.flatMap((_, index) =>
        (['before', 'after'] as const).map((when) => ({
          step,
          event,
          kill: { at: index + 1, when },
          // Some of them in harder circumstances.
          isOverlapped: mayOverlap(story, step) && (story.isGreenFirst || index % 2 === 1),
          isTwice: index % 3 === 2,
        })),
      ),
    ),
  );
}

/** Whether the next steps may come before the retry and all comes out the same. */
function mayOverlap({ steps, isGreenFirst = false }: Story, step: number): boolean {
  const next = steps.slice(step + 1).flat();
  return next.length > 0 && (isGreenFirst || next.every(({ scenario }) => scenario !== GREEN));
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
