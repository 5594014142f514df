import type { FixStep } from '../model.ts';
import type { Situation } from '../signature.ts';
import { insertBefore } from './buildspec.ts';
import { sh } from './shell.ts';

/** How CodeBuild's own images get a tool, on Ubuntu and on Amazon Linux alike. */
const INSTALLS: Readonly<Record<string, readonly string[]>> = {
  aws: ['pip3 install awscli'],
  sam: ['pip3 install aws-sam-cli'],
  eb: ['pip3 install awsebcli'],
  'cfn-lint': ['pip3 install cfn-lint'],
  cdk: ['npm install --global aws-cdk'],
  serverless: ['npm install --global serverless'],
  sls: ['npm install --global serverless'],
  yarn: ['npm install --global yarn'],
  pnpm: ['npm install --global pnpm'],
  poetry: ['pip3 install poetry'],
  pipenv: ['pip3 install pipenv'],
  pytest: ['pip3 install pytest'],
  tox: ['pip3 install tox'],
  cfn_nag_scan: ['gem install cfn-nag'],
  cfn_nag: ['gem install cfn-nag'],
  helm: ['curl -fsSL https://raw.githubusercontent.com/helm/helm/main/scripts/get-helm-3 | bash'],
};
/** Tools that come as a package of the same name in Ubuntu and Amazon Linux. */
const PACKAGES = new Set(
  'jq zip unzip make gcc git rsync wget curl tree patch gettext bc cmake maven ant'.split(' '),
);
/** Programs whose package has another name. */
const PACKAGE_OF: Readonly<Record<string, string>> = {
  envsubst: 'gettext',
  'g++': 'gcc-c++ g++',
  mvn: 'maven',
  ssh: 'openssh-client openssh-clients',
  mysql: 'default-mysql-client mariadb',
  psql: 'postgresql-client postgresql',
  dig: 'dnsutils bind-utils',
  xxd: 'xxd vim-common',
};
/** Node tools that a project has in its own dependencies: `npm ci` brings them, `npx` finds them. */
const NODE_TOOLS =
  /^(?:jest|tsc|ts-node|mocha|eslint|prettier|ng|nest|next|nuxt|vite|vitest|webpack|react-scripts|vue-cli-service|gulp|grunt|rimraf|cross-env|husky|lerna|nx|turbo|rollup|parcel|gatsby|babel|nyc|cypress|playwright|prisma|tsup|esbuild|standard|stylelint|run-s|run-p|npm-run-all|concurrently|dotenv|env-cmd|patch-package|astro|remix|expo|tsx|c8)$/;

/** The steps that make a command that the shell did not find available to the build. */
export function getInstallSteps(tool: string, situation: Situation): FixStep[] {
  if (NODE_TOOLS.test(tool)) return nodeSteps(tool, situation);
  const commands = INSTALLS[tool] ?? [packageCommand(tool)];
  return [
    {
      title: `Install ${tool} in the build before it is used${INSTALLS[tool] || PACKAGES.has(tool) ? '' : ' (if it is a package of that name)'}`,
      patch: insertBefore(commands, situation.command ?? sh`${tool} --version`, situation.build),
      changes: true,
      verify: sh`command -v ${tool}`,
    },
  ];
}

/** apt-get on Ubuntu, yum on Amazon Linux; whichever the image has. */
function packageCommand(tool: string): string {
  const [debian, amazon = debian] = (PACKAGE_OF[tool] ?? tool).split(' ');
  return sh`if command -v apt-get; then apt-get update && apt-get install --yes ${debian ?? tool}; else yum install --assumeyes ${amazon ?? tool}; fi`;
}

function nodeSteps(tool: string, { command, build }: Situation): FixStep[] {
  return [
    {
      title: `Install the project's dependencies before ${tool} is used: it is one of the devDependencies, which NODE_ENV=production or --production leaves out`,
      patch: insertBefore(['npm ci --include=dev'], command ?? sh`npx ${tool}`, build),
      changes: true,
      verify: sh`npx --no-install ${tool} --version`,
    },
    {
      title: `If ${tool} is not in package.json yet, add it`,
      command: sh`npm install --save-dev ${tool === 'tsc' ? 'typescript' : tool}`,
      changes: true,
    },
  ];
}
