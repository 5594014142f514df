import type { FixStep } from '../model.ts';
import type { Situation } from '../signature.ts';
import { replaceCommand } from './buildspec.ts';
import { getPathInSource, type Missing } from './path-in-source.ts';
import { sh } from './shell.ts';

/** What to do about a file that the commit does not have at all: name the one that is called alike, commit it, or make it. */
export function getNowhereSteps({ path, command }: Missing, situation: Situation): FixStep[] {
  const { near } = situation.facts;
  const wanted = getPathInSource(path);
  const name = wanted.split('/').at(-1) ?? wanted;
  const called = situation.command ?? command;
  const steps: FixStep[] = [
    {
      title: `Commit ${name}: the commit that was built does not have it (the first line names the rule that ignores it, if one does)`,
      command: sh`git check-ignore --verbose ${wanted}; git add --force ${wanted} && git commit --message ${`Add ${name}`} && git push`,
      changes: true,
      verify: sh`git ls-files --error-unmatch ${wanted}`,
    },
    {
      title: `Or, if a command of the build makes ${name}, let it run before this one, and look at what it printed`,
      changes: false,
    },
  ];
  return near ? [nearStep(near, wanted, path, called, situation), ...steps] : steps;
}

function nearStep(near: string, wanted: string, path: string, called: string, { build }: Situation): FixStep {
  if (called.includes(path))
    return {
      title: `Name the file that the repository has: ${near}`,
      patch: replaceCommand(
        called,
        called.replace(path, () => sh`${near}`),
        build,
      ),
      changes: true,
      verify: sh`git ls-files --error-unmatch ${near}`,
    };
  return {
    title: `Give ${near} the name that the build looks for`,
    command: sh`git mv ${near} ${wanted} && git commit --message ${`Rename to ${wanted}`} && git push`,
    changes: true,
    verify: sh`git ls-files --error-unmatch ${wanted}`,
  };
}
