import { getPathInSource } from '../../src/fix/misplaced.ts';
import { sh } from '../../src/fix/shell.ts';
import type { FixStep } from '../../src/model.ts';
import { defineSignature, type Situation } from '../../src/signature.ts';

export default defineSignature({
  id: 'cdk-synth-failed',
  family: 'deploy',
  title: 'The CDK app itself fails',
  patterns: [
    /Cannot find asset at (?<path>[^\s$'`]+)/,
    /(?<reason>--app is required either in command-line, in cdk\.json)/,
    /(?<reason>There is already a Construct with name '[^']+' in \w+)/,
    /(?:\w+Error|Error): (?<reason>Validation failed with the following errors:|Resolution error: .+|Cannot retrieve value from context provider .+|Cannot (?:determine scope|reference across|use \w+ from).{0,200})/,
    /(?<reason>Cannot retrieve value from context provider \S+ since account\/region are not specified)/,
    /(?<reason>(?:No stacks? match(?:es)? the name\(s\)|No stack found (?:matching|with name)|No stack found in the main cloud assembly|This app contains no stacks).*)/,
    /(?<reason>Since this app includes more than a single stack, specify which stacks to use)/,
    /(?<reason>"--require-approval" is enabled and stack includes security-sensitive updates)/,
    /\[Error at (?<path>\/[^\]]+)\] (?<reason>.+)/,
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
    { line: /Failed to publish (?:one or more assets|asset)/, strength: 'symptom' },
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
    ...getOwnSteps(situation),
    {
      title: 'Reproduce it with the whole trace, in the directory of cdk.json',
      command: 'rm -rf cdk.out && npx cdk synth --quiet --debug',
      changes: false,
      verify: 'npx cdk ls',
    },
  ],
});

function getOwnSteps({ facts }: Situation): FixStep[] {
  const reason = facts.reason ?? '';
  if (/require-approval/.test(reason))
    return [
      {
        title: 'Nobody can answer in a build: deploy with --require-approval never',
        command: 'npx cdk deploy --all --require-approval never',
        changes: true,
      },
    ];
  if (/JSON input/.test(reason))
    return [
      {
        title: 'A JSON file is empty or cut: find it, and produce cdk.out again from the step that writes it',
        command: `find cdk.out -name '*.json' -size -2c`,
        changes: false,
      },
    ];
  if (/context provider/.test(reason))
    return [
      {
        title:
          'Give the stack its env (account and region), run synth once with credentials, and commit cdk.context.json',
        command: 'npx cdk context && git add cdk.context.json',
        changes: true,
      },
    ];
  if (/--app is required/.test(reason))
    return [
      {
        title: 'Run cdk in the directory of cdk.json',
        command: sh`git ls-files ${'*cdk.json'}`,
        changes: false,
      },
    ];
  if (!facts.path || facts.path.startsWith('/') === false) return [];
  const path = getPathInSource(facts.path);
  return [
    {
      title: `See whether ${path} is in the source and where: paths of assets are best written relative to the file (path.join(__dirname, ...))`,
      command: sh`git ls-files ${`*${path.split('/').at(-1)}*`}`,
      changes: false,
    },
  ];
}
