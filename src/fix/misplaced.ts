import type { FixStep } from '../model.ts';
import type { Situation } from '../signature.ts';
import { insertBefore, replaceCommand } from './buildspec.ts';
import { getNowhereSteps } from './nowhere.ts';
import { getPathInSource, type Missing } from './path-in-source.ts';
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

function reachStep(place: string, { path, command }: Missing, situation: Situation): FixStep {
  const called = situation.command ?? command;
  const wanted = getPathInSource(path);
  const name = getName(path);
  const rest = { changes: true, verify: sh`git ls-files --error-unmatch ${place}` };
  const directory = findDirectory(place, wanted);
  if (directory === undefined && called.includes(path))
    return {
      title: `Name the path that the repository has: ${place}`,
      patch: replaceCommand(called, called.replace(path, place), situation.build),
      ...rest,
    };
  if (directory === undefined && getName(place) !== name)
    return {
      title: `Give the file the name that the build looks for`,
      command: sh`git mv ${place} ${place.slice(0, -name.length) + name} && git commit --message ${`Rename to ${name}`} && git push`,
      changes: true,
      verify: sh`git ls-files ${`*${name}`}`,
    };
  const target = directory ?? place.split('/').slice(0, -1).join('/');
  const isRoot = target === '';
  return {
    title: isRoot
      ? `Go back to the root of the source, where ${name} is`
      : `Go to ${target}, where ${name} is, before the command`,
    patch: insertBefore([`cd ${getCdTarget(target, path, situation)}`], called, situation.build),
    ...rest,
  };
}

/** The directory from which `wanted` leads to `place`; undefined where none does. */
function findDirectory(place: string, wanted: string): string | undefined {
  if (place === wanted) return '';
  return place.endsWith(`/${wanted}`) ? place.slice(0, -wanted.length - 1) : undefined;
}

/** From the root, where the command need not have stood there: an absolute path was the tool's, or a `cd` ran before. */
export function getCdTarget(directory: string, path: string, situation: Situation): string {
  if (directory === '') return '"$CODEBUILD_SRC_DIR"';
  return path.startsWith('/') || hasMoved(situation)
    ? sh`"$CODEBUILD_SRC_DIR"/${directory}`
    : sh`${directory}`;
}

/** Whether the buildspec changes the directory before the command that failed. */
function hasMoved({ buildspec, facts }: Situation): boolean {
  const line = Number(facts.buildspecLine);
  return (buildspec?.commands ?? []).some(
    ({ text, firstLine }) => firstLine < line && /(?:^|[;&|]\s*|\n)(?:cd|pushd)\s/.test(text),
  );
}

function getName(path: string): string {
  return path.replace(/\/+$/, '').split('/').at(-1) ?? path;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
