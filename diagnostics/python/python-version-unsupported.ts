import { findPythonVersion, selectPythonStep } from '../../src/fix/python.ts';
import { defineSignature } from '../../src/signature.ts';

export default defineSignature({
  id: 'python-version-unsupported',
  family: 'python',
  title: 'The package or code needs another version of Python',
  patterns: [
    // pip since 9, by wording
    /Package '(?<package>[\w.-]+)' requires a different Python: (?<python>[\d.]+) not in '(?<required>[^']+)'/,
    /(?<package>[\w.-]{1,80}) requires Python '(?<required>[^']+)' but the running Python is (?<python>[\d.]+)/,
    {
      line: /Ignored the following versions that require a different python version: .{0,200}?Requires-Python (?<required>[<>=!~][^\s;]+)/,
      near: { line: /No matching distribution found for (?<package>[\w.-]+)/, within: 4 },
    },
    {
      line: /(?<package>[\w.]{1,80})-\S{1,200}\.whl is not a supported wheel on this platform/,
      strength: 'likely',
    },
    /This script does not work on Python (?<python>[\d.]+)\. The minimum supported Python version is (?<required>[\d.]+\d)/,
    // Poetry, uv
    /Python version \((?<python>[\d.]+)\) is not allowed by the project \((?<required>[^)]+)\)|NoCompatiblePythonVersionFound|Poetry was unable to find a compatible version/,
    {
      line: /Python version (?<python>[\d.]+) is not supported by the project \((?<required>[^)]+)\)/,
      strength: 'likely',
    },
    /project's (?:supported )?Python (?:range|requirement)[^(]{0,20}\((?<required>[^)]+)\) is not compatible with some of the required packages/,
    /Python version \((?<python>[\d.<>=]{1,20})\S{0,40}\) does not satisfy Python(?<required>[<>=!~][\w.*,<>=!~]+)|incompatible with the project's Python requirement/,
    /No interpreter found for Python (?<required>[\w.<>=]+)|pyenv: version [`'](?<required2>[\w.-]+)' is not installed/,
    // SAM builds with the Python of the function's runtime
    /Binary validation failed for python.{0,400}constraints for runtime: python(?<required>3\.\d+)/,
    // setup.py files and programs that look for themselves
    {
      line: /Python (?:version )?>= ?(?<required>[\d.]+\d) (?:is )?required|[Rr]equires Python (?<required2>3\.\d+) or (?:later|newer|higher|above)/,
      strength: 'likely',
    },
    // Modules that left the standard library in 3.12 and 3.13, names that left in 3.10, syntax of the other side
    /No module named '?(?<module>distutils|imp|asyncore|asynchat|smtpd|cgi|pipes|telnetlib|lib2to3)'?(?:\s|$)/,
    /cannot import name '\w+' from 'collections'|module 'collections' has no attribute|module 'pkgutil' has no attribute 'ImpImporter'/,
    /Missing parentheses in call to 'print'/,
    { line: /TypeError: 'type' object is not subscriptable|for \|: 'type' and '\w+'/, strength: 'likely' },
  ],
  above: [
    'python-module-not-found',
    'python-package-not-found',
    'python-package-build-failed',
    'python-dependency-conflict',
    'python-tests-failed',
    'python-error',
    'sam-build-failed',
    'docker-build-step-failed',
  ],
  explain: ({ facts }) => {
    if (facts.module)
      return `The code imports \`${facts.module}\`, which newer versions of Python no longer have.`;
    const who = facts.package ?? 'The package or the code';
    const has = facts.python ? `${facts.python} runs here` : 'the build runs another one';
    return facts.required
      ? `${who} needs Python ${facts.required}, and ${has}.`
      : `${who} needs another version of Python than the one that the build runs.`;
  },
  fix: ({ facts, build }) => [
    selectPythonStep(
      facts.module ? '3.11' : (findPythonVersion(facts.required) ?? 'YOUR_PYTHON_VERSION'),
      build,
    ),
    {
      title: `Or take a version of ${facts.package ?? 'the package'} that supports the Python of the build`,
      command: `python -m pip index versions ${facts.package && /^[\w.-]+$/.test(facts.package) ? facts.package : 'YOUR_PACKAGE'}`,
      changes: false,
    },
    {
      title:
        'See which Python the command really runs: a `python3` of the system, pyenv or a virtual environment',
      command: 'command -v python python3; python --version; ls ~/.pyenv/versions 2>/dev/null',
      changes: false,
    },
  ],
});
