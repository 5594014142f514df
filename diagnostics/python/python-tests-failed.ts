import { lookAtStep, renderPlace } from '../../src/fix/look-at.ts';
import { sh } from '../../src/fix/shell.ts';
import { defineSignature } from '../../src/signature.ts';

export default defineSignature({
  id: 'python-tests-failed',
  family: 'python',
  title: 'Python tests fail',
  patterns: [
    // pytest: summary, progress with -v, the place of the failure. Jest's `Tests: 1 failed, 2 passed` has no `in 3s`.
    /^(?:FAILED|ERROR) (?<test>\S{1,300}\.py(?:::\S{1,300})?)|(?:^|\s)(?<test2>[\w./-]{1,200}\.py::\S{1,300}) (?:FAILED|ERROR)\b/,
    /\b[1-9]\d* failed, .{0,120}\bin \d+\.\d+s|= [1-9]\d* failed in \d+\.\d+s/,
    /^(?<path>\S{1,300}\.py):(?<line>\d+): (?:AssertionError|Failed|TypeError|ValueError|KeyError|AttributeError|NameError|IndexError|RuntimeError|OSError|[A-Z]\w+Exception)$/,
    { line: /^E {2,}(?:assert |AssertionError|Failed: )/, strength: 'likely' },
    /Interrupted: \d+ errors? during collection|ImportMismatchError: |import file mismatch:$/,
    { line: /\bcollected \d+ items? \/ [1-9]\d* errors?/, strength: 'symptom' },
    // unittest, Django, nose, doctest
    /(?:^|\s)FAILED \(.{0,60}?(?:failures|errors|unexpected successes)=\d+/,
    { line: /^(?:FAIL|ERROR): (?<test>test\w* \([\w.]+\))/, strength: 'likely' },
    /\*\*\*Test Failed\*\*\* \d+ failure/,
    // tox 3 and 4
    {
      line: /InvocationError.{0,600}\b(?:pytest|py\.test|nosetests|unittest|stestr)\b.{0,600}?\s(?<path>[\w./-]{0,200}test[\w./-]{0,100}\.py)/,
      strength: 'likely',
    },
    { line: /InvocationError.{0,600}\b(?:pytest|py\.test|nosetests|unittest|stestr)\b/, strength: 'likely' },
    {
      line: /nox > Command .{0,300}\b(?:pytest|py\.test|unittest|nosetests)\b.{0,300} failed with exit code/,
      strength: 'likely',
    },
    { line: /InvocationError for command|^\s*py\d+: (?:FAIL code \d+|commands failed)/, strength: 'symptom' },
    { line: /= no tests ran in \d/, strength: 'symptom' },
  ],
  above: ['python-error', 'tests-failed', 'docker-build-step-failed', 'npm-script-failed'],
  isSummary: true,
  explain: ({ facts }) => {
    const which = facts.test ? `\`${facts.test}\`` : facts.path ? `\`${facts.path}\`` : undefined;
    return which
      ? `The test ${which} fails${facts.test ? renderPlace(facts) : ''}.`
      : `Tests of the Python code fail${renderPlace(facts)}.`;
  },
  fix: ({ facts }) => {
    const test = facts.test?.includes('.py') ? facts.test : facts.path;
    return [
      {
        title: 'Run it alone, with local variables shown',
        command: test
          ? sh`python -m pytest ${test} -x --showlocals`
          : 'python -m pytest --last-failed -x --showlocals',
        changes: false,
      },
      ...lookAtStep(facts),
      {
        title:
          'If it fails only in CodeBuild, look for what differs there: environment variables, region and credentials, time zone, order of the tests',
        command: 'env | sort | cut -d= -f1',
        changes: false,
      },
    ];
  },
});
