import { regionOption } from '../../src/fix/project.ts';
import { placeholder, sh } from '../../src/fix/shell.ts';
import { defineSignature } from '../../src/signature.ts';

export default defineSignature({
  id: 'python-package-not-found',
  family: 'python',
  title: 'The package index has no such Python package or version',
  patterns: [
    // pip 9 to 25. With a list of versions the index was reached: the asked-for one is not there.
    /satisfies the requirement (?<package>[\w.-]+(?:\[[^\]]*\])?)(?<version>[=<>~!][^\s(;]*)?.{0,300}\(from versions: [\dv]/,
    // Without one it may be the name, but also the network, the index or Python's version.
    {
      line: /satisfies the requirement (?<package>[\w.-]+(?:\[[^\]]*\])?)(?<version>[=<>~!][^\s(;]*)?/,
      strength: 'likely',
    },
    {
      line: /No matching distribution found for (?<package>[\w.-]+(?:\[[^\]]*\])?)(?<version>[=<>~!][^\s(;]*)?/,
      strength: 'likely',
    },
    // Poetry, uv, pipenv, conda, setuptools
    /Could not find a matching version of package (?<package>[\w.-]+)|Unable to find installation candidates for (?<package2>[\w.-]+)/,
    /Because only (?<package>[\w.-]{1,80})(?:\[[^\]]*\])?[<>=!~]\S+ is(?: available\b|$)/,
    /depends on (?<package>[\w.-]+) .{0,120}which doesn't match any versions/,
    /(?<package>[\w.-]{1,80}) was not found in the (?:package registry|provided package locations)|there is no version of (?<package2>[\w.-]+)(?<version>[=<>~!]\S+)/,
    {
      line: /Could not find a version that matches (?<package>[\w.-]+)(?<version>[=<>~!][^\s,(]*)?/,
      strength: 'likely',
    },
    /PackagesNotFoundError|ResolvePackageNotFound/,
    /Could not find suitable distribution for Requirement\.parse\('(?<package>[\w.-]+)|working download links found for (?<package2>[\w.-]+)/,
    { line: /Invalid requirement: '(?<package>[^']+)'/, strength: 'likely' },
  ],
  above: ['python-error', 'docker-build-step-failed', 'sam-build-failed', 'serverless-framework-failed'],
  explain: ({ facts }) => {
    const name = facts.package ? `${facts.package}${facts.version ?? ''}` : 'such package';
    return `The package index that pip asks has no ${name} for this Python: the name or the version is wrong, or it is in a private index that the build does not ask.`;
  },
  fix: ({ facts, build }) => {
    const name = facts.package?.replace(/\[.*\]$/, '') ?? placeholder('package');
    const pinned = sh`${`${name}${facts.version ?? ''}`}`;
    return [
      {
        title: `Look up which versions of ${name} there are, and correct the requirement${facts.version ? ` ${name}${facts.version}` : ''}`,
        command: sh`python -m pip index versions ${name}`,
        changes: false,
        verify: `python -m pip download --no-deps --dest /tmp/faultline ${pinned}`,
      },
      {
        title: 'Find where it is asked for',
        command: sh`grep -rnF --include=requirements*.txt --include=setup.* --include=pyproject.toml --include=Pipfile ${name} .`,
        changes: false,
      },
      {
        title: 'If it is a private package, log pip in to its index first (CodeArtifact, Artifactory ...)',
        command: sh`aws codeartifact login --tool pip --domain YOUR_DOMAIN --repository YOUR_REPOSITORY${regionOption(build)} && python -m pip config list`,
        changes: false,
      },
      {
        title:
          'If the version is there, it may want another Python, or the build may not reach the index: see the lines before',
        command: 'python --version && python -m pip --version',
        changes: false,
      },
    ];
  },
});
