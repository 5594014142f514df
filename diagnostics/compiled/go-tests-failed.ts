import { placeholder, sh } from '../../src/fix/shell.ts';
import { defineSignature } from '../../src/signature.ts';

export default defineSignature({
  id: 'go-tests-failed',
  family: 'compiled',
  title: 'Go tests fail',
  patterns: [
    /--- FAIL: (?<test>\S+) \([\d.]+s\)/,
    // gotestsum
    /=== FAIL: (?<package>\S+) (?<test>\S+)/,
    /panic: test timed out after /,
    /^FAIL\t(?<package>(?:github\.com|gitlab\.com|bitbucket\.org)\/\S+)\t[\d.]+s/,
    // Ginkgo and gocheck
    /^FAIL! -- \d+ Passed \| [1-9]\d* Failed/,
    /^OOPS: \d+ passed, .*FAILED/,
    { line: /^DONE \d+ tests,.* [1-9]\d* (?:failure|error)s? in /, strength: 'likely' },
  ],
  above: ['tests-failed', 'native-compile-error', 'docker-build-step-failed', 'quality-gate-failed'],
  isSummary: true,
  explain: ({ facts }) =>
    `${facts.test ? `The Go test \`${facts.test}\`` : 'A Go test'} fails${facts.package ? ` in \`${facts.package}\`` : ''}; its own lines above say what it expected.`,
  fix: ({ facts }) => {
    const test = facts.test ?? placeholder('test');
    const pattern = `^${test.split('/').join('$/^')}$`;
    return [
      {
        title: `Run ${test} alone and read what it expected`,
        command: sh`go test -count=1 -v -run ${pattern} ${facts.package ?? './...'}`,
        changes: false,
        verify: 'go test -count=1 ./...',
      },
      {
        title:
          'If it passes locally: repeat it with the race detector, and look for what the build lacks (network, services, variables)',
        command: sh`go test -count=20 -race -run ${pattern} ${facts.package ?? './...'}`,
        changes: false,
      },
    ];
  },
});
