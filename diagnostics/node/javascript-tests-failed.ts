import { asClause } from '../../src/fix/clause.ts';
import { getDirectory, goTo } from '../../src/fix/package-manager.ts';
import { getScriptTestCommand } from '../../src/fix/test-command.ts';
import { defineSignature } from '../../src/signature.ts';

/** A stack line in a test of the project: tells a JavaScript assertion from those of other languages, and the test's file. */
const TEST_FRAME =
  /\bat (?:async )?(?:Context|Test|UserContext|TestContext|Object|Suite)\.<anonymous> \((?:file:\/\/)?(?<file>(?!.*node_modules)[^():]+):\d+/;

export default defineSignature({
  id: 'javascript-tests-failed',
  family: 'node',
  title: 'JavaScript tests fail',
  patterns: [
    // jest, vitest
    /^\s*FAIL +(?:\S+ +)?(?<file>[^\s>]*(?:\.test\.|\.spec\.|__tests__|tests?\/|spec\/)[^\s>]*)(?: > (?<test>.+))?/,
    /expect\((?:received|jest\.fn\(\))\)\.(?:not\.|resolves\.|rejects\.)*\w+\(/,
    { line: /● Test suite failed to run/, strength: 'likely' },
    /Jest encountered an unexpected token|^>> [1-9]\d*\/\d+ assertions failed|\b[1-9]\d*\/\d+ assertions failed \(/,
    /(?:^|\s)(?:Tests|Test Suites|Test Files|Snapshots): +[1-9]\d* failed(?!.*\(\d+ assertions\))|^\s*(?:Tests|Test Files) +[1-9]\d* failed/,
    // mocha, cypress: the count, then numbered failures with the assertion
    /^\s*[1-9]\d* failing$|│ Failing: +[1-9]\d* +│/,
    {
      line: /(?:AssertionError|AssertionError \[ERR_ASSERTION\]): (?<message>.+)/,
      near: { line: TEST_FRAME, within: 14 },
    },
    {
      line: /^\s+(?<message>Error: Timeout of \d+ms exceeded|Error: expected .+|TypeError: .+|ReferenceError: .+)/,
      near: {
        line: /^\s+at (?:Context|Test|UserContext)\.<anonymous> \((?<file>(?!node_modules)[^():]+):\d+/,
        within: 14,
      },
    },
    // jasmine, karma, protractor
    /^(?:Executed )?\d+ (?:specs?|of \d+), [1-9]\d* failures?|Executed \d+ of \d+ .*\([1-9]\d* FAILED\)|^(?:Chrome|HeadlessChrome|Firefox|PhantomJS|Electron|Safari|jsdom)\S* .*\) (?<test>.+) FAILED$/,
    /TOTAL: [1-9]\d* FAILED|\[[\d:]+\] E\/launcher - (?:[1-9]\d* (?:specs?|instance)|Process exited with error code)/,
    // node's own runner, ava, tap, tape, QUnit, uvu
    /^(?:#|ℹ) fail +[1-9]\d*$|^\s*[1-9]\d* tests? failed$|^# failed [1-9]\d* (?:of \d+ )?tests?|^\s*[✘✖] (?:\[fail\]: (?<test>.+)|[1-9]\d* tests? failed)/,
    /^\s*✖ +[1-9]\d* of \d+ failed|^\s*│ ✖ +(?<file>\S+\.(?:cy|spec|test)\.\w+)/,
    // playwright, testcafe, webdriverio, nightwatch
    /^\s*\d+\) (?:\[[\w -]+\] › )?(?<file>\S+\.(?:spec|test|e2e)\.[cm]?[jt]sx?):\d+:\d+ › (?<test>.+?)[ ─]*$/,
    { line: /^\s+[1-9]\d* failed$|^[1-9]\d*\/\d+ failed/, strength: 'likely' },
    /Spec Files:\s.*[1-9]\d* failed|Test Suite.{0,40}[1-9]\d* failed|TEST FAILURE:|Disconnected(?: \(.{1,40}\))?(?: reconnect failed before timeout of|, because no message in) \d+/,
    // coffee-script's cake
    /^failed [1-9]\d* and passed \d+ tests|^\d+ tests?, \d+ assertions?, [1-9]\d* failures?(?:, \d+ skipped)?$/,
    // Nothing to run is a failure too.
    /Your test suite must contain at least one test|No tests found, exiting with code 1|Error: No test files found|No test files found, exiting with code 1|No specs found|Can't find a suitable spec|Can't run because no spec files were found/,
    { line: /Timed out waiting \d+ms from config\.webServer/, strength: 'likely' },
    { line: /npm (?:ERR!|error) Test failed\. +See above/, strength: 'symptom' },
  ],
  above: ['npm-script-failed', 'docker-build-step-failed', 'tests-failed', 'bundler-failed'],
  isSummary: true,
  explain: ({ facts }) =>
    `${facts.test ? `The test "${facts.test.slice(0, 120)}"` : 'At least one test'} fails${facts.file ? ` in \`${facts.file}\`` : ''}${facts.message ? `: ${asClause(facts.message)}` : ''}.`,
  fix: ({ facts, command }) => {
    const directory = getDirectory(command);
    return [
      {
        title: `Run ${facts.file ? `${facts.file} alone` : 'the tests'} on your machine as the build does, and correct the code or the expectation`,
        command: `${goTo(directory)}npm ci && CI=true ${getScriptTestCommand(command, facts.file)}`,
        changes: false,
      },
      {
        title:
          'If it passes there, look at what differs: Node.js version, time zone (the build has UTC), variables, services that the test expects, fewer cores',
        command: `${goTo(directory)}TZ=UTC CI=true ${getScriptTestCommand(command, facts.file)}`,
        changes: false,
      },
    ];
  },
});
