import { getDirectory, getLockFile, getPackageManager, goTo } from '../../src/fix/package-manager.ts';
import { sh } from '../../src/fix/shell.ts';
import { defineSignature, type Situation } from '../../src/signature.ts';

export default defineSignature({
  id: 'npm-lockfile-mismatch',
  family: 'node',
  title: 'The lock file is missing or out of step with package.json',
  patterns: [
    // npm ci: 5 and 6 call themselves cipm, 7 and later npm ci; the packages follow line by line.
    /can only install packages (?:when your package\.json and package-lock\.json|with an existing package-lock\.json)/,
    /command can only install with an existing/,
    /npm (?:ERR!|error) +Missing: (?<package>@?[^@\s]+)@\S+/,
    /npm (?:ERR!|error) +Invalid: lock file's (?<package>@?[^@\s]+)@\S+ does not satisfy/,
    // An npm before 7 looks for the section `dependencies` that newer lock files no longer have.
    {
      line: /npm (?:ERR!|error) Cannot read propert(?:y|ies) (?:'(?<package>[^']+)' of undefined|of undefined \(reading '(?<package2>[^']+)'\))/,
      command: /\bnpm\b.*\b(?:ci|install|i)\b/,
      strength: 'likely',
    },
    { line: /npm (?:ERR!|error) code EUSAGE/, command: /\bnpm\b.*\bci\b/, strength: 'likely' },
    /Your lockfile needs to be updated, but (?<tool>yarn) was run with|Outdated lockfile\. Please run `(?<tool2>yarn) install`/,
    // Yarn 2 and later name what would change in lines with + and - below.
    /(?<tool>YN0028):.*The lockfile would have been (?:modified|created) by this install/,
    /The lockfile would have been (?:modified|created) by this install, which is explicitly forbidden/,
    /present in your lockfile; run "(?<tool>yarn) install" to update the lockfile/,
    /(?<tool>ERR_PNPM)_(?:OUTDATED_LOCKFILE|NO_LOCKFILE|FROZEN_LOCKFILE_WITH_OUTDATED_LOCKFILE|LOCKFILE_CONFIG_MISMATCH|LOCKFILE_BREAKING_CHANGE|LOCKFILE_MISSING_DEPENDENCY|BROKEN_LOCKFILE)/,
    /(?:Cannot install with "frozen-lockfile" because|Headless installation requires a) (?<tool>pnpm)-lock\.yaml/,
    /lockfile had changes, but lockfile is frozen/,
    // A lock file that a merge has damaged, or that was never made for this directory.
    /(?:Unknown token: |Invalid value type |Unexpected token ).{0,200} in \S*(?<tool>yarn)\.lock\b/,
    {
      line: /npm (?:ERR!|error) code EJSONPARSE/,
      near: { line: /package-lock\.json|npm-shrinkwrap\.json/, within: 6 },
    },
    /nearest package directory \(\S+\) doesn't seem to be part of the project/,
    // What was downloaded is not what the lock file pinned: mostly another registry or a republished version.
    {
      line: /code EINTEGRITY|integrity checksum failed when using sha|Integrity check failed for "|The remote archive doesn't match the expected checksum|ERR_PNPM_TARBALL_INTEGRITY/,
      strength: 'likely',
    },
  ],
  above: [
    'npm-script-failed',
    'docker-build-step-failed',
    'node-module-not-found',
    'command-not-found',
    'sam-build-failed',
  ],
  explain: (situation) => {
    const { facts } = situation;
    const example = facts.package ? `: \`${facts.package}\` is not in it as package.json asks` : '';
    return `The build installs exactly what ${getFile(situation)} says, and that file is missing or does not fit package.json${example}.`;
  },
  fix: (situation) => {
    const manager = getPackageManager(situation);
    const file = getFile(situation);
    const directory = getDirectory(situation.command);
    const update = {
      npm: 'npm install --package-lock-only',
      yarn: 'yarn install',
      pnpm: 'pnpm install --lockfile-only',
      bun: 'bun install --lockfile-only',
    }[manager];
    const verify = { npm: 'npm ci', yarn: 'yarn install --frozen-lockfile' }[manager as 'npm' | 'yarn'];
    const commit = sh`git add ${getLockFile(manager)} && git commit --message ${`Update ${file}`} && git push`;
    return [
      {
        title: `Write ${file} anew with the ${manager} version of the build, and commit it`,
        command: `${goTo(directory)}${update} && ${commit}`,
        changes: true,
        verify: `${goTo(directory)}${verify ?? `${manager} install --frozen-lockfile`}`,
      },
      {
        title: `If it fits on your machine, compare versions: an older ${manager} cannot read a newer lock file; install the same one at the start of the build`,
        command: `node --version; ${manager} --version`,
        changes: false,
      },
    ];
  },
});

function getFile(situation: Situation): string {
  return `${getDirectory(situation.command)}${getLockFile(getPackageManager(situation))}`;
}
