import { getServerlessSteps } from '../../src/fix/serverless.ts';
import { placeholder, sh } from '../../src/fix/shell.ts';
import { defineSignature } from '../../src/signature.ts';

const VERSION =
  /(?:Serverless|Framework) (?:Core )?Version: +(?<version>\d[\d.]+)|framework (?<version2>\d[\d.]+)/;
const near = { line: VERSION, within: 40 };

export default defineSignature({
  id: 'serverless-framework-failed',
  family: 'deploy',
  title: 'The Serverless Framework stops with an error of its own',
  patterns: [
    { line: /(?<reason>Could not locate deployment bucket.*)/, near },
    /(?<reason>Could not locate deployment bucket.*)/,
    /(?<reason>You must sign in or use a license key with Serverless Framework.*)/i,
    /Cannot resolve variable at "(?<variable>[^"]+)": (?<reason>(?!User: |.*(?:not authorized|AccessDenied|credentials not found)).+)/,
    /(?<reason>Cannot resolve serverless\.\w+: Variables resolution errored.*|Variable syntax error.*|Trying to populate non string value.*)/,
    /(?<reason>A valid \S+ (?:variable|option|file|attribute).* to satisfy the declaration '[^']+' could not be found)/,
    /(?<reason>Configuration error(?: at '[^']+')?: .+|Invalid configuration encountered.*|Configuration error:$)/,
    /(?<reason>(?:Serverless )?[Pp]lugin "(?<plugin>[^"]+)" (?:not found|was not found|initialization errored).*)/,
    /(?<reason>This command can only be run in a Serverless service directory.*|serverless\.yml" (?:could not be found|parsing).*|Cannot parse "serverless\.\w+".*)/i,
    /(?<reason>No file matches include \/ exclude patterns|Function "[^"]+" doesn't exist in this Service|Stage "[^"]+" (?:is not|not) .*)/,
    /(?<reason>The Serverless Framework does not support.*|Serverless Framework .* is no longer supported.*|Please (?:log in|login) .*serverless.*)/,
    /(?<!\w)(?<reason>\w[\w.]* not found! Try the pythonBin option.*)/,
    /(?:✖ )?(?:ServerlessError2?|ServerlessFrameworkError):? (?<reason>.*)/,
    { line: /Serverless Error ----------|Serverless Warning ?----------.*error/, near, strength: 'likely' },
    { line: /Serverless Error ----------/, strength: 'likely' },
    { line: /^\s*(?:Type|Syntax|Reference)? ?Error ---------------------/, strength: 'likely' },
    {
      line: /✖ (?:Uncaught|Cannot|Could not|Error|Failed|Unable)|✖ Stack \S+ failed to package/,
      strength: 'likely',
    },
  ],
  above: ['resource-not-found', 'npm-script-failed', 'docker-build-step-failed', 'aws-cli-usage'],
  explain: ({ facts }) =>
    `The Serverless Framework${facts.version ? ` ${facts.version}` : ''} stops${facts.variable ? ` at the variable \`${facts.variable}\`` : ''}${facts.reason ? `: ${facts.reason.trim().slice(0, 240)}` : '; its own message stands below its headline'}`.replace(
      /\.?$/,
      '.',
    ),
  fix: (situation) => [
    ...getServerlessSteps(situation),
    {
      title: `Pin the framework to a version that worked${situation.facts.version ? `, not ${situation.facts.version}` : ''}, locally to the project, so that a new release does not break the build`,
      command: sh`npm view serverless versions --json | tail -n 40; npm install --save-dev --save-exact ${`serverless@${placeholder('version')}`}`,
      changes: true,
      verify: 'npx serverless --version',
    },
    {
      title: 'Print the resolved configuration, and see the whole trace',
      command: sh`npx serverless print --stage ${placeholder('stage')} && SLS_DEBUG=* npx serverless package --verbose`,
      changes: false,
    },
  ],
});
