import { getTestSteps } from '../../src/fix/tests.ts';
import { defineSignature } from '../../src/signature.ts';

// Frameworks outside Python, JavaScript, the JVM, Go and .NET. A summary counts only where its number is not 0.
export default defineSignature({
  id: 'tests-failed',
  family: 'tests',
  title: 'Tests fail',
  patterns: [
    // Ruby: RSpec (Crystal and hspec count alike), minitest, test-unit; Cucumber, Behat, behave.
    /^rspec '?(?<path>\.\/[^\s':[]+)(?::(?<line>\d+))?.{0,20} # ?(?<test>.{0,200})/,
    /\b\d+ examples?, (?:[1-9]\d* (?:failures?|errors?)|0 failures, [1-9]\d* errors?)\b/,
    /\b\d+ (?:assertions?|expectations?), (?:[1-9]\d* failures?\b|0 failures, [1-9]\d* errors?\b)/,
    /^(?<test>[A-Z][\w:]*#test_.{1,200}?) \[(?<path>[^\]]+?):(?<line>\d+)\]:?\s*$/,
    /\b\d+ scenarios? (?:\((?:[^)]*, )?[1-9]\d* (?:failed|undefined)|passed, [1-9]\d* failed)|\b\d+ features? passed, [1-9]\d* failed|^Failing scenarios:/,
    // PHP: PHPUnit (`Tests: 5, Assertions: 9, Failures: 1.`), Pest, phpspec.
    /\bTests: \d+, Assertions: \d+, (?:[A-Z]\w+(?: \w+)*: \d+, )*(?:Errors|Failures): [1-9]|^(?:FAILURES|ERRORS)!$/,
    /^\s*Tests: +[1-9]\d* failed, .{0,80}\(\d+ assertions\)|\b\d+ examples? \([^)]*\b[1-9]\d* (?:failed|broken)/,
    // Elixir's ExUnit (bats counts alike), Erlang's common test and eunit, rebar3.
    /^ {0,4}\d+\) (?<test>(?:test|property|doctest) .{1,200} \([\w.]+\))\s*$/,
    /\b\d+ (?:tests?|specs?), (?:[1-9]\d* (?:failures?|invalid)|0 failures, [1-9]\d* (?:invalid|errors?))\b/,
    /Testing \S{1,200}?(?<test>\w{1,200}): (?:\*\*\* FAILED test case \d+|TEST COMPLETE, \d+ ok, [1-9]\d* failed)/,
    /Failed: [1-9]\d*\. {1,2}Skipped: \d+\.|^Failed [1-9]\d* tests\. (?:Skipped|Passed)/,
    // C and C++: CTest, GoogleTest, Catch2, doctest, Boost, Unity, Check, Criterion, Automake, Meson, Qt, CppUTest.
    /(?<!\d)\d+% tests passed, [1-9]\d* tests? failed out of \d+|The following tests FAILED:|Errors while running CTest/,
    /^\s*\d+ - (?<test>\S+) \((?:Failed|SEGFAULT|Timeout|Not Run|ILLEGAL|Subprocess aborted|Exit code \S+)\)/,
    /\[\x20\x20FAILED\x20\x20\] (?:(?<test>[\w./]+)(?:, where .{0,200})? \(\d+ ms\)|[1-9]\d* tests?, listed below)/,
    /test cases: +\d+ \|.{0,60}\b[1-9]\d* failed|\*\*\* [1-9]\d* failures? (?:is|are) detected in the test module/,
    /\b\d+ Tests [1-9]\d* Failures \d+ Ignored|%: Checks: \d+, (?:Failures: [1-9]\d*|Failures: 0, Errors: [1-9])/,
    /Synthesis: Tested: .{0,60}Failing: [1-9]|^# FAIL: +[1-9]|^Fail: {4,}[1-9]|^Totals: \d+ passed, [1-9]\d* failed/,
    { line: /^FAILED test \d+$/, near: { line: /\((?<path>\S{1,300}\.c) line (?<line>\d+)\)/, within: 3 } },
    // Rust, Haskell (tasty, cabal, stack), Swift and Objective-C, Zig, Deno.
    /^test (?<test>\S+) \.\.\. FAILED$|^test result: FAILED\. \d+ passed|test failed, to rerun pass|error: test run failed/,
    /(?:Cases|Examples): \d+ +Tried: \d+ +Errors: (?:[1-9]|0 +Failures: [1-9])|\b[1-9]\d* out of \d+ tests failed|^Test suite \S+: FAIL|Test suite failure for package/,
    /\*\* TEST FAILED \*\*|Executed \d+ tests?, with [1-9]\d* (?:test skipped and [1-9]\d* )?failures?|Test run with \d+ tests.{0,40} failed after/,
    /FAILED \| \d+ passed|\b\d+ passed; \d+ skipped; [1-9]\d* failed/,
    // Perl and TAP, R, Julia, Clojure, Lua, Emacs, Vim, Dart, OCaml, Elm.
    /^Result: FAIL$|Failed \d+\/\d+ (?:test programs|tests,|subtests)|Dubious, test returned \d+|^# {1,3}Failed test '?(?<test>[^'\n]*)/,
    /\[ FAIL [1-9]\d* \| WARN|^Error: Test failures|checking (?:tests|examples) \.\.\. ERROR|Running (?:the tests|examples) in ['‘](?<path>[^'’]+)['’] failed/,
    /Some tests did not pass: \d+ passed|Test Failed at (?<path>\S+?):(?<line>\d+)|Package \S+ errored during testing|^[1-9]\d* failures?, \d+ errors?\.$/,
    /\b\d+ successes?, [1-9]\d* failures?|\b\d+ successes? \/ (?:[1-9]\d* failures?|0 failures \/ [1-9]\d* errors?)/,
    /Ran \d+ (?:tests|specs), .{0,60}\b[1-9]\d* (?:unexpected|failed)/,
    /^\s*\(\s*\d+\/\d+\) \[\s*\w+\] \(X\) (?<test>.{1,200})|^Success\/Total: (?!(\d+)\/\2\b)\d+\/\d+/,
    /: Some tests failed\.$|^[1-9]\d* failures?! in \d|^TEST RUN FAILED/,
    // Robot Framework, Postman, Pester, Bazel, InSpec, Goss, OPA, Terraform, Helm, Gauge, Molecule, taskcat, Ginkgo, sbt, Prancer.
    /^\d+ (?:critical )?tests?(?: total)?, \d+ passed, [1-9]\d* failed|│ +assertions │ +\d+ │ +[1-9]\d* │/,
    /Tests Passed: \d+, Failed: [1-9]|Executed \d+ out of \d+ tests?: .{0,80}\bfails? |Test Summary: \d+ successful, [1-9]\d* failures?/,
    /^Count: \d+, Failed: [1-9]|Failure! \d+ passed, [1-9]\d* failed|^Charts: +[1-9]\d* failed|Scenarios:\s+\d+ executed\s+\d+ passed\s+[1-9]/,
    /Idempotence test failed because|One or more tests failed\. See the report|FAIL! -- \d+ Passed \| [1-9]\d* Failed|Failed: Total \d+, Failed [1-9]/,
    /TestsFailedException: Tests unsuccessful|TESTFAIL: These test cases failed|^Tests failed +: +[1-9]|\bTotal\s+\d+\s+Passed\s+\d+\s+Skipped\s+\d+\s+Failed\s+[1-9]/,
    /^FAILED \((?:failures|errors)=\d+/,
    {
      line: /LHS: (?!(\S+), OP: =, RHS: \1\b)\S+, OP: =, RHS: \S+/,
      near: { line: /Actual Rule: (?<test>.{1,200})|parsed tokens: \[(?<test2>.{1,200})\]/, within: 12 },
    },
    ...[
      // TAP without its harness, anybody's own words.
      /^\s*not ok \d+ (?:- )?(?!.*# (?:TODO|SKIP))(?<test>.{1,200})/,
      /(?:One or more|The following|Some) (?:\w+ )?tests? (?:have )?failed|^FAILURE: [1-9]\d* checks? failed/i,
      /(?:^|[^/\d])\b[1-9]\d* (?:unit |integration |smoke )?(?:tests?|specs?|test cases?|test suites?) (?:have |has )?failed\b/i,
    ].map((line) => ({ line, strength: 'likely' as const })),
  ],
  above: ['npm-script-failed', 'docker-build-step-failed'],
  isSummary: true,
  explain: ({ facts }) =>
    `Tests ran and did not all pass${facts.test ? `: \`${facts.test}\`` : ''}${facts.path ? ` in \`${facts.path}\`` : ''}. What was expected and what came stands above the summary.`,
  fix: getTestSteps,
});
