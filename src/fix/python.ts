import type { Build, FixStep } from '../model.ts';
import type { Situation } from '../signature.ts';
import { insertBefore, renderBuildspecPatch } from './buildspec.ts';
import { sh } from './shell.ts';

/** Modules whose package on PyPI has another name. */
const PACKAGES: Readonly<Record<string, string>> = {
  yaml: 'PyYAML',
  cv2: 'opencv-python-headless',
  PIL: 'Pillow',
  bs4: 'beautifulsoup4',
  sklearn: 'scikit-learn',
  skimage: 'scikit-image',
  dotenv: 'python-dotenv',
  dateutil: 'python-dateutil',
  jose: 'python-jose',
  jwt: 'PyJWT',
  git: 'GitPython',
  github: 'PyGithub',
  psycopg2: 'psycopg2-binary',
  MySQLdb: 'mysqlclient',
  OpenSSL: 'pyOpenSSL',
  Crypto: 'pycryptodome',
  serial: 'pyserial',
  attr: 'attrs',
  magic: 'python-magic',
  rest_framework: 'djangorestframework',
  corsheaders: 'django-cors-headers',
  environ: 'django-environ',
  aws_cdk: 'aws-cdk-lib',
  awscli: 'awscli',
  samcli: 'aws-sam-cli',
  pkg_resources: 'setuptools<81',
  setuptools: 'setuptools',
  distutils: 'setuptools',
  _cffi_backend: 'cffi',
  xdist: 'pytest-xdist',
  pytest_cov: 'pytest-cov',
  googleapiclient: 'google-api-python-client',
};

/** The package on PyPI that holds a module, as far as names tell: of `a.b` that of `a`. */
export function getPackageOf(module: string): string {
  const [top = module, ...rest] = module.split('.');
  // Namespaces that many packages share.
  if (top === 'google' && rest[0] === 'cloud') return ['google', 'cloud', rest[1] ?? 'core'].join('-');
  return PACKAGES[top] ?? top.replaceAll('_', '-');
}

/** The step that selects a version of Python in the install phase of the buildspec. */
export function selectPythonStep(version: string, build: Build | undefined): FixStep {
  return {
    title: `Select Python ${version} in the buildspec (runtime-versions), in an image that has it`,
    patch: renderBuildspecPatch(
      [' phases:', '   install:', '+    runtime-versions:', `+      python: '${version}'`],
      build,
    ),
    changes: true,
    verify: 'python --version',
  };
}

/** The step that installs packages with pip before the command that failed, into the Python that runs it. */
export function pipInstallStep(
  packages: readonly string[],
  title: string,
  { command, build }: Situation,
): FixStep {
  const install = sh`python -m pip install ${packages}`;
  const patch = command && { patch: insertBefore([install], command, build) };
  return { title, command: install, ...patch, changes: true };
}

/** `major.minor` of a version or of the lowest that a range such as `>=3.9,<4` allows; undefined where it names none. */
export function findPythonVersion(range: string | undefined): string | undefined {
  return /(?<![<\d.]|<=)(3\.\d+)/.exec(range ?? '')?.[1];
}

/** The step that writes the lock file of Poetry, uv or pipenv anew. */
export function getLockStep(lock: string): FixStep {
  const tool = lock.startsWith('Pipfile') ? 'pipenv' : lock.startsWith('uv') ? 'uv' : 'poetry';
  return {
    title: `Write ${lock} anew and commit it, with the version of ${tool} that the build uses`,
    command: sh`${tool} lock && git add ${lock} && git commit -m ${`Update ${lock}`}`,
    changes: true,
    verify: { pipenv: 'pipenv verify', uv: 'uv lock --check', poetry: 'poetry check --lock' }[tool],
  };
}

/** PEP 668 keeps pip out of the system's own Python. */
export const VENV_STEP: FixStep = {
  title: 'Install into a virtual environment',
  command:
    'python3 -m venv .venv && . .venv/bin/activate && python -m pip install --requirement requirements.txt',
  changes: false,
};
