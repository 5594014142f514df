import { getCertificateSteps } from '../../src/fix/certificate.ts';
import { NETWORK_CONSEQUENCES } from '../../src/fix/network-consequences.ts';
import { defineSignature } from '../../src/signature.ts';

export default defineSignature({
  id: 'tls-failed',
  family: 'network',
  title: 'A TLS connection fails: the certificate or the handshake is refused',
  patterns: [
    /SSL certificate problem: (?<reason>[^\r\n]+)/,
    /curl: \((?:51|58|60|77|83)\) |SSL: no alternative certificate subject name matches target host name '(?<host>[^']+)'/,
    /server certificate verification failed\. CAfile|gnutls_handshake\(\) failed/,
    /(?:https?:\/\/(?<host>[\w.-]+)(?![\w.-])\S*"?: )?(?:tls: failed to verify certificate: )?x509: (?<reason>certificate [\w ]+|cannot validate[\w ]+|failed to load system roots)/,
    /(?:host='(?<host>[^']+)'.*)?CERTIFICATE_VERIFY_FAILED(?!.*Retrying \()/,
    {
      line: /Retrying \(.*SSLError/,
      near: {
        line: /No matching distribution found|Could not find a version|Could not fetch URL/,
        within: 30,
      },
    },
    // Node's codes
    /\b(?<reason>SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_GET_ISSUER_CERT(?:_LOCALLY)?|UNABLE_TO_VERIFY_LEAF_SIGNATURE|CERT_HAS_EXPIRED|DEPTH_ZERO_SELF_SIGNED_CERT|ERR_TLS_CERT_ALTNAME_INVALID|CERT_NOT_YET_VALID)\b/,
    /(?:self[- ]signed certificate in certificate chain|unable to (?:get local issuer|verify the first) certificate)/,
    /\bEPROTO\b.*(?:SSL|alert|wrong version)|(?:SSL routines|ssl3_\w+|tls_\w+):.{0,60}(?:alert|handshake failure|wrong version number|unsupported protocol|unexpected eof|dh key too small)/,
    // Java
    /PKIX path (?:building|validation) failed|unable to find valid certification path to requested target/,
    /SSLHandshakeException: (?<reason>.+)|SSLException: (?:Received fatal alert|No PSK available|Tag mismatch|Unrecognized SSL message|Unsupported or unrecognized)|SSLPeerUnverifiedException/,
    // .NET, Ruby, PHP, Perl, wget, apt, apk, Rust
    /The SSL connection could not be established|The remote certificate (?:is invalid|was rejected)|AuthenticationException: The remote certificate/,
    /SSL_connect returned=\d+ errno=\d+ (?:peeraddr=\S+ )?state=error: (?<reason>.+)/,
    /^(?!.*Retrying \().*\[SSL: (?<reason>WRONG_VERSION_NUMBER|UNSUPPORTED_PROTOCOL|DH_KEY_TOO_SMALL|NO_PROTOCOLS_AVAILABLE|(?:TLSV1|SSLV3)_ALERT_\w+)\]|> No PSK available/,
    /SSL operation failed with code \d|certificate verify failed|CertificateFailureError|SSL connect attempt failed/,
    /cannot verify (?<host>[\w.-]+)'s certificate|Unable to locally verify the issuer's authority/,
    /Certificate verification failed: (?<reason>[^[]+)|No system certificates available|invalid peer certificate: \w+/,
    /tls: (?<reason>handshake failure|bad certificate|protocol version not supported|internal error|unrecognized name)|first record does not look like a TLS handshake/,
    {
      line: /curl: \((?:35|59)\) (?!.*reset by peer)|SSL_ERROR_SYSCALL|routines:.*:SSL|TLS connection was non-properly terminated/,
      strength: 'likely',
    },
  ],
  above: [
    ...NETWORK_CONSEQUENCES,
    'network-refused',
    'remote-server-error',
    'apt-repository-failed',
    'system-package-not-found',
    'gpg-key-missing',
    'npm-package-not-found',
  ],
  sharedBy: ['host'],
  explain: ({ facts }) =>
    `The TLS connection${facts.host ? ` to \`${facts.host}\`` : ''} fails${facts.reason ? `: ${facts.reason.trim().slice(0, 120).replace(/\.$/, '')}` : ''}. Either the build image does not know who signed the certificate, or the certificate or the protocol of the other side is not acceptable.`,
  fix: ({ facts }) => getCertificateSteps(facts.host),
  retryable: true,
  retryReason: 'A handshake that was cut off is mostly a fault of the moment; a wrong certificate is not.',
});
