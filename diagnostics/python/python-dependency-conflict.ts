import { getLockStep } from '../../src/fix/python.ts';
import { sh } from '../../src/fix/shell.ts';
import { defineSignature } from '../../src/signature.ts';

export default defineSignature({
  id: 'python-dependency-conflict',
  family: 'python',
  title: 'The Python requirements contradict each other or their lock file',
  patterns: [
    // pip 20.3 and later. `pip's dependency resolver does not currently take into account ...` is only a warning.
    /Cannot install .{0,300}?(?<package>[A-Za-z][\w.-]*)==\S{1,40} .{0,300}these package versions have conflicting dependencies/,
    /because these package versions have conflicting dependencies/,
    /ResolutionImpossible\b/,
    { line: /^\s*The conflict is caused by:/, strength: 'likely' },
    // pip check
    /(?<package>[\w.-]{1,80}) \S{1,40} has requirement \S.{0,100}, but you have /,
    // conda, pip-tools, setuptools at run time
    /UnsatisfiableError\b|incompatible versions in the resolved dependencies|\bVersionConflict: \(|ContextualVersionConflict: /,
    /error: (?<package>[\w.-]+) \S+ is installed but \S+ is required by/,
    /Double requirement given: (?<package>[\w.-]+)/,
    // Poetry, uv, pipenv: unlike pip they also say so when a version does not exist
    {
      line: /version solving failed|No solution found when resolving|your requirements are unsatisfiable/,
      strength: 'likely',
    },
    {
      line: /dependencies could not be resolved\. You likely have a mismatch|ResolutionFailure\b/,
      strength: 'likely',
    },
    // The lock file was not written for these requirements
    /(?<lock>poetry\.lock) was last generated|lockfile at `?(?<lock2>uv\.lock)`? needs to be updated|(?<lock3>Pipfile\.lock) \(\w+\) (?:is )?out of date/,
    {
      line: /(?<lock>poetry\.lock) is not up to date|lock file is not compatible with the current version of Poetry/,
      strength: 'likely',
    },
    // A package of the system that pip will not take away
    /Cannot uninstall ['"]?(?<package>[\w.-]+)['"]?.{0,40}(?:distutils installed project|no RECORD file)/,
    /uninstall-no-record-file|uninstall-distutils-installed-package/,
    /no RECORD file was found for (?<package>[\w-]+(?:\.\w+)?)/,
  ],
  above: ['python-error', 'docker-build-step-failed'],
  explain: ({ facts }) => {
    if (facts.lock) return `The lock file ${facts.lock} was not made for what the project asks for now.`;
    return `The required versions${facts.package ? ` around ${facts.package}` : ''} cannot be installed together.`;
  },
  fix: ({ facts }) => {
    if (facts.lock) return [getLockStep(facts.lock)];
    const name = facts.package;
    return [
      {
        title: `Loosen or align the pins that the message lists${name ? `, beginning with ${name}` : ''}: drop the exact pin of the one that another package decides`,
        command: 'python -m pip install --dry-run --requirement requirements.txt',
        changes: false,
        verify: 'python -m pip check',
      },
      {
        title: 'Let a resolver write all the pins, and install from what it writes',
        command:
          'python -m pip install pip-tools && pip-compile --output-file requirements.lock requirements.txt',
        changes: false,
      },
      {
        title: "Install into a virtual environment: the build image's own packages then do not count",
        command: 'python -m venv .venv && . .venv/bin/activate',
        changes: false,
      },
      ...(name
        ? [
            {
              title: `If the system's own ${name} is in the way, leave it there`,
              command: sh`python -m pip install --ignore-installed ${name}`,
              changes: false,
            },
          ]
        : []),
    ];
  },
});
