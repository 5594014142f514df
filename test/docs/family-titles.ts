const TITLES: Readonly<Record<string, string>> = {
  iam: 'Permissions and credentials',
  source: 'Source and buildspec',
  files: 'Files and commands',
  docker: 'Docker and registries',
  python: 'Python',
  node: 'Node.js',
  jvm: 'Java and the JVM',
  compiled: 'Go, Rust, .NET, C, Ruby, PHP',
  deploy: 'Deployment tools',
  pipeline: 'CodePipeline',
  network: 'Network and packages of the system',
  limits: 'Limits of time, memory, disk and account',
  tests: 'Tests',
  other: 'Scans and quality gates',
};

/** What a family is called in headings; its id where it has no title yet. */
export function getFamilyTitle(family: string): string {
  return TITLES[family] ?? family;
}
