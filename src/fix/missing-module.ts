import type { FixStep } from '../model.ts';
import type { Situation } from '../signature.ts';
import { getDirectory, getPackageManager, goTo } from './package-manager.ts';
import { placeholder, sh } from './shell.ts';

/** Whether a module is named by its path, not by its package. */
export function isModulePath(module: string | undefined): boolean {
  return /^[./]/.test(module ?? '');
}

/** How to get a module that was not found: a file into the commit, a package into the dependencies. */
export function getMissingModuleSteps(situation: Situation): FixStep[] {
  const { module } = situation.facts;
  const owner = /^.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(module ?? '')?.[1];
  if (module && owner) return incompleteSteps(module, owner);
  return module && isModulePath(module) ? fileSteps(module, situation) : packageSteps(situation);
}

/** A file is missing inside an installed package: what was downloaded on the fly (npx) or cached is not whole. */
function incompleteSteps(module: string, owner: string): FixStep[] {
  return [
    {
      title: `Install ${owner} (and whatever brings it along) as a dependency of the project, not on the fly: ${module} is not in what was downloaded`,
      command: sh`npm install --save-dev ${owner} && git add package.json package-lock.json && git commit --message ${`Add ${owner}`} && git push`,
      changes: true,
      verify: sh`npm ls ${owner}`,
    },
    {
      title: 'If it is a dependency, install from nothing: a cached node_modules may be only half there',
      command: 'rm -rf node_modules && npm ci',
      changes: true,
    },
  ];
}

function fileSteps(module: string, { build }: Situation): FixStep[] {
  const last = module.replace(/^.*\//, '').replace(/\.\w+$/, '') || module;
  return [
    {
      title: `Look for ${last} in the commit, whatever its capitals`,
      command: sh`git ls-tree -r --name-only ${build?.source?.commit ?? 'HEAD'} | grep -i ${last}; git check-ignore --verbose --no-index ${module}`,
      changes: false,
    },
    {
      title: `Commit the file, correct the import of ${module}, or run the step that generates it (a build of dist/, code generation) before this one`,
      command: sh`git add --force ${placeholder(`path of ${last}`)} && git commit --message ${`Add ${last}`} && git push`,
      changes: true,
      verify: sh`git ls-files | grep ${last}`,
    },
  ];
}

function packageSteps(situation: Situation): FixStep[] {
  const module = situation.facts.module ?? placeholder('package');
  const name = /^(?:@[^/]+\/)?[^/]+/.exec(module)?.[0] ?? module;
  const manager = getPackageManager(situation);
  const there = goTo(getDirectory(situation.command));
  const add = { npm: 'npm install', yarn: 'yarn add', pnpm: 'pnpm add', bun: 'bun add' }[manager];
  return [
    {
      title: `See whether ${name} is among the project's dependencies, in the directory where it is imported`,
      command: `${there}${sh`npm ls ${name}; git grep --line-number ${`"${name}"`} -- ${'*package.json'}`}`,
      changes: false,
    },
    {
      title: `If it is not, add it${name === module ? '' : ` (in a version that has ${module})`} and commit the lock file`,
      command: `${there}${add} ${sh`${name} && git commit --all --message ${`Add ${name}`} && git push`}`,
      changes: true,
      verify: `${there}${sh`npm ls ${name}`}`,
    },
    {
      title:
        'If it is, install before this step in the buildspec, in that directory and with the devDependencies (NODE_ENV=production leaves them out)',
      command: `${there}npm ci --include=dev`,
      changes: false,
    },
  ];
}
