import type { FixStep } from '../model.ts';
import type { Situation } from '../signature.ts';
import { insertBefore } from './buildspec.ts';
import { getProjectCommand, updateEnvironmentStep } from './project.ts';
import { placeholder, sh } from './shell.ts';

/** What to do about a tool whose version or edition does not fit: facts `tool` and `version` say which. */
export function getVersionSteps(situation: Situation): FixStep[] {
  const { tool = '', version = '' } = situation.facts;
  if (/^(?:GLIBC|CXXABI|OPENSSL)/.test(version)) return libraryStep(tool, situation);
  if (version === 'always-auth') return loginSteps(situation);
  if (/hugo/i.test(tool)) return hugoSteps(situation);
  if (/cdk/i.test(tool) || /cdk /.test(situation.command ?? '')) return cdkSteps(version, situation);
  return otherSteps(tool || 'Maven', situation);
}

function libraryStep(tool: string, { build }: Situation): FixStep[] {
  return [
    updateEnvironmentStep(
      {
        title: 'Run the build in an image with a newer Linux (glibc: 2.26 in Amazon Linux 2, 2.34 in 2023)',
        field: 'image',
        value: 'aws/codebuild/amazonlinux-x86_64-standard:5.0',
      },
      build,
    ),
    {
      title: `Or install a build of ${tool || 'the tool'} that was made for this image: an older version, or one compiled in it`,
      command: 'ldd --version | head -n 1',
      changes: false,
    },
  ];
}

/** https://github.com/aws/aws-cli/issues/7434: fixed in AWS CLI 1.27.9 and 2.9.0. */
function loginSteps({ command, build }: Situation): FixStep[] {
  const install = 'npm install --global npm@8';
  return [
    {
      title: 'Update the AWS CLI before the login: older ones set always-auth, which npm 9 refuses',
      command:
        'curl -sSf https://awscli.amazonaws.com/awscli-exe-linux-x86_64.zip -o /tmp/awscli.zip && unzip -q /tmp/awscli.zip -d /tmp && /tmp/aws/install --update',
      changes: false,
      verify: 'aws --version',
    },
    {
      title: 'Or stay with npm 8 for now',
      patch: insertBefore([install], command ?? 'aws codeartifact login', build),
      changes: true,
      verify: 'npm --version',
    },
  ];
}

function hugoSteps({ command, build }: Situation): FixStep[] {
  const install = 'npm install --global hugo-extended';
  return [
    {
      title: 'Install the extended edition of Hugo, in the version that the theme asks for',
      patch: insertBefore([install], command ?? 'hugo --minify', build),
      changes: true,
      verify: 'hugo version',
    },
  ];
}

function cdkSteps(version: string, { command, build }: Situation): FixStep[] {
  const wanted = /\d[\d.]*/.exec(version)?.[0];
  const isSchema = wanted === undefined || Number.parseInt(wanted, 10) > 2;
  const install = `npm install --global aws-cdk@${isSchema ? 'latest' : wanted}`;
  return [
    {
      title: `Install a CDK CLI that is as new as the CDK library of the app${isSchema ? '' : ` (${version})`}`,
      patch: insertBefore([install], command ?? 'cdk synth', build),
      changes: true,
      verify: 'cdk --version',
    },
    {
      title:
        'Or pin the CLI as a devDependency beside the library and call it with npx cdk, so that the two move together',
      command: 'npm install --save-dev aws-cdk@latest',
      changes: true,
    },
  ];
}

function otherSteps(tool: string, situation: Situation): FixStep[] {
  const { facts, command, build } = situation;
  const program = tool.toLowerCase().split(/\s/)[0] ?? placeholder('tool');
  return [
    {
      title: `Print the version that the build has, to hold it against the one asked for${facts.version ? ` (${facts.version})` : ''}`,
      patch: insertBefore(
        [sh`${program === 'maven' ? 'mvn' : program} --version`],
        command ?? program,
        build,
      ),
      changes: true,
    },
    {
      title: `Install a fitting version of ${tool} in the install phase (for Maven: call ./mvnw of the project), or take a newer build image`,
      command: getProjectCommand('environment.image', build),
      changes: false,
    },
  ];
}
