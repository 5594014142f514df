import type { FixStep } from '../model.ts';
import type { Situation } from '../signature.ts';
import { insertBefore, replaceCommand } from './buildspec.ts';
import { getPathInSource, type Missing } from './path-in-source.ts';
import { sh } from './shell.ts';

/** A command that changes the directory itself. */
const OWN_CD = /(^|[;&|]\s?|\n\s*)cd +[^\s;&|]+/;

/** One place at which the missing file is. */
interface Place {
  place: string;
  missing: Missing;
  called: string;
  /** The directory from which the path asked for leads to the place; undefined where none does. */
  directory: string | undefined;
}

/** The step that lets the command find the file at `place`: the right path, the right name, or the right directory. */
export function reachStep(place: string, missing: Missing, situation: Situation): FixStep {
  const called = situation.command ?? missing.command;
  const directory = findDirectory(place, getPathInSource(missing.path));
  const at = { place, missing, called, directory };
  const goesItself = OWN_CD.test(called);
  if (called.includes(missing.path) && (directory === undefined || goesItself))
    return pathStep(at, situation);
  if (directory === undefined && getName(place) !== getName(missing.path)) return renameStep(at);
  return goesItself ? ownDirectoryStep(at, situation) : directoryStep(at, situation);
}

/** A command that goes elsewhere itself needs the path from the root. */
function pathStep({ place, missing, called }: Place, { build }: Situation): FixStep {
  const better = OWN_CD.test(called) ? sh`"$CODEBUILD_SRC_DIR"/${place}` : sh`${place}`;
  return {
    title: `Name the path that the repository has: ${place}`,
    patch: replaceCommand(
      called,
      called.replace(missing.path, () => better),
      build,
    ),
    ...getRest(place),
  };
}

function renameStep({ place, missing }: Place): FixStep {
  const name = getName(missing.path);
  return {
    title: `Give the file the name that the build looks for`,
    command: sh`git mv ${place} ${place.slice(0, -name.length) + name} && git commit --message ${`Rename to ${name}`} && git push`,
    changes: true,
    verify: sh`git ls-files ${`*${name}`}`,
  };
}

function ownDirectoryStep(at: Place, { build }: Situation): FixStep {
  const target = getTarget(at);
  const cd = target === '' ? 'cd "$CODEBUILD_SRC_DIR"' : sh`cd "$CODEBUILD_SRC_DIR"/${target}`;
  return {
    title: `Let the command go to ${target === '' ? 'the root of the source' : target}, where ${getName(at.missing.path)} is`,
    patch: replaceCommand(
      at.called,
      at.called.replace(OWN_CD, (_, before: string) => before + cd),
      build,
    ),
    ...getRest(at.place),
  };
}

function directoryStep(at: Place, situation: Situation): FixStep {
  const target = getTarget(at);
  const name = getName(at.missing.path);
  return {
    title:
      target === ''
        ? `Go back to the root of the source, where ${name} is`
        : `Go to ${target}, where ${name} is, before the command`,
    patch: insertBefore(
      [`cd ${getCdTarget(target, at.missing.path, situation)}`],
      at.called,
      situation.build,
    ),
    ...getRest(at.place),
  };
}

function getRest(place: string): Pick<FixStep, 'changes' | 'verify'> {
  return { changes: true, verify: sh`git ls-files --error-unmatch ${place}` };
}

function getTarget({ directory, place }: Place): string {
  return directory ?? place.split('/').slice(0, -1).join('/');
}

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

/** The last part of a path. */
export function getName(path: string): string {
  return path.replace(/\/+$/, '').split('/').at(-1) ?? path;
}
