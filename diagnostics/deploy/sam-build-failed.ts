import { selectRuntimeStep } from '../../src/fix/sam-runtime.ts';
import { placeholder, sh } from '../../src/fix/shell.ts';
import { defineSignature } from '../../src/signature.ts';

export default defineSignature({
  id: 'sam-build-failed',
  family: 'deploy',
  title: 'AWS SAM itself cannot build, package or deploy',
  patterns: [
    /PythonPipBuilder:ResolveDependencies - \{(?<package>[\w.-]+)(?:==(?<version>[\w.]+))?/,
    // `Error: BUILDER:ACTION - REASON` is how every workflow of SAM's builders ends.
    /Error: (?<builder>\w+(?:Builder|Workflow)):(?<step>\w+) - (?<reason>(?:Path resolution for runtime: \S+ of binary: (?<tool>\S+) was not successful)?.*)/,
    /Error: (?<reason>(?:Unable to find a supported build workflow|Binary validation failed for|Unsupported (?:runtime|architecture)|'\S+' runtime is not supported|Build method "\S+" is not supported).*)/,
    /Error: (?<reason>(?:S3 Bucket not specified|Cannot use both --\S+|Cannot skip both|Security Constraints Not Satisfied|Missing option '--\S+'|Unable to find Click Context|Docker build failed).*)/,
    /Error: (?<reason>\[?InvalidResource(?:Exception)?\(.*|Failed to parse template.*|Error parsing template.*)/,
    /(?:samcli|aws_lambda_builders)\.[\w.]+(?:Error|Exception): (?<reason>.+)/,
    // What could not be uploaded is mostly not there: file-missing says so.
    { line: /Error: (?<reason>Unable to upload artifact .+)/, strength: 'likely' },
    { line: /^Build Failed$/, strength: 'symptom' },
  ],
  above: ['native-compile-error', 'npm-script-failed', 'python-error', 'docker-build-step-failed'],
  explain: ({ facts }) =>
    facts.package
      ? `SAM cannot get \`${facts.package}${facts.version ? `==${facts.version}` : ''}\` as a wheel for Lambda while it builds the function's requirements.`
      : `SAM stops${facts.builder ? ` in ${facts.builder}${facts.step ? ` (${facts.step})` : ''}` : ''}${facts.reason ? `: ${facts.reason.trim().slice(0, 240)}` : '; its own message stands above that line'}`.replace(
          /\.?$/,
          '.',
        ),
  fix: ({ facts }) => {
    const pin = facts.package
      ? [
          {
            title: `Pin ${facts.package} in the function's requirements.txt below ${facts.version ?? 'that version'} (one that has a wheel for the runtime)`,
            command: sh`pip download --only-binary=:all: --platform manylinux2014_x86_64 --no-deps -d /tmp/wheels ${`${facts.package}<${facts.version?.split('.')[0] ?? placeholder('version')}`}`,
            changes: false,
            verify: 'sam build',
          },
        ]
      : [];
    return [
      ...(facts.tool ? [selectRuntimeStep(facts.tool)] : []),
      ...pin,
      {
        title: 'Take a newer SAM CLI: older ones do not know newer package formats and runtimes',
        command: 'pip install --upgrade aws-sam-cli && sam --version',
        changes: false,
      },
      {
        title:
          'See what its builder really runs; in a container it has the compiler and the runtime of Lambda (the project needs privilegedMode for that)',
        command: 'sam build --debug --use-container',
        changes: false,
        verify: 'sam build',
      },
    ];
  },
});
