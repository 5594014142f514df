import { listDeaths } from './deaths.ts';
import { type Death, findWrongs, liveThrough } from './live-through.ts';
import { stories } from './stories.ts';
import { enterWorlds } from './world.ts';

/** `npm run resilience [WORDS OF A STORY]`: kills the worker at every call that it makes, before and after it, and counts. */
enterWorlds();
const wanted = process.argv.slice(2).join(' ');
let lives = 0;
let wrong = 0;
for (const story of stories.filter(({ name }) => name.includes(wanted))) {
  const whole = await liveThrough(story);
  const deaths = [undefined, ...listDeaths(whole.calls, story)];
  let died = 0;
  for (const death of deaths) {
    const lived = await liveThrough(story, death).catch((error: Error) => error);
    const wrongs = lived instanceof Error ? [lived.message] : await findWrongs(story, lived.world, death);
    lives += 1;
    if (!(lived instanceof Error) && lived.hasDied) died += 1;
    if (wrongs.length === 0) continue;
    wrong += 1;
    console.log(`  ${story.name} ${describe(death, whole.calls)}: ${wrongs.join('; ')}`);
  }
  console.log(`${story.name}: ${deaths.length} lives, ${died} deaths`);
}
console.log(`${lives} lives, ${wrong} of them wrong`);
process.exit(wrong > 0 ? 1 : 0);

function describe(death: Death | undefined, calls: string[][][]): string {
  if (!death) return 'without a death';
  const { step, event, kill, isOverlapped, isTwice } = death;
  const name = calls[step]?.[event]?.[kill.at - 1];
  const around = [isOverlapped && 'others come before the retry', isTwice && 'a second worker at once'];
  return `${step}.${event} killed ${kill.when} call ${kill.at} (${name}) ${around.filter(Boolean).join(', ')}`;
}
