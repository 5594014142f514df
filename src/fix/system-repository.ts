import type { FixStep } from '../model.ts';
import type { Situation } from '../signature.ts';
import { placeholder, sh } from './shell.ts';

/** What to do about a repository of apt or yum that cannot be used. */
export function getSystemRepositorySteps(situation: Situation): FixStep[] {
  return [...getRepositorySteps(situation), ...refreshSteps(situation)];
}

/** A repository that is not the distribution's own is best removed where the build does not need it, or its key renewed. */
function getRepositorySteps({ facts: { url } }: Situation): FixStep[] {
  const host = url?.split('/')[2] ?? '';
  if (host === '' || /(?:^|\.)(?:debian|ubuntu|centos|alpinelinux)\./.test(host)) return [];
  const name = /yarn/.test(host) ? 'yarn' : (host.split('.').at(-2) ?? host);
  const key = /yarnpkg/.test(host) ? 'https://dl.yarnpkg.com/debian/pubkey.gpg' : placeholder('key url');
  return [
    {
      title: `If the build does not need ${name} from there: remove the list before apt-get update`,
      command: sh`grep -rl ${host} /etc/apt/sources.list.d/ | xargs -r rm -v`,
      changes: false,
      verify: 'apt-get update',
    },
    {
      title: `If it does: fetch the current key of ${name} first`,
      command: sh`curl -fsSL ${key} | gpg --dearmor --yes -o ${`/etc/apt/trusted.gpg.d/${name}.gpg`}`,
      changes: false,
      verify: 'apt-get update',
    },
  ];
}

function refreshSteps({ facts }: Situation): FixStep[] {
  return [
    {
      title:
        'Run apt-get update right before the install, in one command (one RUN in a Dockerfile), with retries: a stale list names files that the mirror has dropped',
      command:
        'apt-get -o Acquire::Retries=5 update && apt-get -o Acquire::Retries=5 install -y YOUR_PACKAGE',
      changes: false,
    },
    {
      title: `If the release itself has ended (its repository moved to an archive): take a newer base image or build image${facts.repository ? `, or name the vault as baseurl of ${facts.repository}` : ''}`,
      command: 'cat /etc/os-release; cat /etc/apt/sources.list /etc/yum.repos.d/*.repo 2>/dev/null',
      changes: false,
    },
  ];
}
