import { insertBefore } from '../../src/fix/buildspec.ts';
import { pipInstallStep } from '../../src/fix/python.ts';
import type { FixStep } from '../../src/model.ts';
import { defineSignature, type Situation } from '../../src/signature.ts';

export default defineSignature({
  id: 'python-package-build-failed',
  family: 'python',
  title: 'A Python package could not be built from source',
  patterns: [
    // pip 9 to 18, 19 to 21, 22 and later
    /failed with error code \d+ in \S*\/(?<package>[\w.-]+)\/?$/,
    /Command errored out with exit status \d+: .{0,3000}Check the logs for full command output/,
    /error: (?:metadata-generation-failed|legacy-install-failure)/,
    // With `since package 'wheel' is not installed` pip 19 and 20 go on another way.
    /Could not build wheels for (?<package>[\w.-]+)(?!.{0,200}since package 'wheel')/,
    /Failed to build installable wheels for some pyproject\.toml based projects(?: \((?<package>[\w.-]+))?/,
    { line: /Failed building wheel for (?<package>[\w.-]+)/, strength: 'likely' },
    {
      line: /× (?:Getting requirements to build wheel|Preparing metadata|python setup\.py \w+|pip subprocess to install build dependencies)\b.{0,60} did not run successfully/,
      strength: 'likely',
    },
    { line: /error: subprocess-exited-with-error/, strength: 'symptom' },
    // The compiler, headers or libraries that the package wants
    {
      line: /error: command '(?<tool>[^']+)' failed(?: with exit (?:status|code) \d+|: No such file)/,
      strength: 'likely',
    },
    /unable to execute '(?<tool>[^']+)': No such file|fatal error: (?<file>Python\.h|ffi\.h|libpq-fe\.h|mysql\.h|openssl\/\w+\.h): No such file/,
    /Error: (?<tool2>pg_config) executable not found|(?<tool3>mysql_config): not found|(?:can't|[Cc]an ?not) find (?:Rust compiler|valid pkg-config name)/,
    /This package requires Rust|Microsoft Visual C\+\+ 14\.\d(?: or greater)? is required/,
    // Poetry, pipenv and uv
    /ChefBuildError|PEP517 build of a dependency failed|build backend (?:returned an error|failed to)|Build backend failed to|Failed to download and build[: `]+(?<package>[\w.-]+)/,
    /× Failed to build `(?<package>[\w.-]+)|Failed to build '(?<package2>[\w.-]+)' when /,
  ],
  above: [
    'python-module-not-found',
    'python-error',
    'native-compile-error',
    'docker-build-step-failed',
    'command-not-found',
    'file-missing',
  ],
  isSummary: true,
  explain: ({ facts }) => {
    const why = facts.tool ?? facts.file;
    return `There is no ready-made wheel of ${facts.package ?? 'a required package'} that fits this Python and pip, and building it from source failed${why ? ` (${why})` : ''}.`;
  },
  fix: (situation) => {
    const name = situation.facts.package;
    return [
      pipInstallStep(
        ['--upgrade', 'pip', 'setuptools', 'wheel'],
        'Upgrade pip first: an old pip does not see newer wheels and builds them from source',
        situation,
      ),
      {
        title: `Take a version of ${name ?? 'the package'} that has a wheel for this Python, or a Python that it has wheels for`,
        command: `python -m pip download --no-deps --only-binary=:all: --dest /tmp/faultline ${name && /^[\w.-]+$/.test(name) ? name : 'YOUR_PACKAGE'}`,
        changes: false,
      },
      getCompilerStep(situation),
    ];
  },
});

/** Debian's names, then those of Amazon Linux. */
function getCompilerStep({ command, build }: Situation): FixStep {
  const install =
    'if command -v apt-get; then apt-get update && apt-get install --yes build-essential cmake python3-dev libffi-dev libpq-dev default-libmysqlclient-dev pkg-config; else yum install --assumeyes gcc gcc-c++ cmake python3-devel libffi-devel postgresql-devel; fi';
  return {
    title: 'Or install the compiler and the headers that the message misses before pip runs',
    command: install,
    ...(command && { patch: insertBefore([install], command, build) }),
    changes: true,
  };
}
