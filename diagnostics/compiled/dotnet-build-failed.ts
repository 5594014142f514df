import { lookAtStep, renderPlace } from '../../src/fix/look-at.ts';
import { defineSignature } from '../../src/signature.ts';

export default defineSignature({
  id: 'dotnet-build-failed',
  family: 'compiled',
  title: 'The .NET build fails',
  patterns: [
    // `Startup.cs(12,5): error CS1002: ; expected [/src/app.csproj]`; also VB (BC), F# (FS), Razor (RZ), analyzers and StyleCop.
    /(?<![\w./\\ -])(?<path>[\w./\\ -]{1,250}\.(?:cs|vb|fs|razor|cshtml|xaml))\((?<line>\d+)(?:,\d+)*\): error [A-Z]{2,}\d+/,
    /\berror (?:CS|BC|FS|RZ|CA|SA|IDE)\d{4}: /,
    /(?:MSBUILD ?|(?<!\S)\S{1,250}\.(?:targets|props|\w*proj|sln)(?:\(\d+,\d+\))?) ?: error (?:MSB(?!3073|4181|4236|3644)\d{4}|NETSDK(?!1004|1045|1064|1147|1226|1073)\d{4}): /,
    { line: /error (?:MSB3073|MSB4181|MSB\d{4}|NETSDK\d{4}): /, strength: 'likely' },
    { line: /^Build FAILED\.$/, strength: 'symptom' },
    { line: /^\s+[1-9]\d* Error\(s\)$/, strength: 'symptom' },
  ],
  above: ['dotnet-tests-failed', 'docker-build-step-failed', 'tests-failed'],
  isSummary: true,
  explain: ({ facts }) =>
    `MSBuild or the .NET compiler reports an error${renderPlace({ ...facts, path: facts.path?.trim().replaceAll('\\', '/') ?? '' })}; the first error is the one to correct.`,
  fix: ({ facts }) => [
    ...lookAtStep({ ...facts, path: facts.path?.trim().replaceAll('\\', '/') ?? '' }),
    {
      title: 'Build it as the build does, with errors only, and correct the first one',
      command: 'dotnet build --configuration Release --no-incremental -clp:ErrorsOnly',
      changes: false,
      verify: 'dotnet build --configuration Release',
    },
    {
      title: 'If it builds locally: compare the SDK, and whether all files are committed',
      command: 'dotnet --version; cat global.json; git status --short --ignored',
      changes: false,
    },
  ],
});
