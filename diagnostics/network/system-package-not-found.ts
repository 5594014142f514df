import { getInstallSteps } from '../../src/fix/system-package.ts';
import { defineSignature } from '../../src/signature.ts';

export default defineSignature({
  id: 'system-package-not-found',
  family: 'network',
  title: 'The package manager of the system has no such package',
  patterns: [
    /E: Unable to locate package (?<package>\S+)/,
    /E: Package '?(?<package>[\w.+:-]+)'? has no installation candidate/,
    /E: Version '(?<version>[^']+)' for '(?<package>[^']+)' was not found/,
    /E: Couldn't find any package (?:by (?:glob|regex)|whose name)/,
    // yum goes on with what it finds: alone it is not the end.
    {
      line: /No package (?<package>\S+) available\.?$/,
      near: {
        line: /Error: (?:Nothing to do|Not tolerating missing names|Unable to find a match)/,
        within: 12,
      },
    },
    { line: /No package (?<package>\S+) available\.?$/, strength: 'likely' },
    /Error: Unable to find a match: (?<package>.+)/,
    {
      line: /No match for argument: (?<package>\S+)/,
      near: { line: /Error: Unable to find a match/, within: 12 },
    },
    { line: /No match for argument: (?<package>\S+)/, strength: 'likely' },
    /Topic (?<package>\S+) is not found\./,
    // apk
    /^\s*(?<package>[\w.+-]+) \((?:no such package|missing)\):/,
    { line: /ERROR: (?:unable to select packages|unsatisfiable constraints):/, strength: 'likely' },
    // zypper, snap, brew, choco, rpm
    /Package '(?<package>[^']+)' not found\.|No provider of '(?<package2>[^']+)' found|error: snap "(?<package3>[^"]+)" not found/,
    /No available formula (?:with the name|or cask with the name) "(?<package>[^"]+)"|The package was not found with the source\(s\) listed/,
  ],
  above: [
    'docker-build-step-failed',
    'command-not-found',
    'system-package-install-failed',
    'npm-script-failed',
  ],
  explain: ({ facts }) =>
    `The package manager has no package ${facts.package ? `\`${facts.package}\`${facts.version ? ` ${facts.version}` : ''}` : 'of that name'} in the repositories of this image: another name on this distribution, lists that were not refreshed, or a repository that is not enabled.`,
  fix: ({ facts }) => getInstallSteps(facts),
});
