import type { Command } from 'commander';
import { getDefaultRegion } from '../src/aws.ts';
import { findOwnAccount, findRegion, getMemberSettings, getSweptRegions } from '../src/config.ts';
import { explain } from '../src/terminal/diagnose-targets.ts';

/** `sweep` */
export function addSweep(program: Command): void {
  program
    .command('sweep')
    .description('tell in Slack what failed in the last day and no message told of')
    .action(async () => {
      process.exitCode = await sweepNow();
    });
}

/** What the sweep of the deployment does, from here. */
async function sweepNow(): Promise<number> {
  try {
    // Only here: it needs Slack and the table, which a diagnosis does not.
    const [{ getDesk }, { getSweptPlaces, sweep }] = await Promise.all([
      import('./desk.ts'),
      import('../src/sweep.ts'),
    ]);
    const region = findRegion() ?? (await getDefaultRegion());
    const { accounts } = getMemberSettings();
    const places = getSweptPlaces(
      { account: findOwnAccount(), region },
      { regions: getSweptRegions(), accounts },
    );
    const { told } = await sweep(await getDesk(), places, { isThorough: true });
    console.log(`${told} failed ${told === 1 ? 'build' : 'builds'} told that no message had told of.`);
    return 0;
  } catch (error) {
    console.error(explain(error).message);
    return 1;
  }
}
