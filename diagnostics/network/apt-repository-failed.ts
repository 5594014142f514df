import { getSystemRepositorySteps } from '../../src/fix/system-repository.ts';
import { defineSignature } from '../../src/signature.ts';

export default defineSignature({
  id: 'apt-repository-failed',
  family: 'network',
  title: 'A package repository of the system is gone, unsigned or expired',
  patterns: [
    /E: The repository '(?<url>https?:\/\/\S+) [^']*' (?:does not have a Release file|no longer has a Release file|is not signed|is no longer signed)/,
    /(?:W|E): (?:GPG error: (?<url>https?:\/\/\S+) .*)?The following signatures were invalid: (?:EXPKEYSIG|KEYEXPIRED|EXPSIG)|signatures were invalid: (?:EXPKEYSIG|KEYEXPIRED)/,
    /E: Release file for (?<url>\S+) is (?:expired|not valid yet)/,
    /^E: Failed to fetch (?<url>\S+) +(?:404|403|40\d|5\d\d|Hash Sum mismatch|File has unexpected size|Undetermined Error|Bad header)/,
    /Hash Sum mismatch|File has unexpected size \(\d+ != \d+\)|Clearsigned file isn't valid/,
    /E: Repository '(?<url>\S+) [^']*' changed its '\w+' value/,
    /Cannot add PPA: '?(?<repository>ppa:[\w./-]+)|HTTPError: .* for url: \S*launchpad/,
    /E: (?:Malformed (?:entry|line) \d+ in (?:list|source list|sources) ?(?:file )?(?<path>\S+)|The list of sources could not be read|The method driver \S+ could not be found)/,
    // yum, dnf. CentOS 7 and 8 are gone from their mirrors.
    /Cannot find a valid baseurl for repo: (?<repository>\S+)/,
    /Failed to (?:download|synchronize cache|synchronize metadata) (?:metadata )?for repo '(?<repository>[^']+)'/,
    /Cannot (?:prepare internal mirrorlist|retrieve repository metadata|download repomd\.xml)|No URLs in mirrorlist/,
    /[Cc]ould(?: not|n't) resolve host:? mirrorlist\.centos\.org/,
    /(?<url>https?:\/\/\S+repomd\.xml): \[Errno 14\]|Status code: \d+ for (?<url2>https?:\/\/\S+\/repodata\/\S+)/,
    { line: /One of the configured repositories failed/, strength: 'likely' },
    // apk, zypper
    /ERROR: (?:unable to open|opening) \S*APKINDEX|(?:ERROR|WARNING): (?:Ignoring |opening )?(?<url>https?:\/\/\S+): (?:No such file or directory|BAD (?:signature|archive)|remote server returned error|HTTP 404)/,
    /Repository '(?<repository>[^']+)' is invalid\.|Valid metadata not found at specified URL/,
    { line: /^E: (?:Some index files failed to download|Unable to fetch some archives)/, strength: 'likely' },
    { line: /^E: Failed to fetch (?<url>\S+)/, strength: 'likely' },
    {
      line: /^(?:Err:\d+ (?<url>\S+)|\s+(?:404|502|503) +(?:Not Found|Bad Gateway|Service Unavailable) \[IP: )/,
      strength: 'likely',
    },
  ],
  above: [
    'system-package-not-found',
    'docker-build-step-failed',
    'remote-server-error',
    'command-not-found',
    'system-package-install-failed',
    'python-error',
    'node-module-not-found',
  ],
  sharedBy: [],
  explain: ({ facts }) =>
    `The package repository${facts.url || facts.repository ? ` \`${facts.url ?? facts.repository}\`` : ' of apt, yum or apk'} cannot be used: it is gone or moved, its signature or release has expired, or a mirror is out of step.`,
  fix: getSystemRepositorySteps,
  retryable: true,
  retryReason: 'A mirror that is just being updated is whole again soon.',
});
