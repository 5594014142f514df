import { getVariableSteps } from '../../src/fix/variable.ts';
import { defineSignature } from '../../src/signature.ts';

export default defineSignature({
  id: 'environment-variable-missing',
  family: 'source',
  title: 'A variable that the build needs is not set',
  patterns: [
    // bash with `set -u`, dash, `${NAME:?}`.
    /: (?<variable>[A-Za-z_]\w*): (?:unbound variable|parameter not set|parameter null or not set)/,
    /line \d+: (?<variable>[A-Z][A-Z0-9_]{2,}): .{0,80}(?:[Pp]lease|must be|required|not set|missing|provide)/,
    // Python: os.environ['NAME'], decouple, django-environ.
    /^KeyError: '(?<variable>[A-Z][A-Z0-9_]{2,})'$/,
    /UndefinedValueError: (?<variable>\w+) not found\. Declare it as envvar/,
    {
      line: /validation errors? for \w*(?:Settings|Config|Env)\w*/,
      near: { line: /^\s*[Ff]ield required/, within: 6 },
    },
    // npm and yarn read .npmrc and .yarnrc.yml; Prisma; Ruby; Rust; Elixir; envconfig of Go.
    /Failed to replace env in config: \$\{(?<variable>\w+)\}/,
    /Environment variable not found \((?<variable>\w+)\)|[Ee]nvironment variable not found: (?<variable2>\w+)/,
    /key not found: "(?<variable>[A-Z][A-Z0-9_]+)" \(KeyError\)/,
    /environment variable `(?<variable>\w+)` not defined|on an `Err` value: NotPresent|could not fetch environment variable "(?<variable2>\w+)"/,
    /required key (?<variable>[A-Z]\w+) missing value|required (?:environment )?variable "?(?<variable2>[A-Z]\w+)"? is (?:not set|missing)/i,
    // Serverless, Spring, docker compose, sonar, SDKs that say only what they miss.
    /A valid environment variable to satisfy the declaration 'env:(?<variable>\w+)' could not be found/,
    /Value not found at "env" source|Cannot resolve variable at ".{0,120}env\b/,
    /Could not resolve placeholder '(?<variable>[A-Z][A-Z0-9_.]+)' in value/,
    /Expected parameter (?<variable>access[_]?[Tt]oken|space|apiKey)\b|(?<variable2>supabase(?:Url|Key)) is required/,
    // In words, either way round.
    /(?:[Mm]issing|[Uu]ndefined|[Uu]nset|[Ii]nvalid|[Ee]mpty)(?: the| a)?(?: required| mandatory)? (?:environment var|env var|ENV var)(?:iable)?s?\b[^A-Z\n]{0,24}(?<variable>[A-Z][A-Z0-9_]{2,})?/,
    /(?:[Ee]nvironment|[Ee]nv) var(?:iable)?s? ['"`$]?(?<variable>(?!JAVA_HOME)[A-Z][A-Z0-9_]{2,})['"`]? (?:is|was|are|must|has|have|not|needs|should|does|could)\b.{0,12}(?:set|required|missing|undefined|empty|defined|provided|exist|found)/,
    /['"`$]?\b(?<variable>(?!JAVA_HOME)[A-Z][A-Z0-9_]{2,})['"`]? (?:is (?:a )?(?:required|missing|mandatory) )?(?:environment|env) var(?:iable)? (?:is|was|must|has|not|needs|should)\b.{0,12}(?:set|required|missing|undefined|empty|defined|provided|found)/,
    /(?:[Pp]lease|must|[Ee]nsure|need to|[Tt]ry to) (?:set|define|provide|export|specify) (?:the |an? |your )?(?:env\w* var\w* )?['"`$]?(?<variable>(?!JAVA_HOME)[A-Z][A-Z0-9]*_[A-Z0-9_]+)\b/,
    ...[
      /(?:^|[:\s'"`$])(?<variable>(?!JAVA_HOME)[A-Z][A-Z0-9]*_[A-Z0-9_]+)['"`]? (?:must be (?:set|defined|provided)|is (?:not (?:set|defined)|required|unset|empty|missing|undefined)\b|not set\b|environment variable\b)/,
      // A name without an underscore only where the line calls itself an error.
      /(?:ERROR|[Ee]rror|FATAL|[Ff]atal):? \$?\{?['"`]?(?<variable>(?!JAVA_HOME)[A-Z][A-Z0-9_]{2,})['"`]?\}? (?:is|was) (?:not (?:set|defined)|required|unset|empty|missing|undefined)\b/,
      /set the (?<variable>[A-Z][A-Z0-9]*_[A-Z0-9_]+) (?:environment|env) variable/,
    ].map((line) => ({ line, strength: 'likely' as const })),
  ],
  above: [
    'python-error',
    'bundler-failed',
    'npm-script-failed',
    'javascript-tests-failed',
    'docker-build-step-failed',
  ],
  explain: ({ facts }) =>
    `The build needs the variable \`${facts.variable ?? 'named in the line'}\`, and it is not set in the build's environment (or is empty): variables of a laptop, a .env file or another phase's subshell do not reach it.`,
  fix: getVariableSteps,
});
