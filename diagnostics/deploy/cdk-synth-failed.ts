import { getCdkAppSteps } from '../../src/fix/cdk-app.ts';
import { getPathInSource } from '../../src/fix/misplaced.ts';
import { defineSignature } from '../../src/signature.ts';

export default defineSignature({
  id: 'cdk-synth-failed',
  family: 'deploy',
  title: 'The CDK app itself fails',
  patterns: [
    /Cannot find asset at (?<path>[^\s$'`]+)/,
    /(?<reason>--app is required either in command-line, in cdk\.json)/,
    /(?<reason>There is already a Construct with name '[^']+' in \w+)/,
    /Error: (?<reason>Validation failed with the following errors:|Resolution error: .+|Cannot retrieve value from context provider .+|Cannot (?:determine scope|reference across|use \w+ from).{0,200})/,
    /(?<reason>Cannot retrieve value from context provider \S+ since account\/region are not specified)/,
    /(?<reason>(?:No stacks? match(?:es)? the name\(s\)|No stack found (?:matching|with name)|No stack found in the main cloud assembly|This app contains no stacks).*)/,
    /(?<reason>Since this app includes more than a single stack, specify which stacks to use)/,
    /(?<reason>"--require-approval" is enabled and stack includes security-sensitive updates)/,
    /^\s*\[Error at (?<path>\/[^\]]+)\] (?<reason>.+)/,
    /(?<reason>Failed to bundle asset \S+|Bundling did not produce any output|Failed to find (?:esbuild|lockfile|tsconfig).*)/,
    /(?:jsii\.errors\.\w+|software\.amazon\.jsii\.JsiiException|JSIIError|Amazon\.JSII\.Runtime\.JsiiException): (?<reason>.+)/,
    /(?<reason>Found errors$)|(?<reason2>Error: Unable to find (?:context|the CDK).*)/,
    // Of tree.json the CDK only warns.
    /^(?!.*tree\.json).*ENOENT: no such file or directory, (?:open|stat|scandir) '(?<path>[^']*cdk\.out[^']*)'/,
    // A cut cloud assembly of an earlier step
    {
      line: /(?<reason>Unexpected end of JSON input)/,
      near: { line: /cdk\.(?:ts|js|out)|\bcdk (?:synth|diff|deploy|bootstrap)/, within: 8 },
    },
    {
      line: /Failed to (?:publish|build) (?:one or more assets|asset)|Building [Aa]ssets [Ff]ailed/,
      strength: 'symptom',
    },
    { line: /\bSubprocess exited with error (?<code>\d+)/, strength: 'symptom' },
  ],
  above: ['npm-script-failed', 'python-error', 'docker-build-step-failed'],
  explain: ({ facts }) => {
    const reason = facts.reason?.trim().slice(0, 240).replace(/[.:]$/, '');
    if (facts.path && !reason)
      return `The CDK app names \`${getPathInSource(facts.path)}\`, which is not there when it runs: a wrong path, or an earlier step has not written it.`;
    return `The CDK app stopped before anything was deployed${reason ? `: ${reason}` : '; the error of the app itself stands above that line'}${facts.path ? ` (at ${facts.path})` : ''}.`;
  },
  fix: (situation) => [
    ...getCdkAppSteps(situation),
    {
      title: 'Reproduce it with the whole trace, in the directory of cdk.json',
      command: 'rm -rf cdk.out && npx cdk synth --quiet --debug',
      changes: false,
      verify: 'npx cdk ls',
    },
  ],
});
