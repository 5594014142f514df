import { regionOption } from '../../src/fix/project.ts';
import { placeholder, sh } from '../../src/fix/shell.ts';
import { defineSignature } from '../../src/signature.ts';

export default defineSignature({
  id: 'dotnet-restore-failed',
  family: 'compiled',
  title: 'NuGet cannot restore the packages',
  patterns: [
    /error NU\d{4}: (?:Warning As Error: )?Unable to load the service index for source (?<url>https?:\/\/[^\s\]]*[^\s\].])/,
    /error NU1\d\d\d: (?:Warning As Error: )?(?:Unable to find (?:a stable )?package|Package|Version conflict detected for|Detected package downgrade:) ?(?<package>[\w.-]*\w)/,
    /error NETSDK1064: Package (?<package>[\w.-]+), version (?<version>[\w.-]+) was not found/,
    // Warnings as errors count; NU19xx are audits of known vulnerabilities.
    /error NU1\d{3}\b/,
    { line: /error NU\d{4}\b/, strength: 'likely' },
    /Unable to find (?:version '(?<version>[^']+)' of )?package '(?<package>[^']+)'/,
    /Failed to retrieve information about '(?<package>[^']+)' from remote source '(?<url>[^']+)'/,
    { line: /Failed to restore (?<path>\S+\.\w+proj)/, strength: 'likely' },
    {
      line: /Unable to load the service index for source (?<url>https?:\/\/[^\s\]]*[^\s\].])/,
      strength: 'likely',
    },
    {
      line: /This project references NuGet package\(s\) that are missing on this computer/,
      strength: 'likely',
    },
    {
      line: /Your project file doesn't list '[^']+' as a "RuntimeIdentifier"|error NETSDK1004: Assets file/,
      strength: 'likely',
    },
  ],
  above: ['dotnet-build-failed', 'docker-build-step-failed', 'remote-server-error'],
  explain: ({ facts }) =>
    facts.package
      ? `NuGet finds no package \`${facts.package}\`${facts.version ? ` ${facts.version}` : ''} that fits in the sources that this build asks.`
      : `NuGet cannot restore the packages${facts.url ? ` from \`${facts.url}\`` : ''}: a source is missing, refuses the build, or does not have the package.`,
  fix: ({ facts, build }) => {
    const source = facts.url ?? placeholder('feed url');
    return [
      {
        title: 'See which sources the build asks, and whether one of them has the package',
        command: sh`dotnet nuget list source; dotnet package search ${facts.package ?? placeholder('package')} --exact-match`,
        changes: false,
      },
      {
        title:
          'Name the source with the package in a committed nuget.config (the image has no source of yours; nuget and dotnet keep their own lists)',
        command: sh`dotnet new nugetconfig --force && dotnet nuget add source ${source} --name ${placeholder('feed name')} --configfile nuget.config && git add nuget.config`,
        changes: true,
        verify: 'dotnet restore --no-cache',
      },
      {
        title: 'If the feed is a CodeArtifact repository, log in before restore, in the same phase',
        command: sh`aws codeartifact login --tool dotnet --domain ${placeholder('domain')} --repository ${placeholder('repository')}${regionOption(build)}`,
        changes: false,
        verify: 'dotnet nuget list source',
      },
    ];
  },
});
