import type { FixStep } from '../model.ts';
import type { Situation } from '../signature.ts';
import { insertBefore } from './buildspec.ts';
import { getNowhereSteps } from './nowhere.ts';
import { getPathInSource, type Missing } from './path-in-source.ts';
import { getName, reachStep } from './reach-file.ts';
import { placeholder, sh } from './shell.ts';

export { getPathInSource, type Missing } from './path-in-source.ts';

/** Of several places so many are offered. */
const MAX_PLACES = 4;

/**
 * How to reach a file that a command did not find. Once the check `file-misplaced` knows where it is (facts `place`,
 * `found`): the `cd`, the right path or the right name, as a patch of the buildspec. Before that: the command that
 * finds it.
 */
export function getMisplacedSteps(missing: Missing, situation: Situation): FixStep[] {
  const { place, found = '' } = situation.facts;
  if (place === 'nowhere') return getNowhereSteps(missing, situation);
  const places = found.split('\n').filter((path) => path !== '');
  const [first, ...others] = places;
  if (first === undefined) return searchSteps(missing, situation);
  const otherSteps = others.slice(0, MAX_PLACES - 1).map((other) => {
    const step = reachStep(other, missing, situation);
    return { ...step, title: `Or, if the one at ${other} is meant: ${lowerFirst(step.title)}` };
  });
  return [reachStep(first, missing, situation), ...otherSteps];
}

function searchSteps({ path, command }: Missing, situation: Situation): FixStep[] {
  const name = getName(path);
  const directory = placeholder(`directory of ${name}`);
  return [
    {
      title: `Find where ${name} is in the repository`,
      command: sh`git ls-files ${`*${name}`}`,
      changes: false,
    },
    {
      title: `Go to that directory in the buildspec, before the command that needs ${name}`,
      patch: insertBefore([`cd ${directory}`], situation.command ?? command, situation.build),
      changes: true,
    },
    {
      title: `If nothing was found, ${name} was never committed: see which rule ignores it, and add it`,
      command: sh`git check-ignore --verbose ${getPathInSource(path)}; git add --force ${getPathInSource(path)} && git commit --message ${`Add ${name}`} && git push`,
      changes: true,
      verify: sh`git ls-files --error-unmatch ${getPathInSource(path)}`,
    },
  ];
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
