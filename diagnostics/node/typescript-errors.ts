import { asClause } from '../../src/fix/clause.ts';
import { getDirectory, goTo } from '../../src/fix/package-manager.ts';
import { quote } from '../../src/fix/shell.ts';
import { defineSignature, type Situation } from '../../src/signature.ts';

export default defineSignature({
  id: 'typescript-errors',
  family: 'node',
  title: 'TypeScript reports type errors',
  patterns: [
    // tsc plain and pretty, ts-node, vue-tsc, angular; a module that is not found (TS2307) has a signature of its own.
    /(?<![^\s(:])(?<file>[^\s(:]+\.(?:[cm]?tsx?|vue|svelte))[(:](?<line>\d+)[,:]\d+\)?:? (?:- )?error (?<code>TS(?!2307\b)\d+): (?<message>.+)/,
    /\berror (?<code>TS(?!2307\b)\d+): (?<message>.+)/,
    // webpack's checkers (ts-loader, fork-ts-checker, react-scripts), esbuild's in angular, older ones with brackets
    /\b(?<code>TS(?!2307\b)\d{4,5}): (?<message>(?:Type '|Property '|Argument of |Object is |Cannot (?:find|invoke|assign|use|redeclare)|Parameter '|Expected \d|No overload |Module '|Could not find|Variable '|Conversion of |Element implicitly|Binding element|Duplicate identifier|Not all code paths).+)/,
    /TypeScript error in (?<file>[^\s(]+)\((?<line>\d+),\d+\)/,
    // next build
    /Type error: (?!Cannot find module)(?<message>.+)/,
    /Unable to compile TypeScript|TypeScript@\S+ compile error/,
    {
      line: /(?<![^\s(:])(?<file>[^\s(:]+\.[cm]?tsx?)[(:]\d+[,:]\d+\)?:? (?:- )?error TS2307:/,
      strength: 'likely',
    },
    { line: /^Found [1-9]\d* errors?(?: in (?:\d+ files?|the same file).*)?\.?$/, strength: 'likely' },
    { line: /svelte-check found [1-9]\d* errors?/, strength: 'likely' },
  ],
  above: [
    'npm-script-failed',
    'bundler-failed',
    'javascript-tests-failed',
    'docker-build-step-failed',
    'serverless-framework-failed',
    'cdk-synth-failed',
    'tests-failed',
    'sam-build-failed',
  ],
  isSummary: true,
  explain: ({ facts }) =>
    `TypeScript does not accept ${place(facts)}${facts.message ? `: ${asClause(facts.message)}` : ' the code; each error line above names a file and what is wrong there.'}`,
  fix: ({ facts, command }) => {
    const directory = getDirectory(command);
    return [
      {
        title: `See all errors at once on your machine, with the versions of the lock file, and correct ${facts.file ?? 'the lines named'}${facts.message ? ` (${asClause(facts.message)})` : ''}`,
        command: `${goTo(directory)}npm ci && npx tsc --noEmit`,
        changes: false,
      },
      ...generatedSteps(facts),
      {
        title:
          'If it compiles there, the build takes other versions of the types: commit the lock file and install with npm ci, devDependencies included',
        command: `${goTo(directory)}npm ls typescript ${facts.package ? quote(facts.package) : ''}`.trim(),
        changes: false,
      },
    ];
  },
});

function place({ file, line }: Situation['facts']): string {
  return file ? `\`${file}\`${line ? ` line ${line}` : ''}` : '';
}

/** Types that a generator writes are missing when it did not run: an install script that was not allowed, or a step left out. */
function generatedSteps({ message }: Situation['facts']) {
  if (!/@prisma\/client|PrismaClient/.test(message ?? '')) return [];
  return [
    {
      title:
        'Prisma writes these types: run prisma generate before the build (or let the package manager run install scripts)',
      command: 'npx prisma generate',
      changes: false,
    },
  ];
}
