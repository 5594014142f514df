import { getDirectory, getPackageManager, goTo } from '../../src/fix/package-manager.ts';
import { placeholder, sh } from '../../src/fix/shell.ts';
import { defineSignature } from '../../src/signature.ts';

export default defineSignature({
  id: 'npm-script-missing',
  family: 'node',
  title: 'package.json has no script of this name',
  patterns: [
    // npm 6 without quotes and with a small letter; pnpm without quotes.
    /npm (?:ERR!|error) missing script: "?(?<script>[^"\s]+)/i,
    /(?<tool>ERR_PNPM)_(?:RECURSIVE_RUN_)?NO_SCRIPT\S*\s+(?:Missing script:? "?(?<script>[^"\s]+)|None of the)/,
    /error Command "(?<script>[^"]+)" not found\./,
    /Couldn't find a script named "(?<script>[^"]+)"/,
    /error: (?:Script not found|missing script:?) "(?<script>[^"]+)"/i,
    // Bare, as people paste it.
    /^(?:Error: |\s*× )?Missing script: "?(?<script>[^"\s]+)"?\.?$/i,
    // npm-run-all, gulp 3 and 4, grunt, nx, turbo
    /ERROR: Task not found: "(?<script>[^"]+)"/,
    /Task never defined: (?<script>\S+)|Task '(?<script2>[^']+)' is not in your gulpfile|Warning: Task "(?<script3>[^"]+)" not found\. Use --force/,
    /Cannot find configuration for task (?<script>\S+)|Could not find task `(?<script2>[^`]+)` in project/,
  ],
  above: ['npm-script-failed', 'docker-build-step-failed', 'command-not-found', 'sam-build-failed'],
  explain: ({ facts, command }) =>
    `The build calls the script ${facts.script ? `\`${facts.script}\`` : ''}, which ${getDirectory(command)}package.json does not define: a typing error, or the wrong directory.`.replace(
      'script ,',
      'a script,',
    ),
  fix: (situation) => {
    const script = situation.facts.script ?? placeholder('script');
    const manager = getPackageManager(situation);
    const directory = getDirectory(situation.command);
    return [
      {
        title: 'See which scripts package.json has in the directory where the build stands',
        command: `${goTo(directory)}npm pkg get scripts`,
        changes: false,
      },
      {
        title: `Call one that exists in the buildspec, or add "${script}" to the scripts of package.json`,
        command: `${goTo(directory)}${sh`npm pkg set ${`scripts.${script}=${placeholder('command')}`} && git add package.json && git commit --message ${`Add the script ${script}`} && git push`}`,
        changes: true,
        verify: `${goTo(directory)}${sh`${manager} run ${script}`}`,
      },
      {
        title: 'If the script is defined in another package.json, go to its directory in the buildspec first',
        command: sh`git grep --line-number ${`"${script}":`} -- ${'*package.json'}`,
        changes: false,
      },
    ];
  },
});
