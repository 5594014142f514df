import { setVariableStep } from '../../src/fix/runtime.ts';
import { placeholder, raw, sh } from '../../src/fix/shell.ts';
import { defineSignature } from '../../src/signature.ts';

export default defineSignature({
  id: 'node-heap-out-of-memory',
  family: 'node',
  title: 'Node.js ran out of heap memory',
  patterns: [
    /JavaScript heap out of memory/,
    /FATAL ERROR: .{0,80}(?:Allocation failed|process out of memory|Ineffective mark-compacts|Reached heap limit|invalid (?:array|table) (?:length|size))/,
    /<--- Last few GCs --->/,
    /ERR_WORKER_OUT_OF_MEMORY|Worker terminated due to reaching memory limit/,
    {
      line: /Mark-(?:sweep|Compact) (?:\(reduce\) )?[\d.]+ \([\d.]+\) -> [\d.]+ \([\d.]+\) MB/,
      strength: 'likely',
    },
    { line: /RangeError: Array buffer allocation failed/, strength: 'likely' },
  ],
  above: [
    'npm-script-failed',
    'container-out-of-memory',
    'bundler-failed',
    'javascript-tests-failed',
    'typescript-errors',
    'lint-errors',
    'docker-build-step-failed',
    'serverless-framework-failed',
    'cdk-synth-failed',
  ],
  explain: () =>
    'Node.js reached the limit of its own heap, which it sets well below what the container has, and stopped.',
  fix: ({ build }) => [
    setVariableStep(
      {
        name: 'NODE_OPTIONS',
        value: '--max-old-space-size=4096',
        title:
          'Give Node.js a larger heap: NODE_OPTIONS=--max-old-space-size=4096 (MB, at most three quarters of the memory of the compute type)',
      },
      build,
    ),
    {
      title:
        'If the container has less than that, try the build on a larger compute type, then set it in the project',
      command: sh`aws codebuild start-build --project-name ${build?.project ?? placeholder('project')} --compute-type-override BUILD_GENERAL1_LARGE${raw(build ? sh` --region ${build.region}` : '')}`,
      changes: true,
    },
  ],
});
