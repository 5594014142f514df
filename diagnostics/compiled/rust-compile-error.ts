import { lookAtStep, renderPlace } from '../../src/fix/look-at.ts';
import { defineSignature } from '../../src/signature.ts';

export default defineSignature({
  id: 'rust-compile-error',
  family: 'compiled',
  title: 'Cargo cannot resolve or compile the Rust code',
  patterns: [
    {
      line: /^\s*error\[(?<code>E\d{4})\]: /,
      near: { line: /^\s*--> (?<path>[^:\s]+):(?<line>\d+):\d+/, within: 6 },
    },
    /^\s*error\[E\d{4}\]: /,
    /error: could not compile `(?<package>[^`]+)`/,
    /error: aborting due to (?:\d+ )?previous errors?/,
    /error: linking with `\S+` failed|error: linker `\S+` not found/,
    /error: failed to run custom build command for `(?<package>\S+)/,
    /error: no matching package (?:named|found)/,
    /error: failed to (?:select a version for|get `|parse (?:manifest|lock file) at|load (?:manifest|source) for|resolve patches|download (?:from )?`)/,
    /error: the lock file \S+ needs to be updated but --(?:locked|frozen) was passed/,
    /error: (?:package|rustc) \S+ (?:v\S+` )?(?:cannot be built because it requires|is not supported by the following package)/,
    /feature `[^`]+` is required\b|requires rustc (?<version>[\d.]+) or newer/,
    /error: toolchain '(?<version>[^']+)' (?:is not installed|does not contain component)|error: component '[^']+' for target/,
  ],
  above: ['native-compile-error', 'tests-failed', 'docker-build-step-failed', 'python-package-build-failed'],
  isSummary: true,
  explain: ({ facts }) =>
    `Cargo cannot build ${facts.package ? `\`${facts.package}\`` : 'the crate'}${renderPlace(facts)}${facts.version ? `: it wants Rust ${facts.version}` : ''}${facts.code ? ` (${facts.code})` : ''}.`,
  fix: ({ facts }) => [
    ...lookAtStep(facts),
    {
      title: 'Reproduce it with the toolchain of the build, and correct the first error',
      command: 'cargo check --all-targets --locked',
      changes: false,
      verify: 'cargo build --locked',
    },
    {
      title: 'If a crate wants a newer Rust: pin the toolchain for laptop and build alike',
      command: `printf '[toolchain]\\nchannel = "stable"\\n' > rust-toolchain.toml && rustup show && git add rust-toolchain.toml`,
      changes: true,
      verify: 'rustc --version',
    },
    {
      title: 'If the linker or a C library is missing: install it in the install phase',
      command: 'apt-get update && apt-get install -y build-essential pkg-config libssl-dev',
      changes: false,
    },
  ],
});
