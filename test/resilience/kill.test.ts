import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nameKind, pickDeaths } from './deaths.ts';
import { type Death, findWrongs, liveThrough } from './live-through.ts';
import { stories } from './stories.ts';
import { enterWorlds } from './world.ts';

/** A sample of what `npm run resilience` tries in full: it takes every kind of call, before and after it was carried out. */
const EVERY = 67;
/** Milliseconds, for a machine that does much else. */
const ROOM = 120_000;

let leave: () => void;
beforeAll(() => {
  leave = enterWorlds();
});
afterAll(() => leave());

const seen = new Set<string>();

describe('a worker that dies', () => {
  it.each(stories)(
    'loses and doubles nothing of $name',
    async (story) => {
      const whole = await liveThrough(story);
      expect(await findWrongs(story, whole.world)).toEqual([]);
      const deaths = pickDeaths(whole.calls, story, seen, EVERY);
      const wrongs: Record<string, string[]> = {};
      for (const death of deaths) {
        const lived = await liveThrough(story, death);
        const found = await findWrongs(story, lived.world, death);
        if (found.length > 0) wrongs[describeDeath(death, whole.calls)] = found;
      }
      expect(wrongs).toEqual({});
    },
    ROOM,
  );
});

function describeDeath(death: Death, calls: string[][][]): string {
  const { step, event, kill } = death;
  return `${step}.${event} ${nameKind(calls, death)}, call ${kill.at}`;
}
