import { getPackageOf, pipInstallStep } from '../../src/fix/python.ts';
import { placeholder, sh } from '../../src/fix/shell.ts';
import { defineSignature } from '../../src/signature.ts';

export default defineSignature({
  id: 'python-module-not-found',
  family: 'python',
  title: 'A Python module is not installed where the code runs',
  patterns: [
    // Python 2 to 3.14, and `python -m x`
    /(?:ModuleNotFoundError|ImportError): No module named ['"]?(?<module>[\w.]+)/,
    /python[\d.]*(?:\.exe)?: No module named ['"]?(?<module>[\w.]+)/,
    /Unable to import module '(?<path>[^']+)': (?:No module named '(?<module>[\w.]+)')?/,
    /ImportError: cannot import name ['"]?(?<name>\w+)['"]?(?: from (?:partially initialized module )?'(?<module>[\w.]+)')?/,
    /ImportError: (?<file>lib[\w.+-]+\.so[\d.]*): cannot open shared object file|ImportError: attempted relative import/,
    /DistributionNotFound: (?:The ')?(?<package>[\w.-]+)/,
    /PackageNotFoundError: (?:No package metadata was found for )?(?<package>[\w.-]+)/,
    // pytest without the plugin that an option of its belongs to
    {
      line: /error: unrecognized arguments: .{0,200}--(?<plugin>cov|html|timeout|numprocesses|reruns|json-report|django)/,
      near: { line: /usage: .{0,80}(?:pytest|py\.test)|(?:pytest|py\.test|__main__\.py): error/, within: 3 },
      strength: 'likely',
    },
  ],
  above: [
    'python-tests-failed',
    'python-error',
    'cdk-synth-failed',
    'serverless-framework-failed',
    'docker-build-step-failed',
    'npm-script-failed',
  ],
  explain: ({ facts }) => {
    if (facts.file)
      return `A Python package needs the system library ${facts.file}, which the image does not have.`;
    if (facts.name)
      return `\`${facts.name}\` cannot be imported${facts.module ? ` from \`${facts.module}\`` : ''}: the installed version of that package has no such name.`;
    if (facts.plugin) return `pytest does not know \`--${facts.plugin}\`: the plugin is not installed.`;
    const what = facts.module ?? facts.package;
    return `The Python that runs the code has no ${what ? `module \`${what}\`` : 'such module'}: it is not installed there, or it is the project's own and not on the path.`;
  },
  fix: (situation) => {
    const { module, name, plugin, file } = situation.facts;
    const found = plugin ? `pytest-${plugin}` : (situation.facts.package ?? (module && getPackageOf(module)));
    if (file) return [getLibraryStep(file)];
    const install = pipInstallStep(
      name && found ? ['--upgrade', found] : [found ?? placeholder('package')],
      name
        ? 'Align the versions: take the version of that package that the code was written for'
        : 'Install it into the Python that runs the code (a virtual environment of an earlier phase has to be activated again), and add it to the requirements',
      situation,
    );
    return [
      { ...install, ...(module && { verify: sh`python -c ${`import ${module}`}` }) },
      {
        title: 'If the module is part of the project, run from its root and put that on the path',
        command: 'export PYTHONPATH="$CODEBUILD_SRC_DIR:$PYTHONPATH"',
        changes: false,
      },
      {
        title: 'See which Python and which packages the build has there',
        command: 'command -v python && python -m pip list',
        changes: false,
      },
    ];
  },
});

function getLibraryStep(file: string) {
  const install = { 'libGL.so.1': 'libgl1 libglib2.0-0' }[file];
  return {
    title: `Install the system package that holds ${file}${file.startsWith('libGL') ? ', or use opencv-python-headless' : ''}`,
    command: install
      ? `apt-get update && apt-get install --yes ${install}`
      : sh`apt-get update && apt-get install --yes apt-file && apt-file update && apt-file search ${file}`,
    changes: true,
  };
}
