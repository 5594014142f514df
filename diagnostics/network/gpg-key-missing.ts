import { placeholder, sh } from '../../src/fix/shell.ts';
import { defineSignature } from '../../src/signature.ts';

export default defineSignature({
  id: 'gpg-key-missing',
  family: 'network',
  title: 'A signing key is missing: a package or repository cannot be verified',
  patterns: [
    {
      line: /(?:GPG error: (?<url>https?:\/\/\S+) .*)?NO_PUBKEY (?<key>[0-9A-F]{8,})/,
      near: { line: /is not signed|E: (?:Failed to fetch|Some index files|Unable to locate)/, within: 12 },
    },
    { line: /(?:GPG error: (?<url>https?:\/\/\S+) .*)?NO_PUBKEY (?<key>[0-9A-F]{8,})/, strength: 'likely' },
    /Public key for (?<package>\S+\.rpm) is not installed|Error: GPG check FAILED|Package (?<package2>\S+) is not signed/,
    /GPG key retrieval failed|Couldn't open file \S*RPM-GPG-KEY|The GPG keys listed for the "(?<repository>[^"]+)" repository are already installed but/,
    /gpg: (?:\[don't know\]: )?[Cc]an't check signature: (?:No public key|public key not found)/,
    /gpg: (?:key\w* )?(?:keyserver (?:receive|search|send|refresh) failed|no valid OpenPGP data found|requesting key \S+ .*failed)/,
    /gpg: BAD signature|signatures (?:couldn't|could not) be verified because|GPG signature verification failed/,
    /(?:BADSIG|signatures were invalid: BADSIG|NODATA 1|ERRSIG) ?|UNTRUSTED signature/,
    /E: gnupg, gnupg2 and gnupg1 do not seem to be installed|gnupg.* required for this operation/,
    /There are unauthenticated packages and -y was used|The following packages cannot be authenticated!/,
    /curl: .*gpg: no valid|Signature verification failed for (?<url>https?:\/\/\S+)|sq: .*[Nn]o (?:matching|such) (?:key|certificate)/,
  ],
  above: [
    'apt-repository-failed',
    'docker-build-step-failed',
    'system-package-not-found',
    'system-package-install-failed',
  ],
  sharedBy: ['key'],
  explain: ({ facts }) =>
    `The signature${facts.url ? ` of \`${facts.url}\`` : facts.package ? ` of \`${facts.package}\`` : ''} cannot be verified: the public key${facts.key ? ` \`${facts.key}\`` : ''} is not in the image, or could not be fetched.`,
  fix: ({ facts }) => {
    const key = facts.key ?? placeholder('key id');
    const name = facts.url?.split('/')[2]?.split('.').at(-2) ?? placeholder('repository');
    return [
      {
        title:
          'Fetch the key from its publisher before the first use, and bind the repository to it (signed-by)',
        command: sh`curl -fsSL ${placeholder('key url')} | gpg --dearmor --yes -o ${`/usr/share/keyrings/${name}.gpg`}`,
        changes: false,
        verify: sh`gpg --show-keys ${`/usr/share/keyrings/${name}.gpg`}`,
      },
      {
        title: 'Or from a key server, over port 443, which a firewall lets through',
        command: sh`gpg --keyserver hkps://keyserver.ubuntu.com:443 --recv-keys ${key} && gpg --export ${key} | tee ${`/etc/apt/trusted.gpg.d/${name}.gpg`} >/dev/null`,
        changes: false,
        verify: 'apt-get update',
      },
      {
        title: 'With yum or dnf, import it',
        command: sh`rpm --import ${placeholder('key url')}`,
        changes: false,
      },
    ];
  },
  retryable: true,
  retryReason: 'A key server that did not answer may do so now.',
});
