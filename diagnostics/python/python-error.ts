import { VENV_STEP } from '../../src/fix/python.ts';
import { sh } from '../../src/fix/shell.ts';
import type { FixStep } from '../../src/model.ts';
import { defineSignature } from '../../src/signature.ts';

const TRACEBACK = /Traceback \(most recent call last\):/;

export default defineSignature({
  id: 'python-error',
  family: 'python',
  title: 'A Python program stopped with an exception',
  patterns: [
    // The last line of a traceback: Python's own exceptions, then those of packages, which live in modules named so
    {
      line: /^(?:E\s+|\[ERROR\]\s+)?(?<error>TypeError|ValueError|KeyError|AttributeError|NameError|IndexError|RuntimeError|AssertionError|FileNotFoundError|OSError|IOError|PermissionError|NotImplementedError|UnicodeDecodeError|UnicodeEncodeError|ZeroDivisionError|RecursionError|StopIteration|NotADirectoryError|IsADirectoryError|FileExistsError|json\.decoder\.JSONDecodeError|subprocess\.CalledProcessError): (?<message>.{1,300})/,
      near: { line: TRACEBACK, within: 80 },
      strength: 'likely',
    },
    {
      line: /^(?:\[ERROR\]\s+)?(?<error>[\w.]*(?:exceptions?\.\w+|Exception)): (?<message>.{1,300})/,
      near: { line: TRACEBACK, within: 80 },
      strength: 'likely',
    },
    {
      line: /^(?<error>(?:Indentation|Tab|Syntax)Error): (?<message>.{1,200})/,
      near: { line: /^\s*File "(?<path>[^"]+)", line (?<line>\d+)/, within: 5 },
    },
    // Wordings that only Python has, also without the traceback
    { line: /got an unexpected keyword argument '(?<argument>\w+)'/, strength: 'likely' },
    {
      line: /missing \d+ required positional arguments?: '(?<argument>\w+)'|takes \d+ positional arguments? but \d+ (?:was|were) given/,
      strength: 'likely',
    },
    {
      line: /(?:Attribute|Name|Type)Error: .{0,200}(?:has no attribute '\w+'|name '\w+' is not defined|object is not (?:subscriptable|iterable|callable))/,
      strength: 'likely',
    },
    {
      line: /^(?:E\s+)?(?<error>Unicode(?:De|En)codeError|json\.decoder\.JSONDecodeError|subprocess\.CalledProcessError|ZeroDivisionError|RecursionError|NotImplementedError|yaml\.\w+\.\w+Error): (?<message>.{1,300})/,
      strength: 'likely',
    },
    { line: /^KeyError: '(?<key>[^']+)'$/, strength: 'likely' },
    // Programs that swallow it: the CloudFormation CLI writes it to rpdk.log, pip since 23 refuses the system's Python
    { line: /^=== Unhandled exception ===/, strength: 'likely' },
    /error: (?<problem>externally-managed-environment)/,
    { line: TRACEBACK, strength: 'symptom' },
  ],
  isSummary: true,
  explain: ({ facts }) => {
    if (facts.problem)
      return "pip may not install into the system's own Python (PEP 668): a virtual environment is needed.";
    const error = facts.error ? `\`${facts.error}\`` : 'an exception';
    const text =
      facts.message ?? (facts.argument ? `the argument \`${facts.argument}\` does not fit` : facts.key);
    return `A Python program stopped with ${error}${text ? `: ${text.replace(/[.\s]+$/, '')}` : ''}.`;
  },
  fix: ({ facts }) => {
    if (facts.problem) return [VENV_STEP];
    return [
      ...(facts.argument ? [getArgumentStep(facts.argument)] : []),
      {
        title:
          "Read the traceback from its end: the last frame of the project's own code is where to look; a log file that the message names (such as rpdk.log) holds the rest",
        command: 'find . -name "*.log" -newermt "-1 hour" -exec tail -n 50 {} +',
        changes: false,
      },
      {
        title: 'If it worked before, see which packages changed since: unpinned ones move on their own',
        command: 'python -m pip freeze',
        changes: false,
      },
    ];
  },
});

function getArgumentStep(argument: string): FixStep {
  return {
    title: `Make caller and function agree about \`${argument}\`: add it to the function's parameters (\`${argument}=None\`), or do not pass it`,
    command: sh`grep -rn --include=*.py --include=buildspec*.yml ${argument} .`,
    changes: false,
  };
}
