import { getBuildspecPath, renderBuildspecPatch } from '../../src/fix/buildspec.ts';
import { placeholder, sh } from '../../src/fix/shell.ts';
import { defineSignature } from '../../src/signature.ts';

export default defineSignature({
  id: 'dotnet-sdk-missing',
  family: 'compiled',
  title: 'The .NET SDK, runtime or workload that the project needs is not installed',
  patterns: [
    /error (?:NETSDK1147|NETSDK1226|MSB4236|MSB3644|NETSDK1073)\b/,
    /SDK does not support targeting \.NET(?: Core| Standard)? (?<version>\d[\d.]*\d)/,
    /A compatible (?:installed )?\.NET(?: Core)? SDK (?:version )?(?:\[?(?<version>[\d.]+)\]? )?(?:for global\.json version|was not found|from)/,
    /(?:specified )?framework '(?<tool>[\w.]+)', version '(?<version>[^']+)'(?: \(\w+\))? was not found/,
    /The following frameworks were found:|You must install (?:or update )?\.NET to run this application/,
    /It was not possible to find any (?:compatible framework version|installed \.NET(?: Core)? SDKs)/,
    /No \.NET SDKs were found|The reference assemblies for \.NETFramework,Version=v(?<version>[\d.]+) were not found/,
    /Requested SDK version: (?<version>[\d.]+)/,
    /To build this project, the following workloads must be installed: (?<tool>\S+)/,
  ],
  above: [
    'dotnet-build-failed',
    'dotnet-restore-failed',
    'dotnet-tests-failed',
    'tool-version-unsuitable',
    'docker-build-step-failed',
    'cdk-synth-failed',
  ],
  explain: ({ facts }) =>
    `The project needs ${facts.tool ?? '.NET'}${facts.version ? ` ${facts.version}` : ' in a version'} that this build image does not have.`,
  fix: ({ facts, build }) => {
    const channel = facts.version?.split('.').slice(0, 2).join('.') ?? placeholder('dotnet version');
    return [
      {
        title: `Select .NET ${channel} in ${getBuildspecPath(build)}, if the image has it`,
        patch: renderBuildspecPatch(
          [' phases:', '   install:', '+    runtime-versions:', `+      dotnet: ${channel}`],
          build,
        ),
        changes: true,
        verify: 'dotnet --list-sdks && dotnet --list-runtimes',
      },
      {
        title: 'If it does not, install that SDK in the install phase',
        command: sh`curl -fsSL https://dot.net/v1/dotnet-install.sh | bash -s -- --channel ${channel} --install-dir /usr/share/dotnet`,
        changes: false,
        verify: 'dotnet --list-sdks',
      },
      {
        title:
          'Or let the project, global.json or the tool (Amazon.Lambda.Tools and other dotnet tools) use a version that is there: see who asks for it',
        command: sh`cat global.json; git grep -nE ${'TargetFramework|DotNetCliToolReference|Amazon.Lambda.Tools'} -- ${'*.csproj'} ${'*.json'}`,
        changes: false,
      },
    ];
  },
});
