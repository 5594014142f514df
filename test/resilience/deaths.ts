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

/** What dies with a worker: the call of the story, in words. */
export function nameKind(calls: readonly string[][][], { step, event, kill }: Death): string {
  return `${calls[step]?.[event]?.[kill.at - 1]} ${kill.when}`;
}

/** A few of a story's deaths: those of kinds that were not seen yet, around each message to Slack, and each so-manyth. */
export function pickDeaths(
  calls: readonly string[][][],
  story: Story,
  seen: Set<string>,
  every: number,
): Death[] {
  return listDeaths(calls, story).filter((death, index) => {
    const kind = nameKind(calls, death);
    const isNew = !seen.has(kind);
    seen.add(kind);
    return isNew || /slack:chat\.\w+ after/.test(kind) || index % every === 0;
  });
}
