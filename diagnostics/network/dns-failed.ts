import { NETWORK_CONSEQUENCES } from '../../src/fix/network-consequences.ts';
import { getHost, getReachSteps } from '../../src/fix/reach.ts';
import { placeholder, sh } from '../../src/fix/shell.ts';
import { defineSignature, type Situation } from '../../src/signature.ts';

export default defineSignature({
  id: 'dns-failed',
  family: 'network',
  title: 'A host name cannot be resolved',
  patterns: [
    // curl, git, ssh, composer, dnf. CentOS 7's list of mirrors is gone for good: apt-repository-failed.
    /Could(?: not|n't) resolve (?:host|hostname|proxy|host name)(?: for)?:? '?(?:https?:\/\/)?(?!mirrorlist\.centos\.org)(?<host>[\w.-]*\w)/i,
    /[Uu]nable to resolve host address ['‘`](?<host>[^'’`]+)|wget: bad address '(?<host2>[^']+)'/,
    /Temporary failure resolving '(?<host>[^']+)'/,
    // libc's words, through Java, Python, Ruby, PHP, Gradle. sudo's about its own host is a warning; pip retries before it gives up.
    /^(?!.*Retrying \().*host='(?<host>[\w.-]+)'.{0,400}(?:Temporary failure in name resolution|Name or service not known|No address associated with hostname)/,
    /(?:^|[\s(])(?<!resolve host )(?<host>[\w-]+(?:\.[\w-]+)+)(?::\d+)?: (?:Temporary failure in name resolution|Name or service not known|nodename nor servname)/,
    /^(?!.*(?:sudo: |Retrying \(|mirrorlist\.centos)).*(?:Temporary failure in name resolution|Name or service not known|nodename nor servname|No address associated with hostname)/,
    {
      line: /Retrying \(.*(?:Name or service not known|Temporary failure in name resolution|Failed to resolve)/,
      near: { line: /No matching distribution found|Could not find a version that satisfies/, within: 30 },
    },
    /(?:NameResolutionError.{0,80})?Failed to resolve '(?<host>[^']+)'(?!.*Retrying)/,
    /(?:npm (?:ERR!|error) |request to |failed|error An unexpected error).*getaddrinfo (?:ENOTFOUND|EAI_AGAIN) (?<host>[\w.-]+)/,
    // Tests print such errors, too, and pass.
    { line: /getaddrinfo (?:ENOTFOUND|EAI_AGAIN) (?<host>[\w.-]+)/, strength: 'likely' },
    { line: /(?:code|errno:?) '?(?:ENOTFOUND|EAI_AGAIN)\b|ERR_NAME_NOT_RESOLVED/, strength: 'likely' },
    /UnknownHostException:? (?<host>[\w.-]+)|Unknown host '?(?<host2>[\w.-]+)/,
    /No such host is known\.?(?: \((?<host>[\w.-]+):\d+\))?/,
    // Go: the resolver's address stands between name and reason.
    /lookup (?<host>[\w.-]+)(?: on [\d.:a-f[\]]+)?: (?:no such host|server misbehaving|Temporary failure|read udp|i\/o timeout|no answer|dial udp)/,
    /failed to (?:resolve address for (?<host>[\w.-]+)|lookup address information)/,
    /https?:\/\/(?<host>[\w.-]+)(?![\w.-])\S*: (?:DNS(?: lookup error|: transient error)|temporary error \(try again later\))/,
    /could not translate host name "(?<host>[^"]+)"|Unknown MySQL server host '(?<host2>[^']+)'/,
    /Could not reach host (?<host>[\w.-]+)\. Check your network connection/,
    // The AWS CLI with a region that does not exist builds a host that does not either.
    /Could not connect to the endpoint URL: "https?:\/\/(?!(?:[\w-]+\.)+[a-z]{2}(?:-[a-z]+)+-\d\.(?:amazonaws|api\.aws|on\.aws))(?![\w-]+\.amazonaws\.com|[\w.-]*\.\.)(?<host>[\w.-]+)/,
  ],
  above: [
    ...NETWORK_CONSEQUENCES,
    'network-timeout',
    'network-refused',
    'system-package-not-found',
    'gpg-key-missing',
    'system-package-install-failed',
  ],
  checks: ({ facts }) => [{ kind: 'vpc-way-out-missing', host: getHost(facts.host) }],
  sharedBy: [],
  explain: ({ facts }) =>
    `The build cannot resolve ${facts.host ? `the host name \`${facts.host}\`` : 'a host name'}: the name is wrong or private, or the build has no way to a DNS server${isRegionless(facts.host) ? '; the region in it looks wrong' : ''}.`,
  fix: ({ facts, build }) => {
    const host = getHost(facts.host) ?? placeholder('host');
    return [
      {
        title: `See whether ${host} exists in public DNS; if it does, a passing fault is likely, and the build may be run again`,
        command: sh`dig +short ${host} @1.1.1.1`,
        changes: false,
      },
      {
        title:
          'If it does not: correct the name (a variable may be empty, a region mistyped). If it is private, the project needs the VPC in which it resolves',
        command: sh`git grep -n ${host}`,
        changes: false,
      },
      ...getReachSteps(build, { host, port: '53' }),
    ];
  },
  retryable: true,
  retryReason: 'Name servers fail for a moment; a name that does not exist stays so.',
});

function isRegionless(host: Situation['facts'][string] | undefined): boolean {
  return (
    /\.amazonaws\.com$/.test(host ?? '') &&
    !/[a-z]{2}(?:-[a-z]+)+-\d\.amazonaws/.test(host ?? '') &&
    (host ?? '').split('.').length > 3
  );
}
