import { placeholder, sh } from '../../src/fix/shell.ts';
import { defineSignature } from '../../src/signature.ts';

export default defineSignature({
  id: 'system-package-install-failed',
  family: 'network',
  title: 'A system package is found but cannot be installed',
  patterns: [
    /dpkg: error processing (?:package (?<package>[\w.+:-]+)|archive \S*\/(?<package2>[\w.+-]+?)_\S+) \(/,
    /E: Sub-process (?:\S*dpkg|\/usr\/bin\/dpkg) returned an error code \(\d+\)/,
    /end of file on stdin at conffile prompt|Errors were encountered while processing:/,
    /Your kernel version indicates a revision number/,
    /E: (?:Could not get lock|Unable to (?:acquire|lock)|Could not open lock file|dpkg was interrupted)/,
    /E: (?:Unable to correct problems, you have held broken packages|Unmet dependencies|Held packages were changed|Packages were downgraded and -y|Essential packages were removed)/,
    { line: /^The following packages have unmet dependencies:/, strength: 'likely' },
    /(?<![\w.+-])(?<package>[\w.+-]{1,100}) : Depends: .*(?:but it is not (?:going to be installed|installable)|but .* is to be installed)/,
    // yum, dnf, rpm
    /Error: Package: (?<package>\S+)|Transaction (?:check|test) error|Error: Transaction failed|Error: (?:Multilib version problems found|Protected multilib)/,
    {
      line: /^\s*Problem(?: \d+)?: (?:package |problem with installed package |conflicting requests)(?<package>\S*)/,
      near: { line: /^Error:|conflicts with|requires/, within: 6 },
    },
    /package (?<package>\S+) conflicts with \S+ provided by/,
    /file \S+ (?:from install of (?<package>\S+) )?conflicts (?:between attempted installs|with file from package)/,
    /error: (?:unpacking of archive failed|rpmdb|Failed dependencies|cannot open Packages)|scriptlet failed, exit status|Rpmdb checksum is invalid/,
    /This command has to be run (?:with superuser privileges|under the root user)|You need to be root to perform this command/,
    /ERROR: Unable to lock database|(?<![\w.+-])(?<package>[\w.+-]{1,100}) is intended for a different (?:architecture|operating system)/,
    /(?<!\S)(?<package>\S{1,100}) (?:failed to install|: post-install(?:ation)? script .* failed)|ERROR: \S+\.post-install: script exited with error/,
  ],
  above: ['docker-build-step-failed', 'command-not-found', 'npm-script-failed'],
  explain: ({ facts }) =>
    `The package manager found ${facts.package ? `\`${facts.package}\`` : 'the package'} but could not install it: its script failed, it conflicts with what is there, it asked a question that nobody answers in a build, or another process holds the lock.`,
  fix: ({ facts }) => {
    const name = facts.package?.replace(/:\w+$/, '') ?? placeholder('package');
    return [
      {
        title:
          'If it came with apt-get upgrade: leave the upgrade out of the buildspec (a newer build image has newer packages), or hold the package back',
        command: sh`apt-mark hold ${name}`,
        changes: false,
        verify: 'apt-mark showhold',
      },
      {
        title: 'If it asks about a configuration file: install without questions, keeping the old file',
        command: sh`DEBIAN_FRONTEND=noninteractive apt-get install -y -o Dpkg::Options::=--force-confold ${name}`,
        changes: false,
      },
      {
        title:
          'If the lock is held (by an update in the background), wait for it; if dependencies are broken, repair them first',
        command: 'apt-get -o DPkg::Lock::Timeout=120 update && apt-get -f install -y',
        changes: false,
      },
      {
        title: 'With dnf, a conflict is resolved by allowing to replace (curl-minimal by curl, for instance)',
        command: sh`dnf install -y --allowerasing ${name}`,
        changes: false,
      },
    ];
  },
});
