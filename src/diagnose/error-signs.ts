/**
 * What makes a line look like the place where something broke, whatever the tool: words and shapes with a weight
 * each. Weights are by judgement, held against the long logs of `npm run accuracy`.
 */
const SIGNS: readonly (readonly [RegExp, number])[] = [
  // Compilers: file, line, error.
  [/^\S+[:(]\d+(?:[:,]\d+)?\)?:? (?:fatal |internal compiler )?error\b/i, 4],
  [/(?:^|\s)(?:fatal )?error(?:\[\w+\]| [A-Z]+\d+)?:/i, 3],
  [/^\S+\.\w+:\d+(?::\d+)?:? /, 1.5],
  [/^\[(?:ERROR|error|FATAL)\]/, 2],
  // Languages' own words for what was thrown.
  [/(?:^|[\s.:(])[A-Z]\w*(?:Error|Exception|Failure)\b(?!s?:? 0)/, 3],
  [
    /^Traceback \(most recent call last\)|^panic: |^fatal: |^\*\* \(\w+|^Caused by: |^Exception in thread |^thread '.*' panicked|segmentation fault/i,
    3,
  ],
  // Test runners: the list of what failed, and the difference.
  [/^\s*(?:not ok\b|--- FAIL|FAIL(?:ED|URE)?\b|✗|✖|✘|×|✕|\[FAIL|\d+\) \S)/, 3],
  [
    /^\s*(?:Failures?|Failed tests?|Failed examples|FAILURES|Failing tests|Errors?|There (?:was|were) \d+ (?:failure|error)s?):?!?\s*$/i,
    3,
  ],
  [
    /\bassert(?:ion)?\w*\b.*\bfail|\bassertion\w*:|\bexpected\b.+\b(?:but|got|to|actual|received|was)\b|^\s*(?:E {2}|expected|actual|received|got)\b[: ]/i,
    2.5,
  ],
  [
    /\bfailed on line\b|\bDubious\b|\b[1-9]\d* (?:tests? )?(?:failed|failures?|errors?|failing|problems?|offenses)\b/i,
    2.5,
  ],
  // What was wanted and could not be had.
  [
    /\b(?:no such file|not found|cannot|can't|could not|couldn't|unable to|not available|unresolved|undefined|unbound|undeclared|missing|invalid|unexpected|unknown|unrecognized|mismatch|denied|refused|unauthorized|forbidden|timed? ?out|no rule to make|does not exist|required but|killed|aborted)\b/i,
    1.6,
  ],
  [/\b(?:error|errors|failed|failure|failures|fatal|fails|broken)\b/i, 1.2],
];

const CALMING: readonly (readonly [RegExp, number])[] = [
  [/\bwarn(?:ing)?s?\b|\bdeprecat|\bnotice\b|\boptional\b|\bskipp(?:ed|ing)\b|\bignor(?:ed|ing)\b/i, 2],
  [
    /\b(?:0|no|zero) (?:\w+ )?(?:errors?|failures?|failed|failing|problems?)\b|\b(?:errors?|failures?|failed)(?:\s*[:=]\s*|, )0\b/i,
    4,
  ],
  [/^\s*(?:ok|PASS(?:ED)?|✓|✔|√)\b|\b(?:passed|succeeded|successful(?:ly)?)\b/, 2],
  // Commands, downloads and installations name errors that they do not have.
  [
    /^(?:\+ |\$ |Get:\d|Setting up|Unpacking|Selecting previously|Preparing to unpack|Downloading|Downloaded|Compiling|Installing|Fetching|Collecting|Using |gcc |g\+\+ |cc |clang|creating |copying |adding |checking |--\s)/,
    3,
  ],
  // Said of every failure, whatever its cause.
  [
    /^(?:npm ERR!|npm error|make(?:\[\d+\])?: \*\*\*|error Command failed|ELIFECYCLE|rake aborted|Done\. Your build exited|The command ".*" (?:exited|failed))/,
    1.5,
  ],
  [/^\s+at \S+|^\s+from \S+:\d+|^\s+\.{3} \d+ more/, 2],
  [/^travis_|^\s*$/, 10],
];

/** How much a line looks like the place where something broke; zero or less when it does not. */
export function getErrorWeight(text: string): number {
  const line = text.length > 600 ? text.slice(0, 600) : text;
  const weight = sum(SIGNS, line);
  return weight === 0 ? 0 : weight - sum(CALMING, line);
}

function sum(signs: readonly (readonly [RegExp, number])[], line: string): number {
  let total = 0;
  for (const [pattern, weight] of signs) if (pattern.test(line)) total += weight;
  return total;
}
