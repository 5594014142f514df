import { parseImage } from '../../src/fix/image-reference.ts';
import { getHelperStep, getLoginSteps } from '../../src/fix/registry.ts';
import { defineSignature, type Situation } from '../../src/signature.ts';

export default defineSignature({
  id: 'docker-registry-auth-failed',
  family: 'docker',
  title: 'The container registry refuses the login, pull or push',
  patterns: [
    // ECR, to a client that never logged in
    /(?:https?:\/\/(?<host>[\w.:-]+)\/v2\/[^\s:"]*"?: )?no basic auth credentials/,
    // Docker Hub's word for a push to a foreign or unknown name; behind `docker login': ` it is a pull: docker-image-not-found
    /(?<!'docker login': )denied: requested access to the resource is denied|\bpush access denied\b/,
    {
      line: /(?<!'docker login': )denied: requested access to the resource is denied/,
      near: { line: /The push refers to (?:a )?repository \[(?<image3>[^\]*]+)\]/, within: 80 },
    },
    /failed to push (?<image4>[\w./:@-]+): (?:denied|unauthorized|.{0,300}40[13] )|checking push permission for "(?<image5>[^"]+)": .{0,200}(?:UNAUTHORIZED|DENIED)/,
    // Error codes of the registry protocol, with each registry's own text; IAM's refusals (`User: arn`) belong to ecr-*-denied
    /(?:^|[:"] |(?:Error|ERROR|fatal) )unauthorized: \S+/,
    /https?:\/\/(?<host5>[\w.:-]+)\/v2\/\S*: (?:unauthorized|denied): (?!User: arn)/,
    /(?:^|: )denied: (?!User: arn|requested access to|[Tt]he repository)\S+|error from registry: (?:denied|unauthorized|access forbidden)/,
    /unauthenticated: User cannot|unknown: (?:Authentication is required|The client does not have permission)/,
    /(?:UNAUTHORIZED|DENIED): (?:"?authentication|requested access|access|[Pp]ermission|The client|Invalid|Not Authorized)/,
    // docker login itself
    /[Ll]ogin attempt to (?:https?:\/\/)?(?<host2>[\w.:-]{1,100})\S{0,200} failed with status: 40\d/,
    /[Ee]rror: (?:Password Required|password is empty|username is empty)|Must provide --username with --password-stdin/,
    { line: /Cannot perform an interactive login from a non.?TTY device/, strength: 'likely' },
    { line: /['"]docker login['"] (?:requires|accepts) at most 1 argument/, strength: 'likely' },
    {
      line: /flag needs an argument: 'p' in -p/,
      near: { line: /docker login --help/, within: 3 },
      strength: 'likely',
    },
    // Credential helpers
    /error getting credentials - err: (?:exec: "(?<tool>[\w-]+)")?|[Ee]rror saving credentials: /,
    // BuildKit, containerd, skopeo, podman, Jib. ECR says 403 for a missing permission: not a matter of logging in.
    /failed to (?:authorize|fetch (?:anonymous|oauth) token).{0,300}(?:401 Unauthorized|403 Forbidden)/,
    /https?:\/\/(?<host3>(?!\d+\.dkr\.ecr)[\w.:-]+)\/v2\/\S*: (?:401 Unauthorized|403 Forbidden)/,
    /https?:\/\/(?<host4>\d+\.dkr\.ecr[\w.:-]+)\/v2\/\S*: 401 Unauthorized/,
    /unable to retrieve auth token|invalid username\/password|invalid status code from registry 40[13]/,
    /RegistryUnauthorizedException|Unauthorized for (?<image>[\w-]+\.[\w.-]+\/\S+)/,
    // A registry with a host of its own hides what the reader may not see; on Docker Hub the name is mostly wrong.
    {
      line: /pull access denied for (?<image2>[\w-]+\.[\w.:-]+\/[^\s,]+), repository does not exist or may require/,
      command: /^(?![\s\S]*\|\|)/,
      strength: 'likely',
    },
    {
      line: /pull access denied, repository does not exist or may require authorization/,
      strength: 'likely',
    },
    { line: /error parsing HTTP 40[13] response body/, strength: 'likely' },
  ],
  above: [
    'command-not-found',
    'docker-build-step-failed',
    'python-error',
    'npm-script-failed',
    'jvm-build-invalid',
  ],
  sharedBy: ['host'],
  explain: (situation) => {
    const { facts, command } = situation;
    if (facts.tool) return `Docker's credential helper \`${facts.tool}\` does not work in this build.`;
    const step = /\bdocker\s+(push|pull|login|build)\b/.exec(command ?? '')?.[1];
    const what = step ? `\`docker ${step}\`` : 'The docker command';
    const where = facts.image ?? getHost(situation) ?? 'the registry';
    const why = step === 'login' ? 'the' : 'docker is not logged in there at that point, or the';
    return `${what} was refused by ${where}: ${why} credentials are empty, wrong or may not use this repository.`;
  },
  fix: (situation) => [
    ...(situation.facts.tool ? [getHelperStep(situation.facts.tool)] : []),
    ...getLoginSteps(getHost(situation), situation),
    {
      title:
        'Check that the name begins with a registry and an account or organisation that these credentials may use: a push to `name:tag` goes to docker.io/library',
      changes: false,
    },
  ],
});

function getHost({ facts }: Situation): string | undefined {
  return facts.host ?? (facts.image ? parseImage(facts.image).host : undefined);
}
