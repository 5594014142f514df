import { getPrivateClusterSteps } from '../../src/fix/eks.ts';
import { NETWORK_CONSEQUENCES } from '../../src/fix/network-consequences.ts';
import { getHost, getReachSteps } from '../../src/fix/reach.ts';
import { defineSignature, type Situation } from '../../src/signature.ts';

export default defineSignature({
  id: 'network-timeout',
  family: 'network',
  title: 'A connection timed out or the network is unreachable',
  patterns: [
    /curl: \(28\) (?:Failed to connect to (?<host>\S+) port (?<port>\d+))?/,
    /(?:Failed to connect to|connect to host) (?<host>[\w.:-]+) port (?<port>\d+)(?: after (?:\d{5,}|[3-9]\d{3}) ms)?: (?:Connection timed out|Operation timed out|Network is unreachable|No route to host|Timeout was reached|Timed out|(?<=after \d{5,7} ms: )Couldn't connect)/,
    // apt, wget
    /(?:Could not connect to|Cannot initiate the connection to|Unable to connect to) (?<host>[\w.-]+):(?<port>\d+) .{0,120}(?:connection timed out|Network is unreachable|No route to host)/i,
    /failed: (?:Connection timed out|Network is unreachable|No route to host)\.|Read error \(Connection timed out\) in headers/,
    {
      line: /^(?:W|E): Failed to fetch https?:\/\/(?<host>[\w.-]+)\S* .*(?:timed out|Unable to connect|unreachable)/i,
      near: {
        line: /E: (?:Failed to fetch|Unable to (?:locate|fetch)|Some index files|Package )/,
        within: 40,
      },
    },
    // Python and the AWS CLI; what pip retries is only a warning
    /^(?!.*Retrying \().*HTTPS?ConnectionPool\(host='(?<host>[^']+)', port=(?<port>\d+)\).{0,400}(?:timed out|Network is unreachable|No route to host)/,
    /^(?!.*Retrying \().*(?:ConnectTimeoutError\(|ReadTimeoutError\(|requests\.exceptions\.(?:ConnectTimeout|ReadTimeout)|urllib3\.exceptions\.(?:Connect|Read)TimeoutError)/,
    {
      line: /Retrying \(.*(?:ConnectTimeoutError|ReadTimeoutError|timed out|Network is unreachable)/,
      near: { line: /No matching distribution found|Could not find a version that satisfies/, within: 30 },
    },
    /(?:Connect|Read) timeout on endpoint URL: "https?:\/\/(?<host>[\w.-]+)/,
    /\[Errno (?:101|110|113)\] (?:Network is unreachable|Connection timed out|No route to host)|socket\.timeout: |timeout: The read operation timed out|TimeoutError: \[WinError 10060\]/,
    { line: /Could not connect to the endpoint URL: "https?:\/\/(?<host>[\w.-]+)/, strength: 'likely' },
    // npm, Yarn, Node
    /npm (?:ERR!|error) .*(?:ETIMEDOUT|ERR_SOCKET_TIMEOUT|EIDLETIMEOUT|Socket timeout|network timeout at:? (?:https?:\/\/(?<host>[\w.-]+))?|ENETUNREACH|EHOSTUNREACH)/,
    /error An unexpected error occurred: "(?:https?:\/\/(?<host>[\w.-]+)(?![\w.-])\S*: )?(?:\w+ )?(?:ESOCKETTIMEDOUT|ETIMEDOUT|ENETUNREACH)/,
    /connect (?:ETIMEDOUT|ENETUNREACH|EHOSTUNREACH) (?<host>[\d.a-f:]+):(?<port>\d+)/,
    {
      line: /\b(?:ETIMEDOUT|ESOCKETTIMEDOUT|UND_ERR_CONNECT_TIMEOUT|ERR_CONNECTION_TIMED_OUT|ERR_INTERNET_DISCONNECTED)\b|network timeout at: /,
      strength: 'likely',
    },
    // Java, Maven, Gradle
    /Connect to (?<host>[\w.-]+):(?<port>\d+) \[.*\] failed: (?:Connection timed out|connect timed out|Read timed out|No route|Network is)/i,
    /(?:java\.net\.)?(?:SocketTimeoutException|ConnectException|NoRouteToHostException): (?:[Cc]onnect(?:ion)? timed out|Read timed out|Operation timed out|No route to host|Network is unreachable)/,
    /(?:artifact|metadata) \S+ (?:from|to)\S* .*(?:timed out|Network is unreachable)|Downloading from https?:\/\/(?<host>[\w.-]+)(?![\w.-])\S* failed: timeout/,
    // Go: terraform, kubectl, docker, CodeBuild's own agent
    /dial tcp (?<host>[\w.:[\]-]+):(?<port>\d+): (?:i\/o timeout|(?:connect|getsockopt): (?:connection timed out|network is unreachable|no route to host|operation timed out))/,
    /TLS handshake timeout|Client\.Timeout exceeded|request canceled while waiting for connection/,
    /Build does not have internet connectivity/,
    // NuGet, RubyGems, Composer, dnf, apk
    /\((?<host>[\w.-]+):(?<port>\d+)\)'? has timed out|The HTTP request to 'GET https?:\/\/(?<host2>[\w.-]+)(?![\w.-])\S*' has timed out|properly respond after a period of time|Connection timed out \((?<host3>[\w.-]+):\d+\)/,
    /Net::(?:Open|Read)Timeout|Failed to open TCP connection to (?<host>[\w.-]+):(?<port>\d+) \((?:Connection timed out|execution expired|Network is)/,
    /curl error 28 while downloading https?:\/\/(?<host>[\w.-]+)|\[Errno 12\] Timeout on https?:\/\/(?<host3>[\w.-]+)|Curl error \(28\): Timeout was reached for https?:\/\/(?<host2>[\w.-]+)/,
    /network error \(check Internet connection and firewall\)|https?:\/\/(?<host>[\w.-]+)(?![\w.-])\S*: operation timed out/,
    // Databases; Emacs; Perl
    /[Cc]an't connect to MySQL server on '(?<host>[^']+)' \((?:101|110|113)\)|Can't reach database server at `(?<host2>[\w.-]+)`?:`?(?<port>\d+)/,
    /connection to server at "(?<host>[^"]+)".*port (?<port>\d+) failed: (?:Connection timed out|timeout expired)|could not connect to server: Connection timed out/,
    /Could not create connection to (?<host>[\w.-]+):(?<port>\d+)|Connection error: Connect timeout/,
  ],
  above: [
    ...NETWORK_CONSEQUENCES,
    'system-package-not-found',
    'gpg-key-missing',
    'system-package-install-failed',
  ],
  checks: ({ facts }) => [{ kind: 'vpc-way-out-missing', host: getHost(facts.host), port: facts.port }],
  sharedBy: [],
  explain: (situation) =>
    situation.facts.wayOut
      ? `The build cannot reach ${getTarget(situation)}: nothing gets out of its VPC. ${situation.facts.wayOut}`
      : `The build cannot reach ${getTarget(situation)}: nothing answers in time. In a VPC that is mostly a subnet without a NAT gateway or endpoint, or a security group; otherwise the other side is slow, down or private.`,
  fix: (situation) => {
    const { facts, build } = situation;
    const host = getHost(facts.host);
    return [...getPrivateClusterSteps(situation), ...getReachSteps(build, { host, port: facts.port })];
  },
  retryable: true,
  retryReason: 'Timeouts pass, unless the build has no way out at all.',
});

function getTarget({ facts }: Situation): string {
  return facts.host ? `\`${facts.host}${facts.port ? `:${facts.port}` : ''}\`` : 'a host';
}
