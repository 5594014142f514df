import { getJvmTestCommand } from '../../src/fix/test-command.ts';
import { defineSignature } from '../../src/signature.ts';

export default defineSignature({
  id: 'java-tests-failed',
  family: 'jvm',
  title: 'Java, Kotlin or Scala tests fail',
  patterns: [
    // surefire and failsafe: totals, each failing test, the closing line
    /Tests run: *\d+, Failures: *(?:[1-9]\d*, Errors: *\d+|0, Errors: *[1-9]\d*)/,
    /^(?:\[ERROR\] +)?(?<test>\S+) +(?:-- )?Time elapsed: [^<]{1,60}<<< (?:FAILURE|ERROR)!/,
    /^(?:\[(?:ERROR|error)\] )?(?:Failed tests|Tests in error): *(?<test>[\w$]+\([\w.$]+\))?/,
    /(?<test>[\w$]{1,80}\.[\w$]{1,120}):\d+(?:->\S{1,200})? .{0,200}expected:? ?<.{0,300}but was:? ?</,
    /There (?:are|were) test failures|Please refer to \S+surefire-reports for the individual test results/,
    /(?:The forked VM terminated without (?:properly )?saying (?:properly )?goodbye|Crashed tests:|No tests were executed!)/,
    // Gradle
    /^(?<test>[\w.$]+ > .+) FAILED$/,
    /There were failing tests\. See the (?:report|results) at|\b\d+ tests? completed, [1-9]\d* failed|Test(?:s)? failed\. See the report at/,
    {
      line: /Execution failed for task '\S*:(?:test|integrationTest|\w*Test|connected\w+Test|testDebugUnitTest|testReleaseUnitTest)'/,
      strength: 'likely',
    },
    /No tests found for given includes/,
    // sbt: scalatest, specs2, munit; TestNG, JUnit's console, Ant's junit, cucumber
    /\*\*\* [1-9]\d* (?:TESTS? FAILED|SUITES? ABORTED) \*\*\*|TestsFailedException: Tests unsuccessful|\[error\] (?:Failed: Total \d+, Failed [1-9]|Error: Total \d+, Failed \d+, Errors [1-9])/,
    /Total tests run: \d+, (?:Passes: \d+, )?Failures: [1-9]|^\[ +[1-9]\d* tests failed +\]/,
    /\[junit\] (?:TEST|Test) (?<test>\S+) FAILED|^Test (?<test2>[\w.$]+) FAILED$/,
    {
      line: /(?:org\.opentest4j\.AssertionFailedError|org\.junit\.ComparisonFailure|java\.lang\.AssertionError|junit\.framework\.AssertionFailedError)\b/,
      strength: 'likely',
    },
  ],
  above: ['jvm-build-invalid', 'tests-failed', 'docker-build-step-failed', 'sam-build-failed'],
  isSummary: true,
  explain: ({ facts }) =>
    `${facts.test ? `The test \`${facts.test}\`` : 'At least one test'} fails; the report beside the build output has its stack trace.`,
  fix: ({ facts, command }) => [
    {
      title: `Run ${facts.test ? 'this test' : 'the tests'} alone on your machine, and correct the code or the expectation`,
      command: getJvmTestCommand(command, facts.test),
      changes: false,
    },
    {
      title:
        'If it passes there, look at what differs in the build: time zone (UTC), locale, services that the test expects (Testcontainers need privileged mode), memory',
      command: `TZ=UTC ${getJvmTestCommand(command, facts.test)}`,
      changes: false,
    },
  ],
});
