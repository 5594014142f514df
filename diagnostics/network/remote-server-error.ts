import { getDownloadSteps } from '../../src/fix/download.ts';
import { defineSignature } from '../../src/signature.ts';

const GONE = /^(?:404|410)$/;

export default defineSignature({
  id: 'remote-server-error',
  family: 'network',
  title: 'A remote server answers with an error, or the file is gone',
  patterns: [
    // wget names the URL some lines before; curl never does.
    {
      line: /ERROR (?<status>404|410|500|502|503|504): /,
      near: { line: /:\d\d-- {2}(?<url>https?:\/\/\S+)/, within: 8 },
    },
    /ERROR (?<status>404|410|500|502|503|504): |wget: server returned error: HTTP\/\d\.\d (?<status2>\d+)/,
    /(?:unable to access '(?<url>[^']+)': )?The requested URL returned error: (?<status>404|410|5\d\d)/,
    { line: /curl: \(22\) The requested URL returned error: (?<status>4\d\d)/, strength: 'likely' },
    /HTTP Error (?<status>404|410|5\d\d): /,
    /(?:Client|Server) Error: [\w ]+ for url: (?<url>\S+)/,
    /HTTP error (?<status>404|410|5\d\d) while getting (?<url>\S+)/,
    // npm and Yarn; a 404 of theirs is a package that does not exist.
    /npm (?:ERR!|error) (?:code E)?(?<status>50\d)\b|Request failed \\?"(?<status2>5\d\d) |Response Code: (?<status3>5\d\d)/,
    /ERR_PNPM_FETCH_(?<status>5\d\d)/,
    // Maven, Gradle
    /(?:status(?: code)?|Return code is): (?<status>5\d\d)\b|Received status code (?<status2>5\d\d) from server/,
    /Server returned HTTP response code: (?<status>5\d\d|404|410) for URL: (?<url>\S+)|FileNotFoundException: (?<url2>https?:\/\/\S+)/,
    { line: /npm (?:ERR!|error) code E(?<status>429)/, strength: 'likely' },
    // docker, Go, Terraform
    /received unexpected HTTP status: (?<status>5\d\d)|error parsing HTTP (?<status2>404|5\d\d) response body/,
    /unexpected status(?: code)?(?: from \w+ request to (?<url>\S+?))?:? \[?(?<status>5\d\d)\b|registry service is unreachable/,
    /unexpected HTTP status code:? (?<status>404|410|5\d\d)/,
    /: (?<status>502 Bad Gateway|503 Service Unavailable|504 Gateway Time-?out)/i,
    // kubectl, RubyGems, Composer, NuGet, git
    /unable to read URL "(?<url>[^"]+)", server (?:response|reported) \(?(?<status>\d{3})?/,
    /bad response [\w ]+ (?<status>404|5\d\d) \((?<url>\S+)\)|"(?<url2>https?:\/\/[^"]+)" file could not be downloaded \(HTTP\/\S+ (?<status2>404|5\d\d)/,
    /Response status code does not indicate success: (?<status>404|5\d\d)|remote: Internal Server Error/,
    // What came was an error page: it is then unpacked, or run.
    /: line \d+: (?:Not: command not found|404: command not found|(?:syntax error near unexpected token `)?(?:<\?xml|<html|<!DOCTYPE))/i,
    {
      line: /gzip: stdin: not in gzip format|xz: \(stdin\): File format not recognized|bzip2: \(stdin\) is not a bzip2 file|BadZipFile: File is not a zip file|End-of-central-directory signature not found/,
      strength: 'likely',
    },
    {
      line: /\((?:503|ServiceUnavailable(?:Exception)?|InternalServerError|InternalFailure)\) when calling the \w+ operation/,
      strength: 'likely',
    },
  ],
  above: [
    ...[
      'maven-dependency-unresolved',
      'gradle-dependency-unresolved',
      'python-package-not-found',
      'python-error',
      'npm-script-failed',
    ],
    ...[
      'docker-build-step-failed',
      'native-compile-error',
      'native-addon-build-failed',
      'terraform-init-failed',
      'kubernetes-failed',
    ],
    ...[
      'browser-missing',
      'git-failed',
      'rust-compile-error',
      'jvm-build-invalid',
      'cdk-synth-failed',
      'command-not-found',
      'source-access-denied',
    ],
  ],
  sharedBy: [],
  explain: ({ facts }) =>
    GONE.test(facts.status ?? '')
      ? `The server answers ${facts.status} for ${facts.url ? `\`${facts.url}\`` : 'a file that the build downloads'}: the address is wrong (often an empty variable in it), or the file was moved or removed.`
      : `The server${facts.url ? ` of \`${facts.url}\`` : ''} answers with an error${facts.status ? ` (${facts.status})` : ''} instead of the file.`,
  fix: ({ facts }) => getDownloadSteps(facts, GONE.test(facts.status ?? '')),
  retryable: true,
  retryReason: 'An error of the server (5xx) mostly passes within minutes.',
});
