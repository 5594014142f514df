import { getLinterFix } from '../../src/fix/linter.ts';
import { findScriptCall } from '../../src/fix/test-command.ts';
import { defineSignature } from '../../src/signature.ts';

export default defineSignature({
  id: 'lint-errors',
  family: 'node',
  title: 'A linter or formatter reports errors',
  patterns: [
    // eslint and stylelint close with a count; warnings alone do not fail.
    /^✖ \d+ problems? \([1-9]\d* errors?/,
    /[✖✘×] \d+ problems? \([1-9]\d* errors?/,
    /ESLint found too many warnings \(maximum: \d+\)|Lint errors found in the listed files|Running target lint for .{0,80} failed/,
    {
      line: /ESLint couldn't find an? (?:eslint\.config|configuration file)|Oops! Something went wrong! :\(/,
      strength: 'likely',
    },
    // A file's lines: eslint, next lint, react-scripts ([eslint] and `Line 3:8:`), stylelint since 8
    { line: /^\s+\d+:\d+ +error +\S.* {2,}(?<rule>@?[\w/-]+)$/ },
    { line: /^\d+:\d+ +Error: .+ {2}(?<rule>@?[\w/-]+)$/ },
    {
      line: /^\s+Line \d+:\d+: +\S.* {2,}(?<rule>(?:no-(?:unused|undef|useless|restricted|dupe|mixed|script|loop|redeclare|console)|react-hooks\/|jsx-a11y\/|react\/|import\/|@typescript-eslint\/|eqeqeq|array-callback-return|default-case)[\w-]*)$/,
      strength: 'likely',
    },
    /^\s+(?:\d+:\d+\s+✖|✖\s+\d+:\d+)\s+(?:Unexpected|Expected|Missing|Unknown|Selector|Cannot|Prefer) /,
    /^\s*\d+:\d+\t+(?:Unexpected|Expected|Unknown) .*\([a-z-]+\)$/,
    // react-scripts under CI=true, which CodeBuild does not set by itself but many buildspecs do
    /Treating warnings as errors because (?<variable>process\.env\.CI) = true/,
    { line: /^\[eslint\]/, near: { line: /^Failed to compile/, within: 3 } },
    /(?:Failed to compile|ERROR in).{0,20}\[eslint\]/,
    /Need to disable some ESLint rules\?/,
    // prettier, standard, xo, tslint, biome, oxlint, commitlint, markdownlint
    /Code style issues (?:found in|were found)|Forgot to run Prettier\?|^\[error\] \S+: SyntaxError:/,
    /standard: (?:Use JavaScript Standard Style|Run `standard --fix`)/,
    /^ERROR: (?<file>[^\s:[]+\.tsx?)(?::|\[)\d+/,
    /^(?<file>\S+?)(?::\d+:\d+)? (?:lint|format|assist)(?:\/[\w/]+)? (?:FIXABLE )? ?━+/,
    /^✖ +found [1-9]\d* problems?, \d+ warnings?$/,
    /^[^\s:]+\.md:\d+(?::\d+)?(?: error)? (?<rule>MD0\d\d)\/[\w-]+ /,
    // jshint, jscs, dtslint, gulp's and grunt's plugins of linters
    /: line \d+, col \d+, \S|\b[1-9]\d* code style errors? found|See: https:\/\/github\.com\/\w+\/dtslint\/blob|css:\d+(?::\d+)? \[[EW]\] |"file:[^"]+":[\d.-]+: error: /,
    /Warning: Task "(?:jshint|eslint|jscs|tslint|stylelint|csslint|htmllint|lint)\b[^"]*" failed|Error in plugin ['"]?gulp-(?:eslint|tslint|jshint|jscs|stylelint)/,
    // awesome_bot checks links
    { line: /^> Links/, near: { line: /^Issues :-\(/, within: 2 } },
    // Other languages' linters: checkstyle, spotless, ktlint, detekt, pmd; flake8, black, isort, ruff, rubocop, golangci-lint
    /Checkstyle (?:rule )?violations were found|Execution failed for task '\S*:(?:checkstyle|spotless|ktlint|detekt|pmd|lint)\w*'/,
    /maven-checkstyle-plugin:\S+ \S+ on project|The following files had format violations|Some files do not have the expected license header|There are files without headers!|CodeNarc rule violations were found|\[ERROR\] \S+\.java:\[\d+(?:,\d+)?\] \([\w]+\) \w+: /,
    /Lint error > \[|Analysis failed with [1-9]\d* weighted issues|PMD found [1-9]\d* rule violations|You have [1-9]\d* PMD violations?/,
    /\.java\[\d+(?::\d+)?\] \(\w+\) \w+: |Lint found (?:[1-9]\d* )?errors|isn't formatted properly|\b[1-9]\d* files? must be formatted/,
    /^(?:\.\/)?(?<file>[^\s:]+\.py):\d+:\d+: (?<rule>[A-Z]{1,4}\d{3,4}) (?:\[\*\] )?(?:['`]\S+['`] imported but unused|[Ll]ine too long|[Ll]ocal variable|[Uu]ndefined name|expected|missing|whitespace|too many|multiple|trailing|blank line|no newline)/,
    /\[\*\] \d+ fixable with the `--fix` option|^Found \d+ errors? \(\d+ fixed|Some errors were emitted while (?:running checks|applying fixes)/,
    /(?<file>[\w./-]{1,200}\.go):\d+:\d+: .{1,300} \((?<rule>errcheck|govet|staticcheck|ineffassign|gosimple|unused|revive|gofmt|goimports|gosec|misspell|stylecheck)\)$/,
    /^would reformat (?<file>\S+)|\b[1-9]\d* files? would be reformatted|Imports are incorrectly sorted/,
    /\b[1-9]\d* files? inspected, [1-9]\d* offenses? detected/,
    /Your code has been rated at (?!10\.00)\S+\/10/,
  ],
  above: [
    'npm-script-failed',
    'bundler-failed',
    'typescript-errors',
    'javascript-tests-failed',
    'docker-build-step-failed',
    'jvm-build-invalid',
    'tests-failed',
  ],
  isSummary: true,
  explain: ({ facts }) =>
    facts.variable
      ? 'With CI=true the build treats warnings of the linter as errors, and there are some.'
      : `The linter found errors${facts.file ? ` in \`${facts.file}\`` : ''}${facts.rule ? `, the first against the rule \`${facts.rule}\`` : ''}; the code itself may run.`,
  fix: ({ facts, command }) => [
    {
      title: 'Let the tool correct what it can, then correct the rest by hand in the lines named',
      command: getLinterFix(command, facts.file),
      changes: true,
      verify: findScriptCall(command) ?? 'npm run lint',
    },
    ...(facts.variable
      ? [
          {
            title: 'Or let warnings pass in this build: CI=false in front of the build command',
            command: 'CI=false npm run build',
            changes: false,
          },
        ]
      : []),
  ],
});
