import type { FixStep } from '../model.ts';
import type { Situation } from '../signature.ts';
import { insertBefore, replaceCommand } from './buildspec.ts';
import { fullCloneSteps } from './full-clone.ts';
import { placeholder, sh } from './shell.ts';

/** What to do about a git command of the build that failed; which it was is told from the facts and the command. */
export function getGitSteps(situation: Situation): FixStep[] {
  const { facts, command = '', build } = situation;
  const called = situation.command ?? `git ${placeholder('command')}`;
  if (facts.path?.endsWith('.lock')) return lockStep(facts.path, called, situation);
  if (facts.path?.startsWith('/')) return ownerStep(called, situation);
  if (/git (?:clone)/.test(command) && facts.path) return cloneStep(facts.path, called, situation);
  if (facts.url || /git push/.test(command)) return pushSteps(called, situation);
  if (/git (?:commit|merge|pull|rebase|am)/.test(command)) return identitySteps(called, situation);
  if (facts.version || /git (?:describe|diff|log|rev-list|rev-parse|merge-base)/.test(command))
    return [...historySteps(called, situation), ...fullCloneSteps(build)];
  return [...fullCloneSteps(build), ...historySteps(called, situation)];
}

function lockStep(path: string, called: string, { build }: Situation): FixStep[] {
  return [
    {
      title: 'Let only one git command run at a time; take a lock left behind away first',
      patch: insertBefore([sh`rm -f ${path}`], called, build),
      changes: true,
    },
  ];
}

function ownerStep(called: string, { build }: Situation): FixStep[] {
  return [
    {
      title: 'Tell git that the checkout may belong to another user',
      patch: insertBefore(['git config --global --add safe.directory "$CODEBUILD_SRC_DIR"'], called, build),
      changes: true,
      verify: 'git status',
    },
  ];
}

function cloneStep(path: string, called: string, { build }: Situation): FixStep[] {
  return [
    {
      title: `Clone into a directory of its own: ${path} is there already (in the source, or from a cache)`,
      patch: insertBefore([sh`rm -rf ${path}`], called, build),
      changes: true,
    },
  ];
}

function pushSteps(called: string, { facts, build }: Situation): FixStep[] {
  const branch = build?.source?.version ?? 'main';
  return [
    {
      title: 'Name the branch: CodeBuild checks out a commit, not a branch (detached HEAD)',
      patch: replaceCommand(called, sh`git push origin HEAD:${branch}`, build),
      changes: true,
    },
    {
      title:
        'If the branch moved on meanwhile or is protected, rebase on it first, and push with a token that may write',
      command: sh`git fetch origin ${facts.version ?? branch} && git rebase FETCH_HEAD`,
      changes: false,
    },
  ];
}

function identitySteps(called: string, { build }: Situation): FixStep[] {
  const identity = [
    sh`git config --global user.name ${'CodeBuild'}`,
    sh`git config --global user.email ${'codebuild@example.com'}`,
  ];
  return [
    {
      title: 'Give git a name and an address to commit with',
      patch: insertBefore(identity, called, build),
      changes: true,
      verify: 'git config user.email',
    },
    {
      title: 'And let the build go on where there is nothing to commit',
      patch: replaceCommand(called, `git diff --cached --quiet || ${called}`, build),
      changes: true,
    },
  ];
}

function historySteps(called: string, { build }: Situation): FixStep[] {
  return [
    {
      title:
        'Fetch the whole history with its tags before git looks for it: the checkout is shallow (or set the Git clone depth of the project to Full)',
      patch: insertBefore(['git fetch --unshallow --tags || git fetch --tags'], called, build),
      changes: true,
      verify: 'git rev-parse --is-shallow-repository',
    },
  ];
}
