import { placeholder, sh } from '../../src/fix/shell.ts';
import type { FixStep } from '../../src/model.ts';
import { defineSignature } from '../../src/signature.ts';

/** Names of other packages, where a package is called otherwise or comes from a repository that has to be enabled first. */
const KNOWN: Readonly<Record<string, string>> = {
  docker: 'amazon-linux-extras install -y docker',
  epel: 'amazon-linux-extras install -y epel',
  'epel-release': 'amazon-linux-extras install -y epel',
  nginx: 'amazon-linux-extras install -y nginx1',
  'python-pip': 'apt-get install -y python3-pip',
  python: 'apt-get install -y python3 python-is-python3',
  'docker-ce': 'curl -fsSL https://get.docker.com | sh',
};

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
  fix: ({ facts }) => {
    const name = facts.package?.split(/\s/)[0] ?? placeholder('package');
    const known = KNOWN[name];
    const steps: FixStep[] = [
      {
        title: 'Refresh the lists in the same command, before the install: an image comes without any',
        command: sh`apt-get update && apt-get install -y ${name}`,
        changes: false,
        verify: sh`dpkg -s ${name}`,
      },
      {
        title: 'See what the image is, and what it has under another name',
        command: sh`cat /etc/os-release; apt-cache search ${name} 2>/dev/null || dnf search ${name} 2>/dev/null || yum search ${name} 2>/dev/null || apk search ${name}`,
        changes: false,
      },
      {
        title: 'On Amazon Linux 2 many packages are extras',
        command: sh`amazon-linux-extras install -y ${name}`,
        changes: false,
        verify: sh`rpm -q ${name}`,
      },
    ];
    return known
      ? [
          { title: `Install ${name} the way this distribution has it`, command: known, changes: false },
          ...steps,
        ]
      : steps;
  },
});
