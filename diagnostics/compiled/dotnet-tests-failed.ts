import { placeholder, sh } from '../../src/fix/shell.ts';
import { defineSignature } from '../../src/signature.ts';

export default defineSignature({
  id: 'dotnet-tests-failed',
  family: 'compiled',
  title: '.NET tests fail',
  patterns: [
    // VSTest, xUnit's own runner, NUnit's console, Microsoft.Testing.Platform
    /Failed!\s+- Failed:\s+[1-9]\d*, Passed:\s+\d+/,
    /^\s*Failed (?<test>[\w.`+]+(?:\([^)]*\))?) \[(?:< )?\d+/,
    /\] +(?<test>[\w.]+\.\w+(?:\([^)]*\))?) \[FAIL\]$/,
    { line: /^Test Run (?:Failed|Aborted)\.$/, strength: 'likely' },
    /^\s*Overall result: Failed$/,
    /Test run summary: Failed!/,
    { line: /The active test run was aborted\. Reason: /, strength: 'likely' },
  ],
  above: ['tests-failed', 'docker-build-step-failed', 'quality-gate-failed'],
  isSummary: true,
  explain: ({ facts }) =>
    `${facts.test ? `The test \`${facts.test}\`` : 'At least one .NET test'} fails; its message and stack trace stand right after its name.`,
  fix: ({ facts }) => {
    const test = facts.test?.replace(/\(.*/, '') ?? placeholder('test');
    return [
      {
        title: `Run ${test} alone and read its message`,
        command: sh`dotnet test --filter ${`FullyQualifiedName~${test}`} --logger ${'console;verbosity=detailed'}`,
        changes: false,
        verify: 'dotnet test',
      },
      {
        title:
          'If it passes locally: run it as the build does, in Release, with the invariant culture and UTC of the image',
        command: sh`TZ=UTC LC_ALL=C.UTF-8 dotnet test --configuration Release --filter ${`FullyQualifiedName~${test}`}`,
        changes: false,
      },
    ];
  },
});
