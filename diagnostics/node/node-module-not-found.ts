import { getMissingModuleSteps, isModulePath } from '../../src/fix/missing-module.ts';
import { defineSignature } from '../../src/signature.ts';

export default defineSignature({
  id: 'node-module-not-found',
  family: 'node',
  title: 'A module that the code imports is not there',
  patterns: [
    // Node.js, ts-node, jest (`from 'src/x.test.js'`); built-in modules are a matter of Node's version.
    /(?<!\b(?:WARN|warn|Warn)(?!ING\]: ).{0,200})Cannot find (?:module|package) '(?<module>(?!\.|node:|(?:fs|stream|timers|readline|util)\/(?:promises|types))[^']+)'(?! or its corresponding type)(?: (?:from|imported from) '?(?<file>[^'\s]+)'?)?/,
    // A relative path is often an optional file of a package that goes on without it.
    {
      line: /(?<!\b(?:WARN|warn|Warn)(?!ING\]: ).{0,200})Cannot find module '(?<module>\.[^']+)'(?! or its corresponding type)(?: (?:from|imported from) '?(?<file>[^'\s]+)'?)?/,
      strength: 'likely',
    },
    // tsc; what other errors it reports is the concern of typescript-errors.
    /(?<![^\s(:])(?<file>[^\s(:]+\.[cm]?tsx?)\S{0,12}(?: -)? error TS2307: Cannot find module '(?<module>[^']+)'/,
    /(?:TS2307|Type error): Cannot find module '(?<module>[^']+)'/,
    // webpack says the same words in a warning and in an error.
    {
      line: /Module not found: (?:Error: )?Can't resolve '(?!\.[^']*' in '[^']*node_modules)(?<module>[^']+)'(?: in '(?<path>[^']+)')?/,
      near: {
        line: /ERROR in |Failed to compile|[Bb]uild failed/,
        within: 4,
      },
    },
    {
      line: /Module not found: (?:Error: )?(?:Can't resolve|Cannot find file:?|Cannot resolve module) '(?<module>[^']+)'(?: in '?(?<path>[^']+)'?)?/,
      strength: 'likely',
    },
    /(?:Rollup failed to resolve import|Failed to resolve import) "(?<module>[^"]+)" from "(?<file>[^"]+)"/,
    /(?:\[!\]|RollupError:|Error:) Could not resolve ["'](?<module>[^"']+)["'] from ["']?(?<file>[^"'\s]+)/,
    /\[UNRESOLVED_IMPORT\] .*?Could not resolve '(?<module>[^']+)' in (?<file>\S+)/,
    /(?:✘ \[ERROR\]|X \[ERROR\]|error:) Could not resolve:? "(?<module>[^"]+)"/,
    /error: Cannot find (?:package|module) ["'](?<module>[^"']+)["'] from ["'](?<file>[^"']+)["']/,
    // parcel, metro
    /Failed to resolve '(?<module>[^']+)' from '(?<file>[^']+)'|Unable to resolve (?:module )?"?(?<module2>[^"\s]+)"? from "?(?<file2>[^":\s]+)/,
    // Plugins and presets of eslint, babel, jest, vitest, angular, karma
    /ESLint couldn't find the (?:plugin|config) "(?<module>[^"]+)"|Failed to load (?:plugin|parser|config) '(?<module2>[^']+)'[^:]{0,120}: Cannot find module/,
    /Preset (?<module>[\w@/-]+) not found(?: relative to rootDir)?\.|Module (?<module2>[\w@/.<>-]+) in the \w+ option was not found|Test environment (?<module3>\S+) cannot be found/,
    /MISSING DEPENDENCY +Cannot find dependency '(?<module>[^']+)'|Cannot find plugin "(?<module2>[^"]+)"/,
    /Could not find (?:module "(?<module>@angular[^"]+)"|the '(?<module2>[^':]+):\w+' builder's node package)|Could not find the implementation for builder (?<module3>[^\s:]+)/,
    {
      line: /could not determine executable to run|client did not initialize yet\. Please run "prisma generate"/,
      strength: 'likely',
    },
    /Cannot find module (?<module>@[\w-]+\/[\w.-]+)\. npm has a bug|CLI for (?<module2>webpack) must be installed/,
    // A package's exports do not have what is asked for.
    /(?:Package subpath '(?<module>[^']+)' is not defined by "exports"|No "exports" main defined) in (?<path>\S+?package\.json)/,
  ],
  above: [
    'npm-script-failed',
    'bundler-failed',
    'typescript-errors',
    'javascript-tests-failed',
    'docker-build-step-failed',
    'lint-errors',
    'cdk-synth-failed',
    'serverless-framework-failed',
    'terraform-init-failed',
    'file-missing',
    'sam-build-failed',
  ],
  explain: ({ facts }) => {
    const where = facts.file ? ` (imported by \`${facts.file}\`)` : '';
    if (isModulePath(facts.module))
      return `The file \`${facts.module}\`${where} is not there: not committed, not generated before this step, or spelt with other capitals, which Linux tells apart.`;
    return `The package ${facts.module ? `\`${facts.module}\`${where}` : 'that is imported'} is not installed where the build looks for it: not in package.json, only among devDependencies that were left out, or installed in another directory.`;
  },
  fix: getMissingModuleSteps,
});
