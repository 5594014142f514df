import { lookAtStep, renderPlace } from '../../src/fix/look-at.ts';
import { defineSignature } from '../../src/signature.ts';

export default defineSignature({
  id: 'go-compile-error',
  family: 'compiled',
  title: 'Go code does not compile, or go vet rejects it',
  patterns: [
    // The compiler, vet and golangci-lint share the form; what ends in a linter's name is lint.
    /(?<![\w./@+-])(?<path>[\w./@+-]{1,250}\.go):(?<line>\d+):\d+: (?!warning|package [\w./-]+ is not in|no required module|cannot find (?:module|package)|missing go\.sum|.*\((?:\w*(?:lint|check|vet|fmt|sec|assign|imports|critic|cyclo)|unused|gosimple|revive|lll|dupl|misspell|wsl|prealloc|unparam|bodyclose)\)$)/,
    // Packages of the standard library that an older Go does not have.
    /package (?<package>(?:io\/fs|embed|slices|maps|cmp|iter|unique|weak|log\/slog|net\/netip|sync\/atomic|math\/rand\/v2|crypto\/\w+|testing\/\w+|go\/\w+|runtime\/\w+|errors|context)) is not in (?:GOROOT|std)\b/,
    /FAIL\s+(?<package>\S+) \[(?:build|setup) failed\]/,
    /import cycle not allowed|function main is undeclared in the main package/,
    /build constraints exclude all Go files in/,
    { line: /^note: module requires Go (?<version>[\d.]+)/, strength: 'likely' },
  ],
  above: ['go-tests-failed', 'tests-failed', 'native-compile-error', 'docker-build-step-failed'],
  isSummary: true,
  explain: ({ facts }) =>
    facts.package && !facts.path?.includes(':') && isStandard(facts.package)
      ? `The code needs \`${facts.package}\` of Go's standard library, which the Go of this build does not have: it is too old${since(facts.package)}.`
      : `The Go compiler (or go vet) rejects the code${renderPlace(facts)}.`,
  fix: ({ facts }) => {
    const isOld = facts.package !== undefined && isStandard(facts.package);
    const steps = [
      ...lookAtStep(facts),
      {
        title: 'Reproduce it, correct what the compiler names, and commit',
        command: 'go build ./... && go vet ./...',
        changes: false,
        verify: 'go test -run XXX ./...',
      },
    ];
    const newer = {
      title: `Select a newer Go in the buildspec (runtime-versions: golang)${facts.package ? since(facts.package) : ''}: see what go.mod asks for and what the build has`,
      command: `grep -E '^(go|toolchain) ' go.mod; go version`,
      changes: false,
    };
    return isOld ? [newer, ...steps] : [...steps, newer];
  },
});

/** The release of Go that first had the package. https://go.dev/doc/devel/release */
const SINCE: ReadonlyMap<string, string> = new Map([
  ['io/fs', '1.16'],
  ['embed', '1.16'],
  ['net/netip', '1.18'],
  ['slices', '1.21'],
  ['maps', '1.21'],
  ['cmp', '1.21'],
  ['log/slog', '1.21'],
  ['math/rand/v2', '1.22'],
  ['iter', '1.23'],
  ['unique', '1.23'],
  ['weak', '1.24'],
]);

function isStandard(name: string): boolean {
  return SINCE.has(name) || !/\.\w+\//.test(name);
}

function since(name: string): string {
  const release = SINCE.get(name);
  return release ? ` (at least ${release})` : '';
}
