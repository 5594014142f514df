import type { Facts, FixStep } from '../model.ts';
import { placeholder, sh } from './shell.ts';

/** Whether the address is that of the build container itself. */
export function isLocal(host: string | undefined): boolean {
  return /^(?:localhost|127\.|0\.0\.0\.0|::1|\[::1\])/.test(host ?? '');
}

/** How to have the service run to which the build itself connects. */
export function localSteps(port: string): FixStep[] {
  return [
    {
      title: `Start the service before the command that needs port ${port}, and wait until it listens`,
      command: sh`timeout 60 sh -c ${`until nc -z 127.0.0.1 ${port}; do sleep 1; done`}`,
      changes: false,
    },
    {
      title: `If it runs in a container, publish port ${port} (docker run -p), or use the address of the container: in a build that itself runs in docker, localhost is another machine`,
      command: sh`docker inspect --format ${'{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}'} ${placeholder('container')}`,
      changes: false,
    },
    {
      title:
        'If the address should not be local: the variable with the address of the service is not set in the build',
      command: sh`git grep -nE ${`localhost:${port}|127.0.0.1:${port}`}`,
      changes: false,
    },
  ];
}

/** How to find out why another host refuses; `reach` is how to see whether the build gets there at all. */
export function remoteSteps(host: string | undefined, port: string, reach: FixStep[]): FixStep[] {
  return [
    {
      title: 'See whether it answers now; a passing fault is gone when the build runs again',
      command: sh`curl -sv --max-time 10 --output /dev/null ${`telnet://${host ?? placeholder('host')}:${port}`}`,
      changes: false,
    },
    ...reach,
  ];
}

/** A package's archive on another host than the public registry's: the lock file names that host, wherever it is installed. */
export function getLockedHostSteps({ url, host }: Facts): FixStep[] {
  if (!url?.endsWith('.tgz') || !host) return [];
  return [
    {
      title: `See whether yarn.lock or package-lock.json names ${host} as the place of the package: then write the lock file anew against a registry that the build reaches`,
      command: sh`git grep -nF ${host} -- yarn.lock package-lock.json .npmrc .yarnrc`,
      changes: false,
    },
  ];
}
