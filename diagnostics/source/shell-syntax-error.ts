import { getShellSyntaxSteps } from '../../src/fix/shell-syntax.ts';
import { defineSignature } from '../../src/signature.ts';

export default defineSignature({
  id: 'shell-syntax-error',
  family: 'source',
  title: 'A command or script is not valid shell',
  patterns: [
    // bash: `FILE: line N: ...`; PHP, Python and SQL have syntax errors of their own without that.
    /(?<![^\s:])(?<path>[^\s:]+): (?:eval: |command substitution: )?line (?<line>\d+): (?:syntax error|unexpected EOF while looking for matching|unexpected token|conditional binary operator expected|unexpected argument)/,
    /-c: (?:line \d+: )?(?:syntax error|unexpected EOF while looking for matching)/,
    /line (?<line>\d+): .{0,200}(?:bad substitution|syntax error: |bad array subscript|cannot convert \w+ to \w+ array|not a valid identifier)/,
    /line (?<line>\d+): (?:declare|local|export|readonly|typeset|mapfile|shopt|set|test|\[): .{0,80}(?:invalid option|missing `\]')/,
    /line (?<line>\d+): .{0,200}ambiguous redirect/,
    // dash and busybox: `FILE: N: Syntax error: ...`.
    /(?<![^\s:])(?<path>[^\s:]+): (?:line )?(?:\d+: )?(?:\S+: )?[Ss]yntax error: (?:Unterminated quoted string|end of file unexpected|EOF in backquote|Bad (?:for loop variable|fd number|function name)|"[^"]+" unexpected|\w+ unexpected|unterminated quoted string|unexpected|bad |Missing|expecting)/,
    /sh: .{0,120}(?:Bad substitution|bad substitution|Illegal option -o pipefail|bad variable name|arithmetic expression: |Illegal number: )/,
    /sh: .{0,120}: \[\[: not found/,
    // PowerShell, and the quoting of jq, sed and awk programs.
    /The token '(?:&&|\|\|)' is not a valid statement separator/,
    /\bParserError: |FullyQualifiedErrorId : (?:UnexpectedToken|MissingEndCurlyBrace|TerminatorExpectedAtEndOfString)/,
    ...[
      /jq: error: syntax error|jq: \d+ compile error|sed: -e expression #\d+, char \d+: |awk: (?:cmd\. line:|line )\d*:? ?syntax error/,
      // A test that the shell takes for false, and goes on.
      /(?:sh|line \d+): (?:\d+: )?(?:\S+: )?(?:\[|test): .{0,80}(?:unexpected operator|(?:unary|binary) operator expected|too many arguments|integer expression expected|missing \])/,
    ].map((line) => ({ line, strength: 'likely' as const })),
  ],
  above: ['npm-script-failed', 'docker-build-step-failed', 'command-not-found'],
  explain: ({ facts }) =>
    `The shell cannot read ${facts.path && !/script\.sh$/.test(facts.path) ? `\`${facts.path}\`` : 'a command of the buildspec'}${facts.line ? ` (line ${facts.line})` : ''}: a quote or block is not closed, something is only valid in bash, or the YAML around it changed the quotes.`,
  fix: getShellSyntaxSteps,
});
