import { findCodeArtifact, getNpmLoginSteps } from '../../src/fix/codeartifact.ts';
import { regionOption } from '../../src/fix/project.ts';
import { placeholder, sh } from '../../src/fix/shell.ts';
import { defineSignature, type Situation } from '../../src/signature.ts';

export default defineSignature({
  id: 'npm-auth-failed',
  family: 'node',
  title: 'The npm registry refuses the login of the build',
  patterns: [
    /npm (?:ERR!|error) code (?:E401|ENEEDAUTH|EOTP)/,
    /(?:Unable to authenticate, (?:need:|your authentication token seems)|npm (?:ERR!|error) Incorrect or missing password)/,
    /need auth (?:This command requires you to be logged in|auth required for publishing|You need to authorize this machine)/,
    /(?:401 Unauthorized|403 Forbidden) - (?:GET|PUT|POST) (?<url>https?:\/\/\S+)(?!.*cannot publish over)/,
    // The registry hides what a token may not publish to: 404 on PUT.
    /404 Not Found - PUT (?<url>https?:\/\/\S+)/,
    // E403 also says `You cannot publish over the previously published versions`.
    { line: /npm (?:ERR!|error) code E403/, strength: 'likely' },
    /You do not have permission to publish "(?<package>[^"]+)"/,
    // A variable of .npmrc is not set: npm and yarn 1 stop before they ask the registry.
    { line: /Failed to replace env in config: \$\{(?<variable>\w+)\}/, strength: 'likely' },
    // Yarn 1: `Request "URL" returned a 401`, GitHub's and others' words behind the URL.
    /Request \\?"?(?<url>https?:\/\/[^"\\\s]+)\\?"? returned a 40[13]/,
    /(?<url>https?:\/\/[^"\s]+): Request failed \\?"40[13]\b/,
    /error An unexpected error occurred: "(?<url>https?:\/\/[^"\s]+): (?:authentication token not provided|unauthenticated|Forbidden|Permission|Unauthorized)/i,
    /Received a 40[13] from \S+|User cannot be authenticated with the token provided/,
    // Yarn 2 and later
    /YN0041: .*Invalid authentication|YN0033: .*No authentication configured|No authentication configured for request/,
    /Response Code.{0,4}: 40[13] \((?:Unauthorized|Forbidden)\)/,
    /GET (?<url>https?:\S+?): (?:Unauthorized|Forbidden) - 40[13]|ERR_PNPM_FETCH_40[13]$/,
    /error: GET (?<url>https?:\/\/\S+) - 40[13]/,
  ],
  above: [
    'npm-package-not-found',
    'npm-script-failed',
    'docker-build-step-failed',
    'docker-registry-auth-failed',
    'remote-server-error',
    'sam-build-failed',
  ],
  sharedBy: [],
  explain: (situation) => {
    const { facts } = situation;
    if (facts.variable)
      return `.npmrc takes the token from \`${facts.variable}\`, and the build has no such variable, so the registry cannot be asked.`;
    return `The registry ${getHost(situation)} answered 401 or 403: the build has no token for it, or one that has expired or may not do this.`;
  },
  fix: (situation) => {
    const { url, variable = 'NPM_TOKEN' } = situation.facts;
    const host = getHost(situation);
    const region = regionOption(situation.build);
    const store = findCodeArtifact(url);
    if (store) return getNpmLoginSteps(store);
    return [
      {
        title: `Keep a token for ${host} in Secrets Manager, and let the buildspec read it as ${variable} (env: secrets-manager)`,
        command: sh`aws secretsmanager create-secret --name ${placeholder('secret')} --secret-string ${placeholder('token')}${region}`,
        changes: true,
        verify: sh`aws secretsmanager describe-secret --secret-id ${placeholder('secret')}${region}`,
      },
      {
        title: `Let .npmrc read the token for ${host} from ${variable}`,
        command: sh`echo ${`//${host}/:_authToken=\${${variable}}`} >> .npmrc && git add .npmrc && git commit --message ${'Read the registry token from the environment'} && git push`,
        changes: true,
        verify: sh`npm whoami --registry ${`https://${host}/`}`,
      },
    ];
  },
});

function getHost({ facts }: Situation): string {
  return /^https?:\/\/([^/:\s]+)/.exec(facts.url ?? '')?.[1] ?? placeholder('registry');
}
