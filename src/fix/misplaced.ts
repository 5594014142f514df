import type { FixStep } from '../model.ts';
import type { Situation } from '../signature.ts';
import { insertBefore, replaceCommand } from './buildspec.ts';
import { placeholder, sh } from './shell.ts';

export interface Missing {
  /** As the tool named it: relative to where the command ran, or absolute. */
  path: string;
  /** How the buildspec would call for it; stands in the patch where the failing command is unknown. */
  command: string;
}

/**
 * How to reach a file that a command did not find. Once the check `file-misplaced` knows where it is (fact
 * `found`): the `cd`, or the right path, as a patch of the buildspec. Before that: the command that finds it.
 */
export function getMisplacedSteps(missing: Missing, situation: Situation): FixStep[] {
  const places = (situation.facts.found ?? '').split('\n').filter((place) => place !== '');
  const [place, ...others] = places;
  if (place === undefined) return searchSteps(missing, situation);
  return [reachStep(place, missing, situation), ...others.slice(0, 4).map((other) => mentionStep(other))];
}

/** `/codebuild/output/src123/src/github.com/me/app/x.txt`, `./x.txt` and `x.txt` alike as a path from the source's root. */
export function getPathInSource(path: string): string {
  return path
    .replace(
      /^\/codebuild\/output\/src\w+\/(?:src\/)?(?:(?:github\.com|bitbucket\.org|gitlab\.com)\/[^/]+\/[^/]+\/|git-codecommit\.[^/]+\/v1\/repos\/[^/]+\/|s3\/\d+\/)?/,
      '',
    )
    .replace(/^(?:\.\/)+/, '');
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
    patch: insertBefore([`cd ${getCdTarget(target, path)}`], called, situation.build),
    ...rest,
  };
}

/** The directory from which `wanted` leads to `place`; undefined where none does. */
function findDirectory(place: string, wanted: string): string | undefined {
  if (place === wanted) return '';
  return place.endsWith(`/${wanted}`) ? place.slice(0, -wanted.length - 1) : undefined;
}

/** An absolute path was the tool's: it tells where the command stood, which need not be the root. */
function getCdTarget(directory: string, path: string): string {
  if (directory === '') return '"$CODEBUILD_SRC_DIR"';
  return path.startsWith('/') ? sh`"$CODEBUILD_SRC_DIR"/${directory}` : sh`${directory}`;
}

function mentionStep(other: string): FixStep {
  return {
    title: `Or take the one at ${other}, if that is the one meant`,
    command: sh`git show ${`HEAD:${other}`}`,
    changes: false,
  };
}

function getName(path: string): string {
  return path.replace(/\/+$/, '').split('/').at(-1) ?? path;
}
