import { getDirectory, getPackageManager, goTo } from '../../src/fix/package-manager.ts';
import { sh } from '../../src/fix/shell.ts';
import { findScriptCall } from '../../src/fix/test-command.ts';
import { defineSignature, type Pattern } from '../../src/signature.ts';

/** All of these say that a script ended badly and not why: npm prints its advice after whatever the script had to say. */
const symptoms: readonly RegExp[] = [
  /npm (?:ERR!|error) \S+@\S+ (?<script>[\w:.-]+): `/,
  /npm (?:ERR!|error) Failed at the \S+ (?<script>\S+) script/,
  /npm (?:ERR!|error) Lifecycle script `(?<script>[^`]+)` failed with error/,
  /npm (?:ERR!|error) (?:code ELIFECYCLE|command failed|command sh -c|Exit status \d)/,
  /^(?:\S+: )?error Command failed with (?:exit code \d+|signal "?\w+"?)\.$/,
  /ELIFECYCLE\]?\s+(?:Command|Test) failed/,
  /ERR_PNPM_RECURSIVE_(?:RUN|EXEC)_FIRST_FAIL/,
  /npm (?:ERR!|error) (?:cb\(\) never called!|Exit handler never called!)|^Error: Command failed: (?:npm|yarn|pnpm|npx) /,
  /Cannot use import statement outside a module|SyntaxError: Unexpected token '?(?:export|import)\b|Aborted due to warnings\.$/,
  // npm-run-all, bun, lerna, turbo, nx
  /^ERROR: "(?<script>[^"]+)" exited with [1-9]\d*\.$/,
  /error: script "(?<script>[^"]+)" (?:exited with code|was terminated)/,
  /lerna ERR! .*(?:npm|yarn) run (?<script>\S+) exited [1-9]/,
  /ERROR\s+run failed: command\s+exited|Running target \S+ for (?:project|\d+ projects?).{0,80} failed/,
  /^Failed tasks:|The command failed (?:in workspace|for workspaces)|^error \S*node_modules\S+: Command failed\.?$/,
  // Node.js itself, at the end of an uncaught exception, and where it began.
  /^Node\.js v\d+\.\d+\.\d+$/,
  /ERR_UNHANDLED_REJECTION|triggerUncaughtException\(|^\s+throw (?:err|er|error); *(?:\/\/ Unhandled.*)?$/,
  /^(?:\[\w+\]: )?(?:Uncaught )?(?:ReferenceError: \S+ is not defined|TypeError: .{1,200} is not (?:a function|iterable|a constructor)|TypeError: Cannot (?:read|set) propert)/,
];

export default defineSignature({
  id: 'npm-script-failed',
  family: 'node',
  title: 'A script of package.json failed without saying why',
  patterns: [
    ...symptoms.map((line): Pattern => ({ line, strength: 'symptom' })),
    // Stands below any failure of npm's: of an install too.
    {
      line: /npm (?:ERR!|error) A complete log of this run can be found in/,
      command: /\bnpm (?:run|test|start)\b/,
      strength: 'symptom',
    },
  ],
  isSummary: true,
  explain: ({ facts, command }) =>
    `${facts.script ? `The script \`${facts.script}\`` : command ? `\`${command.split('\n')[0]}\`` : 'A script of package.json'} ended with an error; its own message, if it printed one, stands above npm's.`,
  fix: (situation) => {
    const { script } = situation.facts;
    const manager = getPackageManager(situation);
    const directory = getDirectory(situation.command);
    const call = script
      ? sh`${manager} run ${script}`
      : (findScriptCall(situation.command) ?? 'npm run build');
    return [
      {
        title: `Read what ${script ? `"${script}"` : 'the script'} printed above the first line of npm's, then run it with the build's Node.js version and CI=true`,
        command: `${goTo(script ? directory : '')}CI=true ${call}`,
        changes: false,
      },
      {
        title: 'If it works on your machine, compare the versions and start from a clean install',
        command: `${goTo(directory)}node --version; ${manager === 'npm' ? 'npm ci' : sh`${manager} install --frozen-lockfile`}`,
        changes: false,
      },
    ];
  },
});
