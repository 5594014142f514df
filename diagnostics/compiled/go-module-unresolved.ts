import { placeholder, sh } from '../../src/fix/shell.ts';
import { defineSignature } from '../../src/signature.ts';

export default defineSignature({
  id: 'go-module-unresolved',
  family: 'compiled',
  title: 'Go cannot find or verify a module',
  patterns: [
    /(?:cannot find module providing package|no required module provides package) (?<package>[^\s;:]+)/,
    /missing go\.sum entry(?: for module providing package (?<package>[^\s;]+)| for go\.mod file)?/,
    /verifying (?<package>[^\s@]+)@(?<version>[^:\s/]+)(?:\/go\.mod)?: checksum mismatch/,
    /updates to go\.(?:mod|sum|work) needed/,
    /(?<![\w.-])(?<package>[\w.-]{1,100}\.[a-z]{2,20}\/[^\s@:]{1,200})@(?<version>[^:\s]+): reading \S+ at revision \S+: (?:unknown revision|git (?:ls-remote|fetch|init))/,
    /go: inconsistent (?<tool>vendoring) in /,
    /(?:verifying (?:module|go\.mod): checksum mismatch|download go(?<version>[\d.]+) for \S+: toolchain not available)/,
    // A private repository shows as a git error inside of go's line, git's own words come after it.
    /(?<![\w.-])(?<package>[\w.-]{1,100}\.[a-z]{2,20}\/[^\s@:]{1,200})@(?<version>v[^:\s]+): (?:invalid version: (?:unknown revision|git )|git (?:ls-remote|fetch|init))/,
    /go(?: get)?: (?:module )?(?<package>[\w.-]+\.[a-z]+\/[^\s@:]+)(?:@\S+)?: (?:git (?:ls-remote|fetch|init)|no matching versions|invalid github\.com import path)/,
    /(?<![\w.-])(?<package>[\w.-]{1,100}\.[a-z]{2,20}\/[^\s@:]{1,200})@?(?<version>[^:\s]*): reading https?:\/\/\S+: 4\d\d /,
    /unrecognized import path "(?<package>[^"]+)"/,
    /module declares its path as: (?<package>\S+)/,
    /module (?<package>[^\s@]+)@(?<version>\S+) found(?: \([^)]+\))?, but does not contain package/,
    /go\.mod file not found in current directory or any parent directory|go: cannot find main module/,
    /cannot find package "(?<package>[^"]+)" in(?: any of)?:/,
    // Of the standard library go-compile-error speaks: there the compiler is too old.
    /package (?<package>[\w-]+\.[\w.-]+\/\S+) is not in (?:GOROOT|std)\b/,
    {
      line: /package (?!(?:archive|cmp|compress|container|crypto|database|debug|embed|encoding|errors|go|hash|html|image|index|io|iter|log|maps|math|mime|net|os|path|regexp|runtime|slices|sync|testing|text|time|unicode|unique|weak)\b)(?<package>[\w-]+\/\S+) is not in (?:GOROOT|std)\b/,
      strength: 'likely',
    },
  ],
  above: [
    'go-compile-error',
    'source-access-denied',
    'git-failed',
    'remote-server-error',
    'docker-build-step-failed',
    'native-compile-error',
  ],
  explain: ({ facts }) =>
    `Go could not get or verify ${facts.package ? `\`${facts.package}${facts.version ? `@${facts.version}` : ''}\`` : 'a module'}: go.mod and go.sum do not match what the code imports, or the module is private and the build may not read it.`,
  fix: ({ facts }) => {
    const module = facts.package ?? placeholder('module');
    const owner = module.split('/').slice(0, 2).join('/');
    const vendor = {
      title: 'Write the vendor directory anew, and commit it',
      command: sh`go mod tidy && go mod vendor && git add go.mod go.sum vendor && git commit -m ${'Update the vendored modules'}`,
      changes: true,
      verify: 'go build -mod=vendor ./...',
    };
    return [
      ...(facts.tool === 'vendoring' ? [vendor] : []),
      {
        title: 'Bring go.mod and go.sum in step with the code, and commit both',
        command: sh`go get ${module} && go mod tidy && git add go.mod go.sum && git commit -m ${'Update go.mod and go.sum'}`,
        changes: true,
        verify: 'go mod verify && go build ./...',
      },
      {
        title: `If the module is private: set GOPRIVATE and give git a token before go runs in the buildspec`,
        command: sh`go env -w GOPRIVATE=${`${owner}/*`} && git config --global url."https://x-access-token:\${GITHUB_TOKEN}@github.com/".insteadOf https://github.com/`,
        changes: false,
        verify: sh`GOPROXY=direct go list -m ${`${module}@latest`}`,
      },
      {
        title: 'If only the build sees it: check that the buildspec runs go in the directory of go.mod',
        command: sh`git ls-files ${'*go.mod'}`,
        changes: false,
      },
    ];
  },
});
