import type { FixStep } from '../model.ts';
import { getHost } from './reach.ts';
import { placeholder, sh } from './shell.ts';

/** How to see why TLS to a host fails, and what to do about each reason. */
export function getCertificateSteps(address: string | undefined): FixStep[] {
  const host = getHost(address) ?? placeholder('host');
  return [
    {
      title: 'See the certificate that is presented: who signed it, until when it is valid, for which names',
      command: sh`openssl s_client -connect ${`${host}:443`} -servername ${host} </dev/null | openssl x509 -noout -issuer -subject -dates -ext subjectAltName`,
      changes: false,
    },
    {
      title:
        'Signed by your own authority (or a proxy that looks into TLS): give that certificate to the tools in the install phase',
      command: sh`cp ${placeholder('ca certificate')} /usr/local/share/ca-certificates/own-ca.crt && update-ca-certificates && export NODE_EXTRA_CA_CERTS=/usr/local/share/ca-certificates/own-ca.crt REQUESTS_CA_BUNDLE=/etc/ssl/certs/ca-certificates.crt PIP_CERT=/etc/ssl/certs/ca-certificates.crt`,
      changes: false,
      verify: sh`curl -sSI ${`https://${host}/`}`,
    },
    {
      title:
        'Signed by a public authority: bring the roots of the image up to date, or take a newer build image',
      command: 'apt-get update && apt-get install -y --only-upgrade ca-certificates openssl',
      changes: false,
    },
    {
      title:
        'Expired, or a handshake that fails only now and then: the other side has to mend it; run the build again later. Do not switch verification off',
      changes: false,
    },
  ];
}
