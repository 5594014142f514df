import type { Facts, FixStep } from '../model.ts';
import { placeholder, sh } from './shell.ts';

/** Names of other packages, where a package is called otherwise or comes from a repository that has to be enabled first. */
const KNOWN: ReadonlyMap<string, string> = new Map([
  ['docker', 'amazon-linux-extras install -y docker'],
  ['epel', 'amazon-linux-extras install -y epel'],
  ['epel-release', 'amazon-linux-extras install -y epel'],
  ['nginx', 'amazon-linux-extras install -y nginx1'],
  ['python-pip', 'apt-get install -y python3-pip'],
  ['python', 'apt-get install -y python3 python-is-python3'],
  ['docker-ce', 'curl -fsSL https://get.docker.com | sh'],
]);

/** How to install a system package that was not found: the known way first, then fresh lists, another name, an extra repository. */
export function getInstallSteps(facts: Facts): FixStep[] {
  const name = facts.package?.split(/\s/)[0] ?? placeholder('package');
  const known = KNOWN.get(name);
  const steps: FixStep[] = [
    {
      title: 'Refresh the lists in the same command, before the install: an image comes without any',
      command: sh`apt-get update && apt-get install -y ${name}`,
      changes: false,
      verify: sh`dpkg -s ${name}`,
    },
    {
      title: 'See what the image is, and what it has under another name',
      command: sh`cat /etc/os-release; apt-cache search ${name} 2>/dev/null || dnf search ${name} 2>/dev/null || yum search ${name} 2>/dev/null || apk search ${name}`,
      changes: false,
    },
    {
      title: 'On Amazon Linux 2 many packages are extras',
      command: sh`amazon-linux-extras install -y ${name}`,
      changes: false,
      verify: sh`rpm -q ${name}`,
    },
  ];
  return known
    ? [
        { title: `Install ${name} the way this distribution has it`, command: known, changes: false },
        ...steps,
      ]
    : steps;
}
