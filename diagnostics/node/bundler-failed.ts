import { asClause } from '../../src/fix/clause.ts';
import { getDirectory, goTo } from '../../src/fix/package-manager.ts';
import { sh } from '../../src/fix/shell.ts';
import { findScriptCall } from '../../src/fix/test-command.ts';
import { defineSignature, type Situation } from '../../src/signature.ts';

export default defineSignature({
  id: 'bundler-failed',
  family: 'node',
  title: 'The frontend build fails in the code or in its configuration',
  patterns: [
    // webpack, react-scripts, vue-cli
    /^\s*(?:\[\w+\]:? )?(?:ERROR|Error|error) +in (?<file>\.?\.?\/?[^\s:]+\.\w+)/,
    /Module (?:build|parse) failed(?: \(from |: )/,
    /Invalid configuration object\. Webpack has been initialized|\[webpack-cli\] (?:\w*Error|Invalid|Unknown)|this\.getOptions is not a function|Rule can only have one resource source/,
    {
      line: /^(?:\[\w+\]: )?Failed to compile\.?|webpack \S+ compiled with [1-9]\d* errors?|> Build failed because of webpack errors|Failed to compile with [1-9]\d* errors?|Error: (?:webpack|Webpack) compilation failed/,
      strength: 'likely',
    },
    /SyntaxError: (?<file>\/?[^\s:]+\.[cm]?[jt]sx?): .+ \(\d+:\d+\)/,
    // next
    { line: /^(?:\[\w+\]: )?> Build error occurred/, strength: 'likely' },
    /Error occurred prerendering page "(?<page>[^"]+)"|Failed to collect page data for (?<page2>\S+)|Export encountered (?:an )?errors? on (?:the )?following paths/,
    /The "(?<property>[^"]+)" property is no longer supported in (?<file>next\.config\.\w+)|Build optimization failed: found pages? without/,
    /Couldn't find any `pages` or `app` directory|Turbopack build failed with [1-9]\d* errors?/,
    // vite, rollup, esbuild, parcel
    { line: /^(?:\[\w+\]: )?(?:error during build:|[✗xX×] Build failed in \d)/, strength: 'likely' },
    /\[!\] (?:\([^)]+\) )?(?:Rollup)?Error: |RollupError: |\[vite(?:[:-][\w-]+)?\] .*(?:failed|[Ee]rror)|\[(?<plugin>(?:vite|commonjs|rollup|plugin)[:-][\w-]+)\] /,
    /^[✘X] \[ERROR\] (?<message>.+)|Transform failed with [1-9]\d* errors?|^error: Build failed with [1-9]\d* errors?|\[(?:PARSE_ERROR|MISSING_EXPORT|TRANSFORM_ERROR|PLUGIN_ERROR|UNLOADABLE_DEPENDENCY)\] (?<message2>.+)/,
    /🚨 Build failed\.|error: bundling failed|Metro (?:has encountered an error|error):/,
    /^(?<file>[^\s(]+) \((?<line>\d+):\d+\): (?<message>(?:Expression expected|Unexpected|Unterminated|Expected|Duplicate|Identifier|Invalid|"\w+" is not exported by).*)/,
    // nuxt, gatsby, angular, astro, docusaurus, eleventy, svelte
    /Nuxt [Bb]uild [Ee]rror|Failed to build the preview|SB_BUILDER-\w+|ERROR #\d{5}|Building static HTML failed|Unable to build website for locale/,
    /Unknown (?:argument|option): '?(?:--)?prod'?|Configuration '[^']+' is not set in the workspace|Schema validation failed with the following errors/,
    /exceeded maximum budget|Error: (?<file>\S+\.component\.(?:ts|html)):\d+:\d+ - error NG|\berror NG\d+:|An unhandled exception occurred: /,
    /Having trouble rendering \w+ template (?<file>\S+)|\[11ty\] (?:Problem writing|Error)|Template render error: \((?<file2>[^)]+)\)/,
    // styles, gulp, grunt
    /SassError: |PostCSS plugin \S+ requires PostCSS 8|CssSyntaxError: |Error: Can't find stylesheet to import|The `[^`]+` class does not exist|\[postcss\] /,
    /'(?<task>[^']+)' errored after|Error in plugin ['"]?(?<plugin>[\w-]+)/,
    { line: /Warning: .{1,200} Use --force to continue\./, strength: 'likely' },
    // What is imported is not exported: an error to some bundlers, a warning to others
    {
      line: /Attempted import error: |"[^"]{1,100}" is not exported by "(?<file>[^"]+)", imported by/,
      strength: 'likely',
    },
    { line: /Broken build, fix the error above/, strength: 'symptom' },
  ],
  above: ['npm-script-failed', 'docker-build-step-failed', 'sam-build-failed', 'serverless-framework-failed'],
  isSummary: true,
  explain: ({ facts }) =>
    `The bundler stopped${facts.file ? ` at \`${facts.file}\`` : facts.page ? ` while it built the page \`${facts.page}\`` : ''}${facts.property ? `: its version no longer knows \`${facts.property}\`` : ''}${facts.message ? `: ${asClause(facts.message)}` : ''}; the lines below the error say what it could not take.`,
  fix: ({ facts, command }) => {
    const directory = getDirectory(command);
    const call = findScriptCall(command) ?? 'npm run build';
    return [
      ...propertySteps(facts),
      {
        title: `Run the same build on your machine with the versions of the lock file, and correct ${facts.file ?? 'the file that it names'}`,
        command: `${goTo(directory)}npm ci && CI=true ${call}`,
        changes: false,
      },
      {
        title: facts.page
          ? `The page ${facts.page} is rendered at build time: what it reads (variables, an API) has to be there in the build`
          : 'If it works there, compare the variables of the build and the versions that it installs',
        command: `${goTo(directory)}node --version; npm ls --depth 0`,
        changes: false,
      },
    ];
  },
});

function propertySteps({ property, file }: Situation['facts']) {
  if (!property) return [];
  return [
    {
      title: `Remove ${property} from ${file}, or go back to the major version that knew it`,
      command: sh`git grep --line-number ${`${property}:`} -- ${file ?? '*config*'}`,
      changes: false,
    },
  ];
}
