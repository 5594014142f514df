import type { FixStep } from '../model.ts';
import type { Situation } from '../signature.ts';
import { insertBefore, renderBuildspecPatch } from './buildspec.ts';
import { sh } from './shell.ts';

/** What CodeBuild's images offer as `runtime-versions`, by the commands that come with it. */
const RUNTIMES: readonly [RegExp, string][] = [
  [/^(?:node|npm|npx|corepack)$/, 'nodejs: 22'],
  [/^(?:python3?(?:\.\d+)?|pip3?(?:\.\d+)?)$/, 'python: 3.13'],
  [/^(?:java|javac|jar|keytool)$/, 'java: corretto21'],
  [/^(?:go|gofmt)$/, 'golang: 1.24'],
  [/^dotnet$/, 'dotnet: 8.0'],
  [/^(?:ruby|gem|bundle|bundler)$/, 'ruby: 3.4'],
  [/^(?:php|composer)$/, 'php: 8.4'],
];
/** How other tools are installed, on Ubuntu and on Amazon Linux alike. */
const INSTALLS: Readonly<Record<string, string>> = {
  aws: 'pip3 install awscli',
  sam: 'pip3 install aws-sam-cli',
  eb: 'pip3 install awsebcli',
  cdk: 'npm install --global aws-cdk',
  serverless: 'npm install --global serverless',
  sls: 'npm install --global serverless',
  yarn: 'npm install --global yarn',
  pnpm: 'npm install --global pnpm',
  poetry: 'pip3 install poetry',
  pipenv: 'pip3 install pipenv',
  uv: 'pip3 install uv',
  pytest: 'pip3 install pytest',
  tox: 'pip3 install tox',
  chalice: 'pip3 install chalice',
  checkov: 'pip3 install checkov',
  'cfn-lint': 'pip3 install cfn-lint',
  cfn_nag_scan: 'gem install cfn-nag',
  hugo: 'npm install --global hugo-extended',
  codecommit: 'pip3 install git-remote-codecommit',
  snyk: 'npm install --global snyk',
  'sonar-scanner':
    'npm install --global @sonar/scan && ln -sf "$(command -v sonar)" /usr/local/bin/sonar-scanner',
  helm: 'curl -fsSL https://raw.githubusercontent.com/helm/helm/main/scripts/get-helm-3 | bash',
  kubectl:
    'curl -fsSLo /usr/local/bin/kubectl "https://dl.k8s.io/release/$(curl -fsSL https://dl.k8s.io/release/stable.txt)/bin/linux/amd64/kubectl" && chmod +x /usr/local/bin/kubectl',
  eksctl:
    'curl -fsSL https://github.com/eksctl-io/eksctl/releases/latest/download/eksctl_Linux_amd64.tar.gz | tar -xz -C /usr/local/bin',
  terraform:
    'curl -fsSLo /tmp/terraform.zip https://releases.hashicorp.com/terraform/1.9.8/terraform_1.9.8_linux_amd64.zip && unzip -oq /tmp/terraform.zip -d /usr/local/bin',
  'docker-compose':
    'curl -fsSLo /usr/local/bin/docker-compose https://github.com/docker/compose/releases/latest/download/docker-compose-linux-x86_64 && chmod +x /usr/local/bin/docker-compose',
};
/** Programs whose package has another name: on Ubuntu, on Amazon Linux. */
const PACKAGES: Readonly<Record<string, readonly [string, string]>> = {
  docker: ['docker.io', 'docker'],
  dockerd: ['docker.io', 'docker'],
  envsubst: ['gettext-base', 'gettext'],
  'g++': ['g++', 'gcc-c++'],
  mvn: ['maven', 'maven'],
  ssh: ['openssh-client', 'openssh-clients'],
  mysql: ['default-mysql-client', 'mariadb'],
  psql: ['postgresql-client', 'postgresql'],
  dig: ['dnsutils', 'bind-utils'],
  xxd: ['xxd', 'vim-common'],
};
/** Node tools that a project has in its own dependencies: `npm ci` brings them, `npx` finds them. */
const NODE_TOOLS =
  /^(?:jest|tsc|ts-node|mocha|eslint|prettier|ng|nest|next|nuxt|vite|vitest|webpack|react-scripts|vue-cli-service|gulp|grunt|rimraf|cross-env|husky|lerna|nx|turbo|rollup|parcel|gatsby|babel|nyc|cypress|playwright|prisma|tsup|esbuild|standard|stylelint|run-s|run-p|npm-run-all|concurrently|dotenv|env-cmd|patch-package|astro|remix|expo|tsx|c8)$/;

/** The steps that make a command that the shell did not find available to the build. */
export function getInstallSteps(tool: string, situation: Situation): FixStep[] {
  if (NODE_TOOLS.test(tool)) return nodeSteps(tool, situation);
  const runtime = RUNTIMES.find(([pattern]) => pattern.test(tool))?.[1];
  return runtime ? [runtimeStep(tool, runtime, situation)] : [installStep(tool, situation)];
}

function runtimeStep(tool: string, runtime: string, { build }: Situation): FixStep {
  return {
    title: `Select the runtime that brings ${tool} in the install phase`,
    patch: renderBuildspecPatch(
      [' phases:', '   install:', '+    runtime-versions:', `+      ${runtime}`],
      build,
    ),
    changes: true,
    verify: sh`command -v ${tool}`,
  };
}

function installStep(tool: string, { command, build }: Situation): FixStep {
  // A log may name `constructor` a tool.
  const known = Object.hasOwn(INSTALLS, tool) ? INSTALLS[tool] : undefined;
  return {
    title: known
      ? `Install ${tool} in the build before it is used`
      : `Install ${tool} in the build before it is used, where it is a package of the system; else by its own installer`,
    patch: insertBefore([known ?? packageCommand(tool)], command ?? sh`${tool} --version`, build),
    changes: true,
    verify: sh`command -v ${tool}`,
  };
}

/** apt-get on Ubuntu, yum on Amazon Linux; whichever the image has. */
function packageCommand(tool: string): string {
  const name = /[^/-][^/]*$/.exec(tool)?.[0] ?? tool;
  const [debian, amazon] = (Object.hasOwn(PACKAGES, name) && PACKAGES[name]) || [name, name];
  return sh`if command -v apt-get; then apt-get update && apt-get install --yes ${debian}; else yum install --assumeyes ${amazon}; fi`;
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
