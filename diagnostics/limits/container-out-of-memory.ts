import { getLargerComputeType, largerComputeStep } from '../../src/fix/project.ts';
import { defineSignature } from '../../src/signature.ts';

export default defineSignature({
  id: 'container-out-of-memory',
  family: 'limits',
  title: 'A process was killed: the build container ran out of memory',
  patterns: [
    // 137 = 128 + SIGKILL, by the agent, docker, make, Gradle, npm ... A compose service that is shut down says it too.
    /(?:exit status|exit code|exit code:|exit code is|error code|exit value|non-zero code:|status code|exited|Error) 137\b/,
    /(?:code|status) \(137\)|ExitCode:? ?137\b|npm (?:ERR!|error) code 137\b/,
    /(?<!^[\w-]+[-_]\d+ )exited with (?:code|status) 137\b/,
    // The shell, compilers, Go, Rust
    /line \d+: +\d+ Killed\b/,
    { line: /^(?:[\w./-]+: )?Killed$/, strength: 'likely' },
    /Killed signal terminated program|internal compiler error: Killed|signal: killed|\(signal: 9, SIGKILL/,
    // Node, Jest, yarn, create-react-app
    /process exited too early\..{0,80}ran out of memory|terminated by another process: signal=SIGKILL/,
    { line: /(?:signal:?|with|by|via) ['"]?SIGKILL\b/, strength: 'likely' },
    // The kernel's refusal, and what runtimes make of it
    /[Cc]annot allocate memory|\bENOMEM\b|oom-kill|OOM[- ]?[Kk]illed|Out of memory: Kill/,
    /fatal error: (?:runtime: out of memory|runtime: cannot allocate memory)|std::bad_alloc/,
    { line: /^(?:E {2,})?MemoryError\b/, strength: 'likely' },
  ],
  above: [
    'npm-script-failed',
    'bundler-failed',
    'lint-errors',
    'typescript-errors',
    'javascript-tests-failed',
    'python-tests-failed',
    'python-error',
    'python-package-build-failed',
    'java-tests-failed',
    'java-compile-error',
    'jvm-build-invalid',
    'native-compile-error',
    'native-addon-build-failed',
    'go-compile-error',
    'go-tests-failed',
    'rust-compile-error',
    'dotnet-build-failed',
    'docker-build-step-failed',
    'cdk-synth-failed',
    'serverless-framework-failed',
    'tests-failed',
  ],
  explain: ({ build }) =>
    `A process was killed from outside (SIGKILL, exit status 137), which in a build almost always means that the container ran out of memory${build?.computeType ? ` on ${build.computeType}` : ''}.`,
  fix: ({ build }) => [
    {
      ...largerComputeStep(build),
      title: `Give it more memory: the compute type ${getLargerComputeType(build)} (computeType; SMALL 4 GB, MEDIUM 8, LARGE 16, XLARGE 72, 2XLARGE 144)`,
    },
    {
      title: 'Or let it use less: fewer workers at once, a limit on the heap',
      command: 'export NODE_OPTIONS=--max-old-space-size=3072 MAKEFLAGS=-j2 GOFLAGS=-p=2 CARGO_BUILD_JOBS=2',
      changes: false,
    },
    {
      title: 'See how much a run takes: put this before and after the command',
      command:
        'free -m; cat /sys/fs/cgroup/memory.peak /sys/fs/cgroup/memory/memory.max_usage_in_bytes 2>/dev/null',
      changes: false,
    },
  ],
});
