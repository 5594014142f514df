import { getLockedHostSteps, isLocal, localSteps, remoteSteps } from '../../src/fix/connection.ts';
import { NETWORK_CONSEQUENCES } from '../../src/fix/network-consequences.ts';
import { getHost, getReachSteps } from '../../src/fix/reach.ts';
import { placeholder } from '../../src/fix/shell.ts';
import { defineSignature } from '../../src/signature.ts';

export default defineSignature({
  id: 'network-refused',
  family: 'network',
  title: 'A connection was refused or reset',
  patterns: [
    /(?:Failed to connect to|connect to host) (?<host>[\w.:-]+) port (?<port>\d+)(?: after \d+ ms)?: Connection refused/,
    /Failed to connect to (?<host>[\w.:-]+) port (?<port>\d+) after \d{1,4} ms: Couldn't connect to server/,
    /connection to server at "(?<host>[^"]+)".*port (?<port>\d+) failed: Connection refused|could not connect to server: Connection refused/,
    /Can't connect to (?:local )?MySQL server (?:on '(?<host>[^']+)'(?::(?<port>\d+))? \((?:111|61)\)|through socket)|SQLSTATE\[HY000\] \[2002\]/,
    /dial tcp (?<host>[\w.:[\]-]+):(?<port>\d+): (?:connect|getsockopt): connection refused/,
    /Connect to (?<host>[\w.-]+):(?<port>\d+) \[.*\] failed: Connection (?:refused|reset)/,
    /connect \(111: Connection refused\)|failed: Connection refused\.$/,
    /No connection could be made because the target machine actively refused it|Connection refused \((?<host>[\w.-]+):(?<port>\d+)\)/,
    // npm, Yarn
    /npm (?:ERR!|error) .*(?:ECONNREFUSED|ECONNRESET|ERR_SOCKET_CLOSED|socket hang up|network aborted|Premature close)/,
    /error An unexpected error occurred: "(?:(?<url>https?:\/\/(?<host>[\w.-]+)\S*): )?.*(?:ECONNREFUSED|ECONNRESET|socket hang up|unexpected end of file)/,
    {
      line: /connect ECONNREFUSED (?!127\.|0\.0\.0\.0|::1|localhost)(?<host>[\d.]+|[\da-f:]+|[\w.-]+):(?<port>\d+)/,
      strength: 'likely',
    },
    // On the machine itself: tests that pass print it too.
    {
      line: /connect ECONNREFUSED (?<host>127\.[\d.]+|0\.0\.0\.0|::1|localhost):(?<port>\d+)/,
      strength: 'symptom',
    },
    {
      line: /\b(?:ECONNREFUSED|ECONNRESET|ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET)\b(?! (?:127\.|0\.0\.0\.0|::1|localhost))|socket hang up/,
      strength: 'likely',
    },
    {
      line: /ConnectionRefusedError|Error 111 connecting to (?<host>[\w.-]+):(?<port>\d+)|\[Errno (?:111|61|104)\]|ConnectionResetError|RemoteDisconnected\(/,
      strength: 'likely',
    },
    {
      line: /(?:ConnectException|SocketException): Connection (?:refused|reset)|StatusRuntimeException: UNAVAILABLE/,
      strength: 'likely',
    },
    // A proxy in between
    /ProxyError\(|Tunnel connection failed|Cannot connect to proxy|Proxy CONNECT aborted|Received HTTP code \d+ from proxy after CONNECT/,
    // Who waits for a service before the tests: wait-on, wait-for-it, dockerize
    {
      line: /Timed out waiting for: (?:https?(?:-\w+)?|tcp):\/*(?<host>[\w.-]+)(?::(?<port>\d+))?/,
      strength: 'likely',
    },
    {
      line: /timeout occurred after waiting \d+ seconds for (?<host>[\w.-]+):(?<port>\d+)|waiting on dependencies to become available: \[?\w+:\/\/(?<host2>[\w.-]+):(?<port2>\d+)/,
      strength: 'likely',
    },
    // JDBC, ssh
    {
      line: /PSQLException: Connection to (?<host>[\w.-]+):(?<port>\d+) refused|CommunicationsException: Communications link failure|kex_exchange_identification: (?:Connection closed|read: Connection reset)/,
      strength: 'likely',
    },
    // Cut in the middle: curl, git, docker
    /curl: \((?:18|52|55|56|92)\) |Recv failure: Connection reset by peer/,
    /RPC failed; (?:curl (?:18|52|56|92)|result=|HTTP\/2)|fetch-pack: unexpected disconnect|^fatal: early EOF/,
    /read tcp .*: read: connection reset by peer|write: (?:broken pipe|connection reset by peer)/,
    {
      line: /[Cc]onnection reset by peer|The remote end hung up unexpectedly|Connection closed by (?<host>[\d.]+) port (?<port>\d+)/,
      strength: 'likely',
    },
  ],
  above: [
    // kubectl without a kubeconfig asks localhost: there kubernetes-failed says more.
    ...NETWORK_CONSEQUENCES.filter((id) => id !== 'kubernetes-failed'),
    'system-package-not-found',
    'gpg-key-missing',
  ],
  sharedBy: ['host'],
  explain: ({ facts }) => {
    const target = facts.host ? `\`${facts.host}${facts.port ? `:${facts.port}` : ''}\`` : 'the other side';
    return isLocal(facts.host)
      ? `Nothing listens on ${target} in the build container: the service was not started, is not up yet, or runs in another container.`
      : `${facts.host ? target : 'The other side'} refused or cut the connection: it is down or overloaded, or something between (proxy, firewall) closes it.`;
  },
  fix: ({ facts, build }) => {
    const port = facts.port ?? placeholder('port');
    return isLocal(facts.host)
      ? localSteps(port)
      : [
          ...getLockedHostSteps(facts),
          ...remoteSteps(facts.host, port, getReachSteps(build, { host: getHost(facts.host), port })),
        ];
  },
  retryable: true,
  retryReason: 'A connection that was reset is mostly a fault of the moment.',
});
